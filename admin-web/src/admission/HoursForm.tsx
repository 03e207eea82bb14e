import { noteHours } from '@yike/shared/admission/endpoints'
import type { StaffAdmission } from '@yike/shared/admission/schemas'
import { dayOf } from '@yike/shared/time/china'
import { App, Button, Form, InputNumber, Select } from 'antd'
import { DayField } from '../kit/form/DayField'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

interface Props {
  work: StaffAdmission
  communities: readonly { id: string; name: string }[]
  onDone: () => void
}

/** Hours that a community spent on a work on one day. */
export function HoursForm({ work, communities, onDone }: Props) {
  const { message } = App.useApp()
  const send = useWrite(noteHours, () => {
    onDone()
    void message.success('记下了')
  })
  return (
    <GuardedForm<{ communityId: string; day: string; hours: number }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ communityId: communities[0]?.id, day: dayOf(new Date()) }}
      onFinish={(fields) => send.mutate({ id: work.id, ...fields })}
    >
      <p className='note'>只按月、按社区加起来，不算到哪个人头上。</p>
      <Form.Item
        name='communityId'
        label='哪个社区'
        hidden={communities.length === 1}
        rules={[{ required: true, message: '选一个社区' }]}
      >
        <Select options={communities.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name='day' label='哪一天' rules={[{ required: true, message: '选一天' }]}>
        <DayField />
      </Form.Item>
      <Form.Item
        name='hours'
        label='用了几个小时'
        extra='几个人一起做的，加起来写；按半小时记'
        rules={[{ required: true, message: '写几个小时' }]}
      >
        <InputNumber min={0.5} max={300} step={0.5} />
      </Form.Item>
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          记下
        </Button>
      </div>
    </GuardedForm>
  )
}

import { admit, endAdmission, refuse } from '@yike/shared/admission/endpoints'
import type { StaffAdmission } from '@yike/shared/admission/schemas'
import { dayOf } from '@yike/shared/time/china'
import { App, Button, Form, Input } from 'antd'
import { DayField } from '../kit/form/DayField'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { TermFields, type TermInput } from './TermFields'

interface Props {
  work: StaffAdmission
  onDone: () => void
}
const REASON_MAX = 300
const PUBLIC = '部门、社区和居民都看得到，不写人名'

const Reason = ({ label }: { label: string }) => (
  <Form.Item
    name='reason'
    label={label}
    extra={PUBLIC}
    rules={[{ required: true, whitespace: true, min: 4, message: '写一句原因，至少 4 个字' }]}
  >
    <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={REASON_MAX} showCount />
  </Form.Item>
)

/** Admits a work; the street may change its terms. */
export function AdmitForm({ work, onDone }: Props) {
  const { message } = App.useApp()
  const send = useWrite(admit, () => {
    onDone()
    void message.success('同意了，社区和居民都看得到')
  })
  return (
    <GuardedForm<TermInput & { reason?: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ ...work }}
      onFinish={({ from, until, doneBy, hoursMonthly, reason = '' }) =>
        send.mutate({ id: work.id, from, until, doneBy, hoursMonthly, reason })
      }
    >
      <TermFields />
      <Form.Item name='reason' label='有什么要求' extra='没有就空着。部门和社区看得到'>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={REASON_MAX} />
      </Form.Item>
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          同意准入
        </Button>
      </div>
    </GuardedForm>
  )
}

export function RefuseForm({ work, onDone }: Props) {
  const { message } = App.useApp()
  const send = useWrite(refuse, () => {
    onDone()
    void message.success('答复了，部门看得到原因')
  })
  return (
    <GuardedForm<{ reason: string }>
      layout='vertical'
      requiredMark={false}
      onFinish={({ reason }) => send.mutate({ id: work.id, reason })}
    >
      <Reason label='为什么不同意' />
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          不同意
        </Button>
      </div>
    </GuardedForm>
  )
}

export function EndForm({ work, onDone }: Props) {
  const { message } = App.useApp()
  const send = useWrite(endAdmission, () => {
    onDone()
    void message.success('记下了，过了那天社区不再做')
  })
  return (
    <GuardedForm<{ reason: string; endedOn: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ endedOn: dayOf(new Date()) }}
      onFinish={(fields) => send.mutate({ id: work.id, ...fields })}
    >
      <Form.Item name='endedOn' label='做到哪天' rules={[{ required: true, message: '选一个日子' }]}>
        <DayField />
      </Form.Item>
      <Reason label='为什么结束' />
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          提前结束
        </Button>
      </div>
    </GuardedForm>
  )
}

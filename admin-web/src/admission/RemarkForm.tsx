import { remarkOn } from '@yike/shared/admission/endpoints'
import type { StaffAdmission } from '@yike/shared/admission/schemas'
import { App, Button, Form, Input, Radio } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

/** The word of a community about a work; it counts as the area's, not as a person's. */
export function RemarkForm({ work, onDone }: { work: StaffAdmission; onDone: () => void }) {
  const { message } = App.useApp()
  const send = useWrite(remarkOn, () => {
    onDone()
    void message.success('记下了，街道和部门看得到')
  })
  return (
    <GuardedForm<{ objects: boolean; words: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ objects: false }}
      onFinish={(fields) => send.mutate({ id: work.id, ...fields })}
    >
      <Form.Item name='objects' label='什么意见'>
        <Radio.Group
          options={[
            { value: false, label: '说一句' },
            { value: true, label: '反对' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name='words'
        label='怎么说'
        extra='写着社区的名字，不写是谁说的'
        rules={[{ required: true, whitespace: true, min: 2, message: '写上意见' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={300} showCount />
      </Form.Item>
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          交给街道
        </Button>
      </div>
    </GuardedForm>
  )
}

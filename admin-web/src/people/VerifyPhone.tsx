import { showPersonPhone, verifyPhone } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { App, Button, Form, Input } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'
import { ShowPhone } from '../lib/ShowPhone'

/** Whether a resident's number is verified; staff who have seen the phone, or rung it, verify it. */
export function VerifyPhone({ person: { id, phoneLast4, phoneVerified } }: { person: PersonFound }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ phone: string }>()
  const verify = useWrite(verifyPhone, () => {
    form.resetFields()
    void message.success('记下了，家人能用这个号码找到他')
  })
  return (
    <>
      <h3>电话</h3>
      <p className='row nums'>
        {phoneLast4 ? <ShowPhone of={showPersonPhone} input={{ personId: id }} last4={phoneLast4} /> : '没有登记'}
        {phoneLast4 && (
          <StatusTag tone={phoneVerified ? 'done' : 'soon'}>{phoneVerified ? '核对过' : '还没核对'}</StatusTag>
        )}
      </p>
      <GuardedForm<{ phone: string }>
        form={form}
        layout='inline'
        requiredMark={false}
        colon={false}
        onFinish={({ phone }) => verify.mutate({ personId: id, phone })}
      >
        <Form.Item name='phone' label='看过或打通的号码' rules={[{ required: true, message: '写上号码' }]}>
          <Input inputMode='tel' maxLength={20} />
        </Form.Item>
        <Button htmlType='submit' loading={verify.isPending}>
          核对过
        </Button>
        <Refusal error={verify.error} />
      </GuardedForm>
    </>
  )
}

import { PASSWORD_MIN, problemWithPassword } from '@yike/shared/people/passwords'
import { changeMyPassword } from '@yike/shared/people/phone-endpoints'
import { App, Button, Form, Input } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

interface Fields {
  password: string
  newPassword: string
  again: string
}

/** A new password for one's own account; every other device is signed out. */
export function ChangePassword() {
  const [form] = Form.useForm<Fields>()
  const { message } = App.useApp()
  const change = useWrite(changeMyPassword, () => {
    form.resetFields()
    void message.success('密码改好了，别的设备都退出了')
  })
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      className='account__password'
      onFinish={({ password, newPassword }) => change.mutate({ password, newPassword })}
    >
      <Form.Item name='password' label='现在的密码' rules={[{ required: true, message: '写上现在的密码' }]}>
        <Input.Password autoComplete='current-password' />
      </Form.Item>
      <Form.Item
        name='newPassword'
        label='新密码'
        extra={`至少 ${PASSWORD_MIN} 个字符，几个词连起来就好记，例如一句话`}
        rules={[
          {
            validator: (_, typed?: string) => {
              const problem = problemWithPassword(typed ?? '')
              return problem ? Promise.reject(new Error(problem)) : Promise.resolve()
            },
          },
        ]}
      >
        <Input.Password autoComplete='new-password' />
      </Form.Item>
      <Form.Item
        name='again'
        label='再写一遍新密码'
        dependencies={['newPassword']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, again?: string) =>
              again === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error('两次写的不一样')),
          }),
        ]}
      >
        <Input.Password autoComplete='new-password' />
      </Form.Item>
      <Refusal error={change.error} />
      <Button htmlType='submit' loading={change.isPending}>
        改密码
      </Button>
    </GuardedForm>
  )
}

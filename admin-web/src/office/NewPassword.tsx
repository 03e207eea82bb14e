import { PASSWORD_MIN, problemWithPassword } from '@yike/shared/people/passwords'
import { Form, Input } from 'antd'

/** The user name and password of a new account: the password twice, checked by the rule of the API as it is typed. */
export const NewPassword = () => (
  <>
    <Form.Item
      name='username'
      label='账号'
      extra='以后用它登录，可以用姓名的拼音'
      normalize={(text: string) => text.toLowerCase()}
      rules={[
        { required: true, message: '写上账号' },
        { pattern: /^[a-z][a-z0-9._-]{2,31}$/, message: '3 到 32 个字母、数字、点或短横，以字母开头' },
      ]}
    >
      <Input size='large' autoComplete='username' autoCapitalize='none' />
    </Form.Item>
    <Form.Item
      name='password'
      label='密码'
      extra={`至少 ${PASSWORD_MIN} 个字符，几个词连起来就好记，例如一句话`}
      dependencies={['username']}
      rules={[
        ({ getFieldValue }) => ({
          validator: (_, password: string) => {
            const problem = problemWithPassword(password ?? '', (getFieldValue('username') as string) ?? '')
            return problem ? Promise.reject(new Error(problem)) : Promise.resolve()
          },
        }),
      ]}
    >
      <Input.Password size='large' autoComplete='new-password' />
    </Form.Item>
    <Form.Item
      name='again'
      label='再写一遍密码'
      dependencies={['password']}
      rules={[
        ({ getFieldValue }) => ({
          validator: (_, again: string) =>
            again === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error('两次写的不一样')),
        }),
      ]}
    >
      <Input.Password size='large' autoComplete='new-password' />
    </Form.Item>
  </>
)

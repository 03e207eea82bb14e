import { useQueryClient } from '@tanstack/react-query'
import { signInStaff } from '@yike/shared/people/endpoints'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import type { ApiError } from './api'
import { CodeStep, RecoveryCodes, type Credentials } from './SecondStep'
import { useAsk } from './query'
import './sign-in.css'

interface Fields extends Credentials {
  code?: string
}

/** Refusals that ask for the second step. */
const STEPS: readonly string[] = ['SECOND_FACTOR_NEEDED', 'SECOND_FACTOR_SETUP', 'SECOND_FACTOR_WRONG']

/**
 * The sign-in in two steps: name and password, then the code of an authenticator, or the bound phone, where the account has or needs one. The
 * recovery codes of a new one are shown before the console opens. `credentials`: those of an account just made.
 */
export function SignInForm({ credentials, onDone }: { credentials?: Credentials; onDone?: () => void }) {
  const client = useQueryClient()
  const [given, setGiven] = useState(credentials)
  const [setup, setSetup] = useState<{ secret: string; otpauth: string }>()
  const [hasPhone, setHasPhone] = useState(false)
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>()
  const enter = () => {
    onDone?.()
    void client.invalidateQueries()
  }
  const signIn = useAsk(signInStaff, (out) => (out.recoveryCodes ? setRecoveryCodes(out.recoveryCodes) : enter()))
  const send = (fields: Fields) =>
    signIn.mutate(fields, {
      onError: ({ code, details }: ApiError) => {
        if (code === 'SECOND_FACTOR_SETUP') setSetup(details as unknown as { secret: string; otpauth: string })
        if (code === 'SECOND_FACTOR_NEEDED') setHasPhone(details?.phone === true)
        if (STEPS.includes(code)) setGiven({ username: fields.username, password: fields.password })
      },
    })
  const asksForCode = signIn.error !== null && STEPS.includes(signIn.error.code)

  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} onDone={enter} />
  if (given && (asksForCode || setup))
    return (
      <CodeStep
        credentials={given}
        hasPhone={hasPhone}
        onEnter={enter}
        setup={setup}
        error={signIn.error?.code === 'SECOND_FACTOR_WRONG' || !asksForCode ? signIn.error : null}
        isPending={signIn.isPending}
        onCode={(code) => send({ ...given, code })}
        onBack={() => {
          setSetup(undefined)
          setGiven(undefined)
          signIn.reset()
        }}
      />
    )
  if (credentials && given)
    return (
      <>
        <p className='note'>账号做好了。现在用它登录。</p>
        <Refusal error={signIn.error} />
        <Button type='primary' size='large' block loading={signIn.isPending} onClick={() => send(given)}>
          用 {given.username} 登录
        </Button>
      </>
    )
  return (
    <Form<Fields> layout='vertical' requiredMark={false} className='signin__fields' onFinish={send}>
      <Form.Item name='username' label='账号' rules={[{ required: true, message: '写上账号' }]}>
        <Input autoComplete='username' autoFocus size='large' />
      </Form.Item>
      <Form.Item name='password' label='密码' rules={[{ required: true, message: '写上密码' }]}>
        <Input.Password autoComplete='current-password' size='large' />
      </Form.Item>
      <Refusal error={signIn.error} />
      <Button type='primary' htmlType='submit' size='large' block loading={signIn.isPending}>
        {signIn.isPending ? '正在登录…' : '登录'}
      </Button>
    </Form>
  )
}

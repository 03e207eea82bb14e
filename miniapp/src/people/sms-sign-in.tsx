import { useEffect, useState } from 'react'
import { getSignInWays, sendSmsCode } from '@yike/shared/people/endpoints'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { call } from '@/lib/api/api'
import { useAction } from '@/lib/api/use-action'

/** Whether this office sends codes by SMS; undefined until the answer is there. */
export function useSmsWay(isAsked: boolean) {
  const [has, setHas] = useState<boolean>()
  useEffect(() => {
    if (!isAsked) return
    call(getSignInWays, {})
      .then(({ sms }) => setHas(sms))
      .catch(() => setHas(false))
  }, [isAsked])
  return has
}

interface Props {
  busy: boolean
  /** The reason why the last try failed. */
  problem?: string
  onSignIn: (phone: string, code: string) => void
}

/** A sign-in outside of WeChat: a mobile number, and the six digits that come by SMS. */
export function SmsSignIn({ busy, problem, onSignIn }: Props) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [isSent, setSent] = useState(false)
  const send = useAction(sendSmsCode)
  const ask = async () => {
    if (await send.run({ phone })) setSent(true)
  }
  return (
    <Section title='用短信登录'>
      <Card>
        <Field
          label='手机号'
          type='phone'
          value={phone}
          maxLength={20}
          problem={send.problemWith('phone') ?? send.error?.message}
          onChange={setPhone}
        />
        <Button block off={!phone.trim()} busy={send.busy && '正在发…'} onTap={() => void ask()}>
          {isSent ? '再发一次验证码' : '发验证码'}
        </Button>
        {isSent && (
          <>
            <Field
              label='短信里的 6 位数'
              help='10 分钟内有效'
              type='number'
              problem={problem}
              value={code}
              maxLength={6}
              onChange={setCode}
            />
            <Button
              look='main'
              block
              off={code.trim().length !== 6}
              busy={busy && '正在登录…'}
              onTap={() => onSignIn(phone, code.trim())}
            >
              登录
            </Button>
          </>
        )}
      </Card>
    </Section>
  )
}

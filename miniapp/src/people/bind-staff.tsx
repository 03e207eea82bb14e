import { useState } from 'react'
import { askPhoneBinding, getPhoneBinding } from '@yike/shared/people/phone-endpoints'
import { Button } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { useSession } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { WaitForConfirmation } from './wait-for-confirmation'

const CODE_STEPS: readonly string[] = ['SECOND_FACTOR_NEEDED', 'SECOND_FACTOR_WRONG']

/** Joins this phone's sign-in to the account the community gave a member of staff: asks, then waits to be confirmed. */
export function BindStaff({ onClose }: { onClose: () => void }) {
  const [isAsked, setAsked] = useState(false)
  return isAsked ? (
    <WaitForConfirmation onAgain={() => setAsked(false)} onClose={onClose} />
  ) : (
    <Ask onAsked={() => setAsked(true)} onClose={onClose} />
  )
}

function Ask({ onAsked, onClose }: { onAsked: () => void; onClose: () => void }) {
  // Asked before the sheet was closed: it still waits, or is confirmed meanwhile.
  useEndpoint(getPhoneBinding, useSession() ? {} : null, {
    onData: ({ state }) => (state.code === 'open' || state.code === 'confirmed') && onAsked(),
  })
  const ask = useAction(askPhoneBinding)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksForCode, setAsksForCode] = useState(false)
  // Once asked for, the field stays while another refusal is shown.
  const needsCode = asksForCode || CODE_STEPS.includes(ask.error?.code ?? '')
  const submit = async () => {
    setAsksForCode(needsCode)
    if (await ask.run({ username: username.trim(), password, ...(code ? { code } : {}) })) onAsked()
  }
  return (
    <Sheet
      open
      title='我是工作人员'
      brief='用社区给您的账号，绑一次就行'
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={!username.trim() || !password || (needsCode && !code)}
          busy={ask.busy && '正在看…'}
          onTap={() => void submit()}
        >
          绑这部手机
        </Button>
      }
    >
      <Field
        label='账号'
        value={username}
        maxLength={64}
        problem={ask.problemWith('username')}
        onChange={setUsername}
      />
      <Field
        label='密码'
        type='password'
        value={password}
        maxLength={200}
        problem={ask.problemWith('password')}
        onChange={setPassword}
        onConfirm={() => void submit()}
      />
      {needsCode && (
        <Field
          label='动态码'
          value={code}
          maxLength={40}
          problem={ask.problemWith('code')}
          onChange={setCode}
          onConfirm={() => void submit()}
        />
      )}
      {ask.error && <Failed error={ask.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

import { useState } from 'react'
import { bindStaff } from '@yike/shared/people/endpoints'
import { Button } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { keepSession } from '@/lib/api/session-store'
import { useAction } from '@/lib/api/use-action'
import { openPage } from '@/lib/phone/open-page'

const CODE_STEPS: readonly string[] = ['SECOND_FACTOR_NEEDED', 'SECOND_FACTOR_WRONG']

/** Joins this phone's sign-in to the account the community gave a member of staff. */
export function BindStaff({ open, onClose }: { open: boolean; onClose: () => void }) {
  const bind = useAction(bindStaff)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksForCode, setAsksForCode] = useState(false)
  // Once asked for, the field stays while another refusal is shown.
  const needsCode = asksForCode || CODE_STEPS.includes(bind.error?.code ?? '')
  const submit = async () => {
    setAsksForCode(needsCode)
    const session = await bind.run({ username: username.trim(), password, ...(code ? { code } : {}) })
    if (!session) return
    keepSession(session)
    onClose()
    await openPage('/desk/desk')
  }
  return (
    <Sheet
      open={open}
      title='我是工作人员'
      brief='用社区给您的账号，绑一次就行'
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={!username.trim() || !password || (needsCode && !code)}
          busy={bind.busy && '正在绑…'}
          onTap={() => void submit()}
        >
          绑好，打开工作台
        </Button>
      }
    >
      <Field
        label='账号'
        value={username}
        maxLength={64}
        problem={bind.problemWith('username')}
        onChange={setUsername}
      />
      <Field
        label='密码'
        type='password'
        value={password}
        maxLength={200}
        problem={bind.problemWith('password')}
        onChange={setPassword}
        onConfirm={() => void submit()}
      />
      {needsCode && (
        <Field
          label='动态码'
          value={code}
          maxLength={40}
          problem={bind.problemWith('code')}
          onChange={setCode}
          onConfirm={() => void submit()}
        />
      )}
      {bind.error && <Failed error={bind.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

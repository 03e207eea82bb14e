import { acceptInvitation, openInvitation } from '@yike/shared/office/endpoints'
import { instantInText } from '@yike/shared/time/words'
import { Button, Form } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { Failed, Loading } from '../kit/page/PageStates'
import { SignInForm } from '../lib/SignInForm'
import { useAsk, useRead } from '../lib/query'
import { NewPassword } from './NewPassword'
import { useLinkToken } from './useLinkToken'
import './office.css'

/** The page behind an invitation: a colleague makes their own account. */
export default function InvitationPage() {
  const token = useLinkToken()
  const navigate = useNavigate()
  const invitation = useRead(openInvitation, { token })
  const [made, setMade] = useState<{ username: string; password: string }>()
  const accept = useAsk(acceptInvitation, () => undefined)
  if (made)
    return (
      <main className='opening'>
        <h1 className='title'>账号做好了</h1>
        <SignInForm credentials={made} onDone={() => void navigate('/', { replace: true })} />
      </main>
    )
  if (!invitation.data)
    return (
      <main className='opening'>
        <h1 className='title'>接受邀请</h1>
        {invitation.error ? <Failed error={invitation.error} onRetry={invitation.refetch} /> : <Loading />}
      </main>
    )
  const { name, role, area, invitedBy, expiresAt } = invitation.data
  return (
    <main className='opening'>
      <h1 className='title'>{name}，欢迎</h1>
      <p className='note'>
        {invitedBy}请您当{area}的{role.label}。想一个账号和密码，以后用它登录。链接 {instantInText(new Date(expiresAt))}
        前有效。
      </p>
      <Form<{ username: string; password: string }>
        layout='vertical'
        requiredMark={false}
        onFinish={({ username, password }) =>
          accept.mutate({ token, username, password }, { onSuccess: () => setMade({ username, password }) })
        }
      >
        <NewPassword />
        <Refusal error={accept.error} />
        <Button type='primary' htmlType='submit' size='large' block loading={accept.isPending}>
          开始用
        </Button>
      </Form>
    </main>
  )
}

import { Button, Form, Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import type { ApiError } from './api'
import { PhoneStep } from './PhoneStep'

const QRCode = lazy(() => import('antd/es/qr-code'))

export interface Credentials {
  username: string
  password: string
}

interface StepProps {
  credentials: Credentials
  /** The phone of the account can confirm instead. */
  hasPhone: boolean
  onEnter: () => void
  /** The new authenticator, where the account has none yet. */
  setup: { secret: string; otpauth: string } | undefined
  error: ApiError | null
  isPending: boolean
  onCode: (code: string) => void
  onBack: () => void
}

/** The code of an authenticator; beside it, where there is one, the phone that confirms. */
export const CodeStep = ({ credentials, hasPhone, onEnter, setup, error, isPending, onCode, onBack }: StepProps) => (
  <Form<{ code: string }>
    layout='vertical'
    requiredMark={false}
    className='signin__fields'
    onFinish={({ code }) => onCode(code)}
  >
    {setup ? (
      <>
        <p>
          您的岗位能管账号、管权限或者查记录：登录除了密码还要动态码，设好以后这个岗位才能用。在手机应用商店装一个“验证器”（微软、谷歌、腾讯身份验证器都可以），用它扫这个码：
        </p>
        <Suspense>
          <QRCode value={setup.otpauth} size={180} bordered={false} aria-label='验证器要扫的二维码' />
        </Suspense>
        <p className='note'>
          扫不了就手动输入：<span className='signin__secret'>{setup.secret.match(/.{1,4}/g)?.join(' ')}</span>
        </p>
      </>
    ) : (
      <p>打开手机上的验证器，写上“一刻”下面的 6 位数字。手机不在身边，写一个备用码。</p>
    )}
    <Form.Item name='code' label='动态码' rules={[{ required: true, message: '写上动态码' }]}>
      <Input autoFocus size='large' autoComplete='one-time-code' maxLength={40} className='signin__code' />
    </Form.Item>
    <Refusal error={error} />
    <Button type='primary' htmlType='submit' size='large' block loading={isPending}>
      {setup ? '设好，登录' : '登录'}
    </Button>
    {hasPhone && !setup && <PhoneStep credentials={credentials} onEnter={onEnter} />}
    <Button type='text' block onClick={onBack}>
      换一个账号
    </Button>
  </Form>
)

/** Shown this once: the database keeps only their digests. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const text = codes.join('\n')
  return (
    <div className='signin__fields'>
      <p>
        <b>把这些备用码抄下来或者打印出来，和手机分开放。</b>手机丢了，一个备用码能登录一次；只显示这一回。
      </p>
      <ul className='signin__recovery' aria-label='备用码'>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className='form-foot'>
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {isCopied ? '复制好了' : '复制'}
        </Button>
        <Button onClick={() => window.print()}>打印</Button>
        <Button type='primary' onClick={onDone}>
          放好了，进去
        </Button>
      </div>
    </div>
  )
}

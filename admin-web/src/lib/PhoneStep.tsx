import { askPhoneSignIn, enterByPhone } from '@yike/shared/people/phone-endpoints'
import type { PhoneSignIn } from '@yike/shared/people/phone-schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { call } from './api'
import { useAsk } from './query'
import { usePoll } from './usePoll'

const EVERY_MS = 2000
/** The way on for each end of a sign-in that the phone did not confirm. */
const ENDS: Record<string, string> = {
  refused: '手机上点了“不是我”。是您自己在登录，写动态码。',
  missed: '手机上选错了数字，这次不算。再来一次，或者写动态码。',
  expired: '过了两分钟，手机上没有确认。再来一次，或者写动态码。',
}

interface Props {
  credentials: { username: string; password: string }
  onEnter: () => void
}

/** The bound phone instead of a code: it is asked, and the console goes on by itself once the phone has confirmed. */
export function PhoneStep({ credentials, onEnter }: Props) {
  const [asked, setAsked] = useState<PhoneSignIn>()
  const [end, setEnd] = useState<string>()
  const ask = useAsk(askPhoneSignIn, (out) => {
    setEnd(undefined)
    setAsked(out)
  })
  const finish = (code: string) => {
    setEnd(code)
    if (code === 'confirmed') onEnter()
  }
  if (asked && !end) return <Waiting key={asked.token} asked={asked} onEnd={finish} />
  if (end === 'confirmed') return <p className='note'>手机上确认了，正在进去…</p>
  return (
    <div className='signin__phone'>
      {end && (
        <p className='note' role='alert'>
          {ENDS[end]}
        </p>
      )}
      <Refusal error={ask.error} />
      {end !== 'refused' && (
        <Button size='large' block loading={ask.isPending} onClick={() => ask.mutate(credentials)}>
          在手机上确认
        </Button>
      )}
    </div>
  )
}

function Waiting({
  asked: { token, number, expiresAt },
  onEnd,
}: {
  asked: PhoneSignIn
  onEnd: (code: string) => void
}) {
  const { data, isLost } = usePoll(() => call(enterByPhone, { token }), EVERY_MS)
  const code = data?.state.code
  useEffect(() => {
    if (code && code !== 'open') onEnd(code)
    // The first end counts; `onEnd` is another function each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [code])
  return (
    <div className='signin__phone' role='status'>
      <p>
        打开手机上“一刻”的<b>工作台</b>，选这个数字：
      </p>
      <p className='signin__number nums'>{number}</p>
      <p className='note nums'>
        {isLost ? '没有网络，连上就接着等。' : `${clockOf(new Date(expiresAt))} 前有效，选对了这里自己进去。`}
      </p>
    </div>
  )
}

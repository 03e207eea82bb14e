import { useEffect, useRef, useState } from 'react'
import { checkInAtKiosk, findAtKiosk } from '@yike/shared/hall/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import type { KioskBooking } from '@yike/shared/hall/schemas'
import { clockOf } from '@yike/shared/time/china'
import type { Show } from './KioskPages'
import { Keypad } from './Keypad'
import { useKioskCall } from './useKioskCall'

type Proof = InputOf<typeof findAtKiosk>

const DIGITS = 4

/**
 * By four digits, by a scanned code, or by the phone's end and the name; the person is asked before anything is
 * written.
 */
export function CheckIn({ token, scanned, onShow }: { token: string; scanned?: string; onShow: (show: Show) => void }) {
  const find = useKioskCall(findAtKiosk, token)
  const arrive = useKioskCall(checkInAtKiosk, token)
  const [proof, setProof] = useState<Proof>()
  const [found, setFound] = useState<KioskBooking[]>()
  const [byPhone, setByPhone] = useState(false)

  const look = async (given: Proof) => {
    arrive.forget()
    const answer = await find.run(given)
    if (!answer) return
    setProof(given)
    setFound(answer.items)
  }
  const began = useRef(false)
  const first = useRef(look)
  useEffect(() => {
    if (!scanned || began.current) return
    began.current = true
    void first.current({ code: scanned })
  }, [scanned])

  const confirm = async (booking: KioskBooking) => {
    const done = await arrive.run({ ...proof, bookingId: booking.id })
    if (done) onShow({ page: 'slip', slip: done.slip, said: `${done.who}，${done.title}，签到好了` })
  }
  const problem = arrive.problem || find.problem

  return (
    <>
      <h1 className='kiosk__title'>{found ? '是您吗？' : '我约好了，来签到'}</h1>
      {problem && (
        <p className='kiosk__problem' role='alert'>
          {problem}
        </p>
      )}
      {found ? (
        <>
          <div className='kiosk__lines'>
            {found.map((booking) => (
              <button key={booking.id} type='button' disabled={arrive.isBusy} onClick={() => void confirm(booking)}>
                <b>{booking.who}</b>
                <span className='nums'>
                  {clockOf(new Date(booking.startsAt))} {booking.title}
                  {booking.checkedIn ? '，签过到了' : ''}
                </span>
                <em>是我，签到</em>
              </button>
            ))}
          </div>
          <button type='button' className='kiosk__plain' onClick={() => setFound(undefined)}>
            都不是，重新输
          </button>
        </>
      ) : byPhone ? (
        <ByPhone isBusy={find.isBusy} onFind={(given) => void look(given)} onBack={() => setByPhone(false)} />
      ) : (
        <ByCode isBusy={find.isBusy} onFind={(code) => void look({ code })} onPhone={() => setByPhone(true)} />
      )}
    </>
  )
}

function ByCode({ isBusy, onFind, onPhone }: { isBusy: boolean; onFind: (code: string) => void; onPhone: () => void }) {
  const [code, setCode] = useState('')
  return (
    <>
      <p>输预约时给的 4 位码；有二维码的，对着扫码口扫。</p>
      <Keypad label='4 位码' digits={DIGITS} value={code} onChange={setCode} />
      <div className='kiosk__feet'>
        <button type='button' className='kiosk__plain' onClick={onPhone}>
          忘了码，用手机尾号
        </button>
        <button
          type='button'
          className='kiosk__main'
          disabled={code.length < DIGITS || isBusy}
          onClick={() => onFind(code)}
        >
          {isBusy ? '正在找…' : '找一找'}
        </button>
      </div>
    </>
  )
}

function ByPhone({ isBusy, onFind, onBack }: { isBusy: boolean; onFind: (proof: Proof) => void; onBack: () => void }) {
  const [phoneLast4, setLast4] = useState('')
  const [name, setName] = useState('')
  const isFull = phoneLast4.length === DIGITS && name.trim().length > 1
  return (
    <>
      <label className='kiosk__field'>
        姓名
        <input autoComplete='off' maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <Keypad label='手机号后四位' digits={DIGITS} value={phoneLast4} onChange={setLast4} />
      <div className='kiosk__feet'>
        <button type='button' className='kiosk__plain' onClick={onBack}>
          用 4 位码
        </button>
        <button
          type='button'
          className='kiosk__main'
          disabled={!isFull || isBusy}
          onClick={() => onFind({ phoneLast4, name: name.trim() })}
        >
          {isBusy ? '正在找…' : '找一找'}
        </button>
      </div>
    </>
  )
}

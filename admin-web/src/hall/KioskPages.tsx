import { useState } from 'react'
import { askForHelp, takeAtKiosk } from '@yike/shared/hall/endpoints'
import type { KioskView, Slip } from '@yike/shared/hall/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Icon } from '../kit/show/Icon'
import { useKioskCall } from './useKioskCall'

/** The page that the kiosk shows. */
export type Show =
  | { page: 'home' }
  | { page: 'sittings' }
  | { page: 'help' }
  | { page: 'check-in'; scanned?: string }
  | { page: 'slip'; slip: Slip | null; said?: string }

/** The services of the kiosk, one large door each. */
export function Home({ kiosk, token, onShow }: { kiosk: KioskView; token: string; onShow: (show: Show) => void }) {
  const { run, isBusy, problem } = useKioskCall(takeAtKiosk, token)
  const take = async (letter: string) => {
    const slip = await run({ letter })
    if (slip) onShow({ page: 'slip', slip })
  }
  return (
    <>
      <h1 className='kiosk__title'>取个号</h1>
      {problem && (
        <p className='kiosk__problem' role='alert'>
          {problem}
        </p>
      )}
      <div className='kiosk__lines'>
        {kiosk.lines.map(({ letter, name, words }) => (
          <button
            key={letter}
            type='button'
            disabled={isBusy || kiosk.closed !== null}
            onClick={() => void take(letter)}
          >
            <b>{name}</b>
            <span className='nums'>{words}</span>
          </button>
        ))}
      </div>
      <p className='kiosk__rule'>{kiosk.rule}</p>
      <div className='kiosk__doors'>
        <button type='button' onClick={() => onShow({ page: 'check-in' })}>
          <Icon name='check' size={44} />
          <b>我约好了，来签到</b>
          <span>输 4 位码、扫码，或手机尾号和姓名</span>
        </button>
        <button type='button' onClick={() => onShow({ page: 'sittings' })}>
          <Icon name='calendar' size={44} />
          <b>今天这里有什么</b>
          <span className='nums'>{countInWords(kiosk)}</span>
        </button>
        <button type='button' onClick={() => onShow({ page: 'help' })}>
          <Icon name='speak' size={44} />
          <b>问窗口</b>
          <span>不会用、办别的事，找人帮忙</span>
        </button>
      </div>
    </>
  )
}

const countInWords = ({ sittings }: KioskView) =>
  sittings.length === 0 ? '今天没有排场次' : `${sittings.length} 场，几点、还余几位`

/** Today's sittings at the place. */
export function Sittings({ sittings }: Pick<KioskView, 'sittings'>) {
  return (
    <>
      <h1 className='kiosk__title'>今天这里有什么</h1>
      {sittings.length === 0 && <p>今天没有排场次。想约别的日子，问问窗口。</p>}
      <ul className='kiosk__rows'>
        {sittings.map(({ startsAt, endsAt, title, serviceName, left, isCancelled }) => (
          <li key={`${startsAt} ${serviceName}`}>
            <b className='nums'>
              {clockOf(new Date(startsAt))}–{clockOf(new Date(endsAt))}
            </b>
            <span>{title.startsWith(serviceName) ? title : `${serviceName} ${title}`}</span>
            <span className='nums'>{isCancelled ? '取消了' : left > 0 ? `余 ${left} 位` : '满了'}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The windows and their lines, the phone, and a way to have somebody come over. */
export function Help({ kiosk, token }: { kiosk: KioskView; token: string }) {
  const { run, isBusy, problem } = useKioskCall(askForHelp, token)
  const [isDone, setDone] = useState(false)
  const ask = async () => setDone((await run({})) !== null)
  return (
    <>
      <h1 className='kiosk__title'>问窗口</h1>
      <ul className='kiosk__rows'>
        {kiosk.lines.map(({ letter, name, windows }) => (
          <li key={letter}>
            <b>{windows.join('、')} 号窗口</b>
            <span>{name}</span>
          </li>
        ))}
        {kiosk.phone && (
          <li>
            <b className='nums'>{kiosk.phone}</b>
            <span>打电话问</span>
          </li>
        )}
      </ul>
      {problem && (
        <p className='kiosk__problem' role='alert'>
          {problem}
        </p>
      )}
      {isDone ? (
        <p className='kiosk__done' role='status'>
          <Icon name='check' size={44} />
          已经告诉窗口了，请在这里稍等。
        </p>
      ) : (
        <button type='button' className='kiosk__main' disabled={isBusy} onClick={() => void ask()}>
          请人过来帮忙
        </button>
      )}
    </>
  )
}

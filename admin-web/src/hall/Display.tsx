import { useEffect, useState } from 'react'
import { getScreen } from '@yike/shared/hall/endpoints'
import type { HallScreen } from '@yike/shared/hall/schemas'
import { clockOf, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { Mark } from '../kit/show/Dial'
import { Icon } from '../kit/show/Icon'
import { callAsDevice } from '../lib/api'
import { useNightlyReload } from '../lib/useNightlyReload'
import { usePoll } from '../lib/usePoll'
import { useSpeech } from './speech'
import './display.css'

const EVERY_MS = 2_500
const SECOND_MS = 1_000
/** Milliseconds for which a number that was just called is highlighted. */
const FRESH_MS = 15_000

const placeId = () => window.location.pathname.split('/')[2] ?? ''
/** After the #: it stays in this browser, and no log of a proxy gets it. */
const secret = () => window.location.hash.slice(1)

/** The screen of the hall: numbers and windows, readable from eight metres; runs for days without a hand. */
export function Display() {
  useNightlyReload()
  const { data, error, isLost } = usePoll(() => callAsDevice(getScreen, { id: placeId() }, secret()), EVERY_MS)
  const { isOn, canSpeak, turnOn } = useSpeech(data?.calls)

  if (error?.code === 'DEVICE_UNKNOWN') return <Say title='这个屏幕还没接上' say={error.message} />
  if (error?.code === 'FEATURE_OFF') return <Say title='现在不叫号' say={error.message} />
  if (!data) return <Say title={isLost ? '连接断了' : '正在连接'} say={isLost ? '正在自己重连，不用管它。' : ''} />
  return (
    <div className='display'>
      <header className='display__head'>
        <span className='display__place'>
          <Mark />
          {data.placeName}
        </span>
        {isLost && (
          <span className='display__lost' role='status'>
            <Icon name='offline' size={40} />
            连接断了，号码可能不是最新的
          </span>
        )}
        {canSpeak && !isOn && (
          <button type='button' className='display__sound' onClick={turnOn}>
            开声音
          </button>
        )}
        <Clock />
      </header>
      <main className='display__main'>
        <Windows screen={data} />
        <aside className='display__side'>
          <Lines lines={data.lines} />
          <Calls calls={data.calls} />
        </aside>
      </main>
      <Sittings screen={data} />
    </div>
  )
}

const Say = ({ title, say }: { title: string; say: string }) => (
  <div className='display display--say'>
    <Mark />
    <h1>{title}</h1>
    <p>{say}</p>
  </div>
)

function Clock() {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  const day = dayOf(now)
  return (
    <time className='display__clock nums'>
      <span>
        {Number(day.slice(5, 7))}月{Number(day.slice(8))}日 {weekdayLabel(day)}
      </span>
      <b>{clockOf(now)}</b>
    </time>
  )
}

/** The more windows, the smaller the numbers; six fit in each of two columns. */
const columnsFor = (windows: number) => (windows > 4 ? 2 : 1)

function Windows({ screen: { windows, calls, now } }: { screen: HallScreen }) {
  const isFresh = (code: string | null, at: number) =>
    calls.some((call) => call.code === code && call.window === at && Date.parse(now) - Date.parse(call.at) < FRESH_MS)
  return (
    <ul className={`display__windows display__windows--${columnsFor(windows.length)}`} aria-label='正在叫的号'>
      {windows.map(({ window: at, lines, code, who }) => (
        <li key={at} className={isFresh(code, at) ? 'display__window display__window--fresh' : 'display__window'}>
          <span className='display__at'>
            <b>{at}</b>
            <span>
              号窗口
              <small>{lines.join('、')}</small>
            </span>
          </span>
          <span className='display__code nums'>
            {code ?? <i>空着</i>}
            {who && <small>{who}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Lines = ({ lines }: { lines: HallScreen['lines'] }) => (
  <section>
    <h2>还在等</h2>
    <ul className='display__rows'>
      {lines.map(({ letter, name, waiting }) => (
        <li key={letter}>
          <b>{letter}</b>
          <span>{name}</span>
          <b className='nums'>{waiting} 位</b>
        </li>
      ))}
    </ul>
  </section>
)

const CALLS = 4

const Calls = ({ calls }: { calls: HallScreen['calls'] }) => (
  <section>
    <h2>刚叫过</h2>
    {calls.length === 0 ? (
      <p className='display__none'>今天还没开始叫号</p>
    ) : (
      <ul className='display__rows'>
        {calls.slice(0, CALLS).map(({ key, code, window: at, at: when }) => (
          <li key={key}>
            <b className='nums'>{code}</b>
            <span>{at} 号窗口</span>
            <span className='nums'>{clockOf(new Date(when))}</span>
          </li>
        ))}
      </ul>
    )}
  </section>
)

/** The most sittings that fit in one line. */
const SITTINGS = 2

/** Today's sittings still ahead. */
function Sittings({ screen: { sittings, now } }: { screen: HallScreen }) {
  const ahead = sittings.filter(({ endsAt, isCancelled }) => endsAt > now && !isCancelled).slice(0, SITTINGS)
  if (ahead.length === 0) return null
  return (
    <footer className='display__foot'>
      <h2>今天这里还有</h2>
      {ahead.map(({ startsAt, title, serviceName, left }) => (
        <span key={`${startsAt} ${serviceName}`} className='nums'>
          <b>{clockOf(new Date(startsAt))}</b> {title.startsWith(serviceName) ? title : `${serviceName} ${title}`}
          {left > 0 ? `，余 ${left} 位` : '，满了'}
        </span>
      ))}
    </footer>
  )
}

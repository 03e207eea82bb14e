import { useState } from 'react'
import { getKiosk, pairKiosk } from '@yike/shared/hall/endpoints'
import type { KioskView } from '@yike/shared/hall/schemas'
import { Mark } from '../kit/show/Dial'
import { useIdle } from '../kit/hooks/useIdle'
import { useScanner } from '../kit/hooks/useScanner'
import { call, callAsDevice, ApiError } from '../lib/api'
import { useNightlyReload } from '../lib/useNightlyReload'
import { usePoll } from '../lib/usePoll'
import { CheckIn } from './KioskCheckIn'
import { Help, Home, Sittings, type Show } from './KioskPages'
import { SlipPage } from './KioskSlip'
import { Keypad } from './Keypad'
import './kiosk.css'

/** The device: its secret, and whether it has a slip printer. No personal data is ever kept. */
interface Device {
  token: string
  prints: boolean
}
const STORED = 'yike.kiosk'
const storedDevice = (): Device | null => {
  const stored = localStorage.getItem(STORED)
  return stored === null ? null : (JSON.parse(stored) as Device)
}

/** 自助办理: a device in the hall that anybody may use and nobody is signed in on. */
export function Kiosk() {
  useNightlyReload()
  const [device, setDevice] = useState(storedDevice)
  const [why, setWhy] = useState('')
  const forget = (sentence: string) => {
    localStorage.removeItem(STORED)
    setWhy(sentence)
    setDevice(null)
  }
  if (!device)
    return (
      <Pairing
        why={why}
        onPaired={(paired) => {
          localStorage.setItem(STORED, JSON.stringify(paired))
          setDevice(paired)
        }}
      />
    )
  return <Desk device={device} onUnknown={forget} />
}

const CODE_DIGITS = 8

function Pairing({ why, onPaired }: { why: string; onPaired: (device: Device) => void }) {
  const [code, setCode] = useState('')
  const [prints, setPrints] = useState(false)
  const [problem, setProblem] = useState(why)
  const [isBusy, setBusy] = useState(false)
  const pair = async () => {
    setBusy(true)
    try {
      const { token } = await call(pairKiosk, { code })
      onPaired({ token, prints })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setProblem(cause.message)
      setCode('')
      setBusy(false)
    }
  }
  return (
    <div className='kiosk'>
      <main className='kiosk__page kiosk__page--narrow'>
        <h1 className='kiosk__title'>绑定这台自助机</h1>
        <p>工作人员在管理台“叫号”的“大厅设置”里加一台自助机，把 8 位配对码输在这里。</p>
        <Keypad label='配对码' digits={CODE_DIGITS} value={code} onChange={setCode} />
        {problem && (
          <p className='kiosk__problem' role='alert'>
            {problem}
          </p>
        )}
        <label className='kiosk__check'>
          <input type='checkbox' checked={prints} onChange={(event) => setPrints(event.target.checked)} />
          这台接了 80 毫米小票打印机
        </label>
        <button
          type='button'
          className='kiosk__main'
          disabled={code.length < CODE_DIGITS || isBusy}
          onClick={() => void pair()}
        >
          {isBusy ? '正在绑定…' : '绑定'}
        </button>
      </main>
    </div>
  )
}

const ASK_MS = 45_000
const END_MS = 60_000
const EVERY_MS = 5_000
const QR_PREFIX = 'yike:booking:'

function Desk({ device, onUnknown }: { device: Device; onUnknown: (sentence: string) => void }) {
  const [show, setShow] = useState<Show>({ page: 'home' })
  /** Each visitor gets new pages: the text of the last one is gone with theirs. */
  const [visitor, setVisitor] = useState(0)
  const { data, error, isLost } = usePoll(() => callAsDevice(getKiosk, {}, device.token), EVERY_MS)
  const home = () => {
    setShow({ page: 'home' })
    setVisitor((count) => count + 1)
  }
  const isAsking = useIdle({ askMs: ASK_MS, endMs: END_MS, isResting: show.page === 'home', onEnd: home })
  useScanner((text) => {
    if (!text.startsWith(QR_PREFIX)) return
    setVisitor((count) => count + 1)
    setShow({ page: 'check-in', scanned: text })
  })

  if (error?.code === 'DEVICE_UNKNOWN') {
    return (
      <Resting title='这台自助机停用了' say='请到窗口办理。'>
        <button type='button' className='kiosk__plain' onClick={() => onUnknown(error.message)}>
          工作人员：重新绑定
        </button>
      </Resting>
    )
  }
  if (error?.code === 'FEATURE_OFF') return <Resting title='现在不取号' say='请到窗口办理。' />
  if (!data)
    return <Resting title={isLost ? '暂时连不上' : '正在打开'} say={isLost ? '正在自己重连。急的话请到窗口。' : ''} />
  return (
    <div className='kiosk'>
      <header className='kiosk__head'>
        <Mark size={48} />
        <b>{data.placeName}</b>
        <span>自助办理</span>
        {show.page !== 'home' && (
          <button type='button' className='kiosk__plain' onClick={home}>
            回首页
          </button>
        )}
      </header>
      {isLost && (
        <p className='kiosk__lost' role='status'>
          暂时连不上，正在自己重连。急的话请到窗口。
        </p>
      )}
      <main className='kiosk__page' key={visitor}>
        <Page show={show} kiosk={data} device={device} onShow={setShow} onHome={home} />
      </main>
      {isAsking && (
        <div className='kiosk__ask' role='alertdialog' aria-label='还在吗？'>
          <div>
            <h2>还在吗？</h2>
            <p>没人的话，这一页会自己收起来，什么都不留。</p>
            <button type='button' className='kiosk__main'>
              还在
            </button>
          </div>
        </div>
      )}
    </div>
  )
}

interface PageProps {
  show: Show
  kiosk: KioskView
  device: Device
  onShow: (show: Show) => void
  onHome: () => void
}

function Page({ show, kiosk, device, onShow, onHome }: PageProps) {
  switch (show.page) {
    case 'home':
      return <Home kiosk={kiosk} token={device.token} onShow={onShow} />
    case 'sittings':
      return <Sittings sittings={kiosk.sittings} />
    case 'help':
      return <Help kiosk={kiosk} token={device.token} />
    case 'check-in':
      return <CheckIn token={device.token} scanned={show.scanned} onShow={onShow} />
    case 'slip':
      return <SlipPage slip={show.slip} said={show.said} prints={device.prints} onHome={onHome} />
  }
}

const Resting = ({ title, say, children }: { title: string; say: string; children?: React.ReactNode }) => (
  <div className='kiosk kiosk--resting'>
    <Mark size={72} />
    <h1 className='kiosk__title'>{title}</h1>
    <p>{say}</p>
    {children}
  </div>
)

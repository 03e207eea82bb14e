import type { ReactNode } from 'react'

/** One working day left or under 15 minutes is `soon`; past the time is `late`; `off` while the clock is stopped. */
export type Tone = 'plain' | 'soon' | 'late' | 'done' | 'off'

interface SmallProps {
  /** The share of the time that is left, 0 to 1. */
  share: number
  tone: Tone
}

/** Beside a deadline, which follows in words; so it is not read aloud itself. Late: the arc is broken. */
export const DialS = ({ share, tone }: SmallProps) => (
  <svg className={`dial dial--s dial--${tone}`} viewBox='0 0 100 100' aria-hidden>
    {tone === 'late' ? (
      <path
        d='M15 19A66 66 0 0 1 81 85'
        pathLength={100}
        strokeDasharray='14 8'
        strokeWidth={30}
        className='dial__hand'
      />
    ) : (
      <>
        <path d='M4 13A83 83 0 0 1 87 96' strokeWidth={26} className='dial__track' />
        <path
          d='M4 13A83 83 0 0 1 87 96'
          pathLength={100}
          strokeDasharray={`${bounded(share) * 100} 999`}
          strokeWidth={26}
          className='dial__hand'
        />
      </>
    )}
  </svg>
)

interface MediumProps {
  share: number
  /** 15 minutes in 3, a promise in its working days. */
  parts: number
  tone?: Tone
  figure: ReactNode
  unit: string
  /** The whole in words, for people who hear the page. */
  say: string
}

export const DialM = ({ share, parts, tone = 'plain', figure, unit, say }: MediumProps) => (
  <span className={`dialm dial--${tone}`} role='img' aria-label={say}>
    <svg className='dial dial--m' viewBox='0 0 100 100' aria-hidden>
      <path
        d={ARC}
        pathLength={parts * 100}
        strokeDasharray={dashes(1, parts)}
        strokeWidth={9}
        className='dial__track'
      />
      <path
        d={ARC}
        pathLength={parts * 100}
        strokeDasharray={tone === 'late' ? '34 16' : dashes(share, parts)}
        strokeWidth={9}
        className='dial__hand'
      />
    </svg>
    <span className='dialm__say' aria-hidden>
      <b>{figure}</b>
      <span>{unit}</span>
    </span>
  </span>
)

const ARC = 'M4 4.5A91.5 91.5 0 0 1 95.5 96'
const bounded = (share: number) => Math.min(1, Math.max(0, share))

/** A part is 100 long and ends in a gap of 6, except the last: 7 of 15 minutes in three parts are '94 6 40 999'. */
function dashes(share: number, parts: number) {
  const length = bounded(share) * parts
  const whole = Math.min(Math.floor(length), parts - 1)
  return `${'94 6 '.repeat(whole)}${Math.round((length - whole) * 100)} 999`
}

/** The mark of the product: the quarter itself. */
export const Mark = ({ size = 24 }: { size?: number }) => (
  <svg className='dial' width={size} height={size} viewBox='0 0 100 100' aria-hidden>
    <path d='M4 17A79 79 0 0 1 83 96' strokeWidth={34} className='dial__hand' />
  </svg>
)

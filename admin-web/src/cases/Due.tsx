import type { PromiseView } from '@yike/shared/cases/schemas'
import { DialM, DialS, type Tone } from '../kit/show/Dial'
import { Icon } from '../kit/show/Icon'

const TONES: Record<PromiseView['state'], Tone> = {
  running: 'plain',
  soon: 'soon',
  late: 'late',
  paused: 'off',
  answered: 'done',
}
const share = ({ left, total }: PromiseView) => (total > 0 ? left / total : 0)
/** A promise is drawn in its working days, an hour's promise in one piece. */
const MOST_PARTS = 15
const partsOf = ({ unit, total }: PromiseView) =>
  unit === 'workday' ? Math.min(MOST_PARTS, Math.max(1, Math.round(total))) : 1

/** The time left, in a row or on a ticket. Answered: no dial, a check. */
export const Due = ({ promise }: { promise: PromiseView }) => (
  <span className={`keep strong nums tone--${TONES[promise.state]}`}>
    {promise.state === 'answered' ? (
      <span className='due__check'>
        <Icon name='check' size={18} />
      </span>
    ) : (
      <DialS share={share(promise)} tone={TONES[promise.state]} />
    )}
    {promise.words}
  </span>
)

const UNITS = { workday: '天', hour: '时' } as const

/** The one time card on the page of a case. */
export function PromiseCard({ promise }: { promise: PromiseView }) {
  const left = Math.max(0, Math.ceil(Math.abs(promise.left)))
  return (
    <div className='person'>
      {promise.state !== 'answered' && (
        <DialM
          share={share(promise)}
          parts={partsOf(promise)}
          tone={TONES[promise.state]}
          figure={left}
          unit={UNITS[promise.unit]}
          say={promise.words}
        />
      )}
      <div>
        <div className={`lead tone--${TONES[promise.state]}`}>
          {promise.state === 'answered' && <Icon name='check' />} {promise.words}
        </div>
        <div className='note nums'>
          承诺 {promise.total} 个{promise.unit === 'workday' ? '工作日' : '小时'}内
          {promise.of === 'solve' ? '办好' : '答复'}
        </div>
      </div>
    </div>
  )
}

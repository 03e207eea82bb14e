import type { RulingCase } from '@yike/shared/cases/ruling-schemas'
import type { TimelineEntry } from '@yike/shared/cases/schemas'
import { dayAndClock } from '../kit/show/text'

/** The returns of a case, as its timeline tells them. */
export const returnsIn = (timeline: readonly TimelineEntry[]): RulingCase['returns'] =>
  timeline.filter(({ kind }) => kind === 'handed_back').map(({ who, at, why }) => ({ receiver: who, at, why }))

/** The receivers that handed a case back, with whose it is in their words. */
export const Returns = ({ returns, now }: { returns: RulingCase['returns']; now: Date }) => (
  <ol className='returns' aria-label='退过的单位'>
    {returns.map(({ receiver, at, why }) => (
      <li key={at}>
        <span className='strong'>{receiver}</span>
        <span className='note nums'> {dayAndClock(at, now)}</span>
        <span className='returns__why'>{why}</span>
      </li>
    ))}
  </ol>
)

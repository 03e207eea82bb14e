import type { RulingCase } from '@yike/shared/cases/ruling-schemas'
import type { TimelineEntry } from '@yike/shared/cases/schemas'
import { dayAndClock } from '../kit/show/text'

/** The returns of a case by receivers or by communities, as its timeline tells them. */
export const returnsIn = (
  timeline: readonly TimelineEntry[],
  returned: 'handed_back' | 'transfer_returned',
): RulingCase['returns'] =>
  timeline.filter(({ kind }) => kind === returned).map(({ who, at, why }) => ({ receiver: who, at, why }))

/** The receivers or communities that sent a case back, with whose it is in their words; nothing where none did. */
export const Returns = ({ returns, now }: { returns: RulingCase['returns']; now: Date }) =>
  returns.length > 0 && (
    <ol className='returns' aria-label='退过的'>
      {returns.map(({ receiver, at, why }) => (
        <li key={at}>
          <span className='strong'>{receiver}</span>
          <span className='note nums'> {dayAndClock(at, now)}</span>
          <span className='returns__why'>{why}</span>
        </li>
      ))}
    </ol>
  )

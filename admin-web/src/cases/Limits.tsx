import type { StaffCase } from '@yike/shared/cases/schemas'
import { Icon } from '../kit/show/Icon'
import { dayAndClock } from '../kit/show/text'

const WORDS: Record<StaffCase['limits'][number]['state'], (at: string) => string> = {
  kept: () => '按时',
  missed: () => '超时',
  running: (at) => `${at} 前`,
  late: (at) => `${at} 前该办，过了`,
  paused: () => '等居民，先不计时',
}

/** Every promise of a case: until when, and whether it was kept. */
export const Limits = ({ limits, now }: { limits: StaffCase['limits']; now: Date }) => (
  <dl className='facts' aria-label='各步的时限'>
    {limits.map(({ code, label, dueAt, metAt, state }) => (
      <div key={code} className='limits__row'>
        <dt>{label}</dt>
        <dd className={state === 'late' || state === 'missed' ? 'tone--late' : undefined}>
          {state === 'kept' && <Icon name='check' size={14} />} {metAt && `${dayAndClock(metAt, now)} `}
          {WORDS[state](dayAndClock(dueAt, now))}
        </dd>
      </div>
    ))}
  </dl>
)

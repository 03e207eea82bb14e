import type { TimelineEntry } from '@yike/shared/cases/schemas'
import type { ReactNode } from 'react'
import { Photos } from '../kit/show/Photos'
import { Timeline } from '../kit/show/Timeline'
import { dayAndClock } from '../kit/show/text'

interface Props {
  /** Oldest first. */
  timeline: TimelineEntry[]
  /** The next step; null when the case has ended. */
  next: string | null
  now: Date
  /** Where the reader may do something with a photo. */
  showPhotos?: (photos: TimelineEntry['photos'], label: string) => ReactNode
}

const plainly = (photos: TimelineEntry['photos'], label: string) => <Photos photos={photos} label={label} />

/** The events of a case, each with its author, words and photos. */
export const CaseTimeline = ({ timeline, next, now, showPhotos = plainly }: Props) => (
  <section className='pane'>
    <div className='pane__head'>
      <h2 className='lead'>办到哪了</h2>
      <span className='note push'>谁说的、为什么，都在这里</span>
    </div>
    <Timeline
      next={next}
      items={[...timeline].reverse().map(({ seq, kind, what, at, who, why, photos }) => ({
        key: seq,
        what,
        when: dayAndClock(at, now),
        who,
        why,
        isInner: kind === 'office_noted',
        more: showPhotos(photos, what),
      }))}
    />
  </section>
)

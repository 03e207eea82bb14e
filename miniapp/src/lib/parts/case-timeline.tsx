import type { CaseView, TimelineEntry } from '@yike/shared/cases/schemas'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { PhotoRow } from '@/kit/card/photo-row'
import type { TimelineItem } from '@/kit/card/timeline'

const entryItem = (entry: TimelineEntry, state: TimelineItem['state'], now: Date): TimelineItem => ({
  key: String(entry.seq),
  state,
  what: entry.what,
  when: momentInWords(entry.at, now),
  why: entry.why === null ? entry.who : `${entry.who}：${entry.why}`,
  more: entry.photos.length > 0 && <PhotoRow photos={entry.photos} />,
})

/** The events of a case, newest on top; above them the next step, where one is ahead. */
export function caseTimeline(
  { timeline, promise }: Pick<CaseView, 'timeline' | 'promise'>,
  next: string | null,
  now: Date,
) {
  const entries = [...timeline].sort((a, b) => b.seq - a.seq)
  const items = entries.map((entry, index) => entryItem(entry, index === 0 && next !== null ? 'now' : 'done', now))
  if (next === null) return items
  const due = promise.dueAt && `最晚${dayLabel(dayOf(new Date(promise.dueAt)), dayOf(now))}`
  return [{ key: 'next', state: 'todo', what: next, when: due || undefined } satisfies TimelineItem, ...items]
}

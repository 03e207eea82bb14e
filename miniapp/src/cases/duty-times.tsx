import { listSittings } from '@yike/shared/booking/endpoints'
import { bookedWith, type CaseKindCode } from '@yike/shared/cases/kinds'
import { findServices } from '@yike/shared/directory/endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Card, Cell, Section } from '@/kit/card/card'
import { tie } from '@/kit/base/text'
import { call } from '@/lib/api/api'
import { useRead } from '@/lib/api/use-read'
import { openPage } from '@/lib/phone/open-page'
import { nearText, usePosition } from '@/lib/phone/position'
import { useSettings, walkingPace } from '@/lib/storage/settings'

/** As many free times as are named; the page of the service has all. */
const TIMES = 3
/** A duty that is farther on foot is of another part of town. */
const NEAR_MINUTES = 60

/**
 * The next free duty times of the service that a kind of case is helped by, each one tap from its booking: 约律师值班时间.
 * Nothing where there is no such service near, or the office does without it, or the API is older than this page.
 */
export function DutyTimes({ kind }: { kind: CaseKindCode }) {
  const books = bookedWith(kind)
  const near = nearText(usePosition())
  const pace = walkingPace(useSettings())
  const { data } = useRead(books ? `duty ${books} ${near ?? ''} ${pace}` : null, async () => {
    const { items } = await call(findServices, { category: books ?? undefined, near, pace, limit: 1 })
    const service = items.find(({ walkMinutes }) => walkMinutes === null || walkMinutes <= NEAR_MINUTES)
    return service && { service, sittings: (await call(listSittings, { id: service.id })).items }
  })
  if (!data) return null
  const { service, sittings } = data
  const free = sittings.filter(({ availability }) => availability === 'open' || availability === 'few').slice(0, TIMES)
  const now = new Date()
  return (
    <Section title='约律师值班时间'>
      <Card flush>
        {free.map(({ id, day, startsAt }) => (
          <Cell
            key={id}
            icon='calendar'
            title={tie(momentInWords(startsAt, now))}
            brief={service.placeName}
            onTap={() => void openPage(`/booking/confirm?service=${service.id}&sitting=${id}&day=${day}`)}
          />
        ))}
        <Cell
          title={free.length > 0 ? '看别的时间' : service.name}
          brief={free.length > 0 ? undefined : '这两周约满了，点开看看能不能排队'}
          onTap={() => void openPage(`/booking/service?id=${service.id}`)}
        />
      </Card>
    </Section>
  )
}

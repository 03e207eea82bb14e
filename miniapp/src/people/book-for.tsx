import type { BookingView } from '@yike/shared/booking/schemas'
import { kindsForAge } from '@yike/shared/booking/kinds'
import { ageOn } from '@yike/shared/booking/rules'
import { kindsWithout, SERVICE_KINDS } from '@yike/shared/directory/categories'
import type { Beneficiary } from '@yike/shared/people/schemas'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { tie } from '@/kit/base/text'
import { useFeaturesOff } from '@/lib/api/community'
import { openPage } from '@/lib/phone/open-page'

/** 「软烂，送到家」, 「赵护理来」, and the last time. */
function lastInWords({ place, details: { meal, visit }, startsAt }: BookingView, today: string) {
  const diets = meal?.diets.map(({ label }) => label) ?? []
  return [
    visit ? `${visit.carer.name}来` : place.name,
    ...diets,
    meal?.mode.label,
    `${new Date(startsAt) > new Date() ? '约在' : '上次'}${dayLabel(dayOf(new Date(startsAt)), today)}`,
  ]
    .filter(Boolean)
    .join('，')
}

/** The usual needs of a family member, booked for them; and below them everything that fits their age. */
export function BookFor({
  person,
  usual,
  standing,
  onRemove,
}: {
  person: Beneficiary
  usual: readonly BookingView[]
  /** The person who confirmed the bond, and the way to reach them. */
  standing: string
  onRemove: () => void
}) {
  const { personId, birthYear, relation, name } = person
  const today = dayOf(new Date())
  const offered = kindsWithout(useFeaturesOff())
  const kinds = kindsForAge(ageOn(today, birthYear)).filter((kind) => offered.includes(kind))
  return (
    <Section title={`${relation.label} ${name}`}>
      <Card flush>
        {usual.map((booking) => (
          <Cell
            key={booking.id}
            icon={booking.service.icon}
            title={tie(booking.service.name)}
            brief={tie(lastInWords(booking, today))}
            onTap={() => void openPage(`/booking/service?id=${booking.service.id}&for=${personId}`)}
          />
        ))}
        <Cell
          title={usual.length > 0 ? '约别的' : '替他约什么'}
          brief={
            <Chips
              all
              options={kinds.map((kind) => ({ value: kind, text: SERVICE_KINDS[kind].door }))}
              chosen={[]}
              onChange={(kind) => void openPage(`/booking/service?kind=${kind}&for=${personId}`)}
            />
          }
        />
        <Cell brief={tie(standing)} title='登记的' extra={<Button onTap={onRemove}>删掉</Button>} />
      </Card>
    </Section>
  )
}

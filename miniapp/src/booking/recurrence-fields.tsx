import { View } from '@tarojs/components'
import type { SittingView } from '@yike/shared/booking/schemas'
import { clock, dayLabel, dayOf, minuteOf, WEEKDAYS, type Day } from '@yike/shared/time/china'
import {
  MOST_PLAN_WEEKS,
  offeredMinutes,
  offeredWeekdays,
  planEnd,
  previewPlan,
  type PlannableSitting,
} from '@yike/shared/visits/rules'
import { Card } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import { Stepper } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'

/** The rhythm of repeated visits. */
export interface Recurrence {
  weekdays: number[]
  /** Null until a time is chosen. */
  minute: number | null
  weeks: number
}

const WHY = { full: '满了', closed: '已截止', cancelled: '取消了' } as const

/** `own`: bookings of the plan that is changed; their places stay its own. */
export const plannable = (
  { day, startsAt, availability, mine }: SittingView,
  own: readonly (string | null)[] = [],
): PlannableSitting => {
  const at = { day, minute: minuteOf(new Date(startsAt)) }
  if (mine.some(({ bookingId }) => own.includes(bookingId))) return { ...at, is: 'free' }
  if (availability === 'open' || availability === 'few') return { ...at, is: 'free' }
  if (availability === 'not_open') return { ...at, is: 'later' }
  return { ...at, is: 'gone', why: WHY[availability] }
}

/** The result of a complete choice; null while something is missing. */
export const previewOf = ({ weekdays, minute, weeks }: Recurrence, from: Day, sittings: readonly PlannableSitting[]) =>
  weekdays.length === 0 || minute === null
    ? null
    : previewPlan({ from, until: planEnd({ from, weeks }), weekdays, minute }, sittings)

/** A choice of days, a time that all of them have, and the number of weeks; and its result. */
export function RecurrenceFields({
  from,
  recurrence,
  sittings,
  tried,
  onChange,
}: {
  from: Day
  recurrence: Recurrence
  sittings: readonly PlannableSitting[]
  /** A missing choice is named after the first try. */
  tried: boolean
  onChange: (recurrence: Recurrence) => void
}) {
  const today = dayOf(new Date())
  const { weekdays, minute, weeks } = recurrence
  const minutes = offeredMinutes(sittings, weekdays)
  const toggle = (weekday: number) => {
    const others = weekdays.filter((one) => one !== weekday)
    const chosen = others.length < weekdays.length ? others : [...others, weekday].sort()
    const offered = offeredMinutes(sittings, chosen)
    const only = offered.length === 1 ? offered[0]! : null
    onChange({ ...recurrence, weekdays: chosen, minute: minute !== null && offered.includes(minute) ? minute : only })
  }
  return (
    <>
      <Card>
        <FieldFrame label='每周哪几天' problem={tried && weekdays.length === 0 ? '至少选一天' : undefined}>
          <View className='plans__chips'>
            <Chips
              all
              options={offeredWeekdays(sittings).map((weekday) => ({
                value: String(weekday),
                text: WEEKDAYS[weekday - 1]!,
              }))}
              chosen={weekdays.map(String)}
              onChange={(value) => toggle(Number(value))}
            />
          </View>
        </FieldFrame>
        <FieldFrame label='几点' problem={tried && minute === null && minutes.length > 0 ? '选一个钟点' : undefined}>
          {minutes.length === 0 ? (
            <View className='note'>这几天没有同一个钟点，少选一天，分开约</View>
          ) : (
            <View className='plans__chips'>
              <Chips
                all
                options={minutes.map((value) => ({ value: String(value), text: clock(value) }))}
                chosen={[String(minute)]}
                onChange={(value) => onChange({ ...recurrence, minute: Number(value) })}
              />
            </View>
          )}
        </FieldFrame>
        <View className='plans__row'>
          <View>
            {tie(`从${dayLabel(from, today)}起 ${weeks} 周`)}
            <View className='plans__until'>{`到 ${dayLabel(planEnd({ from, weeks }), today)}`}</View>
          </View>
          <Stepper
            label='几周'
            value={weeks}
            max={MOST_PLAN_WEEKS}
            onChange={(next) => onChange({ ...recurrence, weeks: next })}
          />
        </View>
      </Card>
      <Preview recurrence={recurrence} from={from} sittings={sittings} />
    </>
  )
}

/** The number of days booked at once and later, and the days that cannot be booked. */
function Preview({
  recurrence,
  from,
  sittings,
}: {
  recurrence: Recurrence
  from: Day
  sittings: readonly PlannableSitting[]
}) {
  const preview = previewOf(recurrence, from, sittings)
  if (!preview) return null
  const { free, later, gone } = preview
  const today = dayOf(new Date())
  const parts = [
    `现在能约上 ${free.length} 次`,
    later.length > 0 && `${later.length} 次还没开始约，到时候替您约`,
    gone.length > 0 && `${gone.length} 次约不上：${gone.map(({ day, why }) => dayLabel(day, today) + why).join('、')}`,
  ]
  return (
    <View className='plans__say' ariaRole='status'>
      {tie(parts.filter(Boolean).join('；'))}
    </View>
  )
}

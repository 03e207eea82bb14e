import { View } from '@tarojs/components'
import type { SittingView } from '@yike/shared/booking/schemas'
import { previewPlan } from '@yike/shared/visits/endpoints'
import type { PlanPreview } from '@yike/shared/visits/schemas'
import { clock, dayLabel, dayOf, minuteOf, WEEKDAYS, type Day } from '@yike/shared/time/china'
import { MOST_PLAN_WEEKS, offeredMinutes, offeredWeekdays, planEnd, type OfferedTime } from '@yike/shared/visits/rules'
import { Card } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import { Stepper } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'
import { useSession } from '@/lib/api/session'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The rhythm of repeated visits. */
export interface Recurrence {
  weekdays: number[]
  /** Null until a time is chosen. */
  minute: number | null
  weeks: number
}

/** The times that a sitting offers to a plan. */
export const timeOf = ({ day, startsAt }: SittingView): OfferedTime => ({ day, minute: minuteOf(new Date(startsAt)) })

/** The bookings of a complete choice, as the API foresees them; undefined while something is missing. */
export function usePreview(
  { weekdays, minute, weeks }: Recurrence,
  about: { serviceId: string; from: Day; personId?: string; planId?: string },
) {
  const isSignedIn = useSession() !== null
  const isComplete = isSignedIn && weekdays.length > 0
  return useEndpoint(previewPlan, isComplete && minute !== null ? { ...about, weekdays, minute, weeks } : null).data
}

/** A choice of days, a time that all of them have, and the number of weeks; and its result. */
export function RecurrenceFields({
  from,
  recurrence,
  sittings,
  preview,
  tried,
  onChange,
}: {
  from: Day
  recurrence: Recurrence
  sittings: readonly OfferedTime[]
  preview: PlanPreview | undefined
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
            <View className='plans__until'>{tie(`到 ${dayLabel(planEnd({ from, weeks }), today)}`)}</View>
          </View>
          <Stepper
            label='几周'
            value={weeks}
            max={MOST_PLAN_WEEKS}
            onChange={(next) => onChange({ ...recurrence, weeks: next })}
          />
        </View>
      </Card>
      {preview && <Preview preview={preview} />}
    </>
  )
}

/** The number of days booked at once and later, and the days that cannot be booked. */
function Preview({ preview: { free, later, gone } }: { preview: PlanPreview }) {
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

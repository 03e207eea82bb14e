import { View } from '@tarojs/components'
import { clock, dayLabel, dayOf, WEEKDAYS, type Day } from '@yike/shared/time/china'
import { MOST_PLAN_WEEKS, planEnd } from '@yike/shared/visits/rules'
import { Card } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import { Stepper } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'

/** When visits come again and again. */
export interface Recurrence {
  weekdays: number[]
  minute: number
  weeks: number
}

const WEEKDAY_CHIPS = WEEKDAYS.map((text, at) => ({ value: String(at + 1), text }))
/** 8:00 to 17:00; a day without a sitting then says so in its result. */
const HOURS = Array.from({ length: 10 }, (_, n) => 480 + n * 60)

/** `usual`: an hour that is offered beside the full ones. */
export function RecurrenceFields({
  from,
  rhythm,
  usual,
  problem,
  onChange,
}: {
  from: Day
  rhythm: Recurrence
  usual?: number
  problem?: string
  onChange: (rhythm: Recurrence) => void
}) {
  const today = dayOf(new Date())
  const { weekdays, minute, weeks } = rhythm
  const hours = usual === undefined || HOURS.includes(usual) ? HOURS : [...HOURS, usual].sort((a, b) => a - b)
  const toggle = (weekday: number) => {
    const others = weekdays.filter((one) => one !== weekday)
    onChange({ ...rhythm, weekdays: others.length < weekdays.length ? others : [...others, weekday].sort() })
  }
  return (
    <Card>
      <FieldFrame label='每周哪几天' problem={problem}>
        <View className='plans__chips'>
          <Chips options={WEEKDAY_CHIPS} chosen={weekdays.map(String)} onChange={(value) => toggle(Number(value))} />
        </View>
      </FieldFrame>
      <FieldFrame label='几点'>
        <View className='plans__chips'>
          <Chips
            options={hours.map((value) => ({ value: String(value), text: clock(value) }))}
            chosen={[String(minute)]}
            onChange={(value) => onChange({ ...rhythm, minute: Number(value) })}
          />
        </View>
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
          onChange={(next) => onChange({ ...rhythm, weeks: next })}
        />
      </View>
    </Card>
  )
}

import { View } from '@tarojs/components'
import { useAppContext } from '@/kit/page/app-context'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'
import './month-days.scss'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']
/** Monday is 0. */
const columnOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
const dayOfMonth = (day: string) => Number(day.slice(8))

/**
 * Days in weeks, one after the other, to choose the first and the last from; the first of a month names it. Seven
 * targets of the elder view are wider than a phone: there the days simply follow each other, and each names its
 * weekday.
 */
export function MonthDays({
  days,
  from,
  to,
  isShut,
  onChoose,
}: {
  /** '2026-11-23', without gaps. */
  days: readonly string[]
  from: string | null
  to: string | null
  isShut: (day: string) => boolean
  onChoose: (day: string) => void
}) {
  const { elder } = useAppContext()
  const blanks = days[0] ? columnOf(days[0]) : 0
  return (
    <Part role='radiogroup' label='哪几天' className='month'>
      {!elder &&
        WEEKDAYS.map((weekday) => (
          <View key={weekday} className='month__w'>
            {weekday}
          </View>
        ))}
      {!elder && Array.from({ length: blanks }, (_, n) => <View key={`blank ${n}`} className='month__i' />)}
      {days.map((day) => {
        const shut = isShut(day)
        const on = day === from || day === to
        const within = from !== null && to !== null && day > from && day < to
        return (
          <Tap
            key={day}
            className={classes('month__i', shut && 'month__i--shut', within && 'month__i--in', on && 'month__i--on')}
            role='radio'
            checked={on}
            disabled={shut}
            label={`${Number(day.slice(5, 7))}月${dayOfMonth(day)}日${shut ? '，没有了' : ''}`}
            onTap={() => onChoose(day)}
          >
            {elder && <View className='month__wd'>{`周${WEEKDAYS[columnOf(day)]}`}</View>}
            <View className='month__d nums'>{dayOfMonth(day)}</View>
            {(dayOfMonth(day) === 1 || day === days[0]) && (
              <View className='month__m'>{`${Number(day.slice(5, 7))}月`}</View>
            )}
          </Tap>
        )
      })}
    </Part>
  )
}

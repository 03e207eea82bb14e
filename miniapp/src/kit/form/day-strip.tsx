import { View } from '@tarojs/components'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'

export interface StripDay {
  /** '2026-11-23'. */
  day: string
  /** 今天, 周二. */
  weekday: string
  /** No sitting: 休 is shown instead of the date. */
  shut: boolean
}

/** The days to choose from; seven fit, more scroll. */
export function DayStrip({
  days,
  chosen,
  onChange,
}: {
  days: readonly StripDay[]
  chosen: string
  onChange: (day: string) => void
}) {
  return (
    <Part role='radiogroup' label='哪一天' className='days'>
      {days.map(({ day, weekday, shut }) => (
        <Tap
          key={day}
          className={classes('days__i', shut && 'days__i--shut', day === chosen && 'days__i--on')}
          role='radio'
          checked={day === chosen}
          label={`${weekday} ${Number(day.slice(5, 7))}月${Number(day.slice(8))}日${shut ? '，没有场次' : ''}`}
          onTap={() => onChange(day)}
        >
          <View className='days__w'>{weekday}</View>
          <View className='days__d'>{shut ? '休' : Number(day.slice(8))}</View>
        </Tap>
      ))}
    </Part>
  )
}

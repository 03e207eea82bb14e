import type { CSSProperties } from 'react'
import { Text, View } from '@tarojs/components'
import { arcMask, brokenMask, type ArcShape } from './arc'
import { Part } from './part'
import { classes } from './text'

export type DialTone = 'plain' | 'soon' | 'late' | 'done' | 'off'

/** The remaining time, as an arc: `value` of `of`, drawn in `parts` parts. */
export interface DialTime {
  value: number
  of: number
  parts: number
  tone?: DialTone
}

/** Minutes on foot: a quarter of the clock is 15 of them, in three parts. Beyond, the arc is full. */
export const walkingTime = (minutes: number): DialTime => ({ value: minutes, of: 15, parts: 3 })

/** Days or hours until an answer that was promised. Days are drawn one part each, hours as one. */
export const promisedTime = (left: number, total: number, unit: 'workday' | 'hour', tone: DialTone): DialTime => ({
  value: left,
  of: total,
  parts: unit === 'workday' ? Math.max(1, Math.round(total)) : 1,
  tone,
})

const mask = (image: string) => ({ '--m': image }) as CSSProperties

export function Arc({ time, shape }: { time: DialTime; shape: ArcShape }) {
  const filled = Math.min(Math.max(time.value / time.of, 0), 1) * time.parts
  const hand = time.tone === 'late' ? brokenMask(shape) : arcMask(shape, filled, time.parts)
  return (
    <>
      {time.tone !== 'late' && <View className='dial__track' style={mask(arcMask(shape, time.parts, time.parts))} />}
      {(filled > 0 || time.tone === 'late') && <View className='dial__hand' style={mask(hand)} />}
    </>
  )
}

/** Beside a deadline: small, thick, holds nothing. */
export function DialS({ time, className }: { time: DialTime; className?: string }) {
  return (
    <View className={classes('dial', 'dial--s', `dial--${time.tone ?? 'plain'}`, className)}>
      <Arc time={{ ...time, parts: 1 }} shape='thick' />
    </View>
  )
}

/**
 * The first element of a row: a figure and its unit. `before` is a word in front of it: 「超」. `label` has the whole
 * sentence.
 */
function DialM({
  time,
  figure,
  unit,
  before,
  label,
}: {
  time: DialTime
  figure: number | string
  unit: string
  before?: string
  label: string
}) {
  return (
    <Part role='img' className={classes('dial', `dial--${time.tone ?? 'plain'}`)} label={label}>
      <Arc time={time} shape='plain' />
      <View className='dial__say'>
        {before && <Text className='dial__u'>{before}</Text>}
        <Text className='dial__n'>{figure}</Text>
        <Text className='dial__u'>{unit}</Text>
      </View>
    </Part>
  )
}

/** Minutes on foot, in words and as an arc: 「步行 4 分钟」. */
export const WalkDial = ({ minutes }: { minutes: number }) => (
  <DialM time={walkingTime(minutes)} figure={minutes} unit='分' label={`步行 ${minutes} 分钟`} />
)

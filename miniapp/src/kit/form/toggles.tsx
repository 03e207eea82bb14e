import type { PropsWithChildren } from 'react'
import { View } from '@tarojs/components'
import { Icon, type IconName } from '@/kit/base/icon'
import { Tap } from '@/kit/base/tap'
import { classes, tie } from '@/kit/base/text'

/** On or off, at once; the whole line is the target. */
export function Toggle({
  title,
  brief,
  icon,
  on,
  onChange,
}: {
  title: string
  brief?: string
  icon?: IconName
  on: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <Tap className='toggle' role='switch' checked={on} label={title} onTap={() => onChange(!on)}>
      {icon && (
        <View className='toggle__icon'>
          <Icon name={icon} />
        </View>
      )}
      <View className='toggle__main'>
        <View className='phrase'>{title}</View>
        {brief && <View className='cell__brief'>{tie(brief)}</View>}
      </View>
      <View className={classes('switch', on && 'switch--on')}>
        <View className='switch__knob' />
      </View>
    </Tap>
  )
}

/** A box to tick, for a consent. The words beside it may hold links, so only the box and `label` are the target. */
export function Tick({
  label,
  on,
  onChange,
  children,
}: PropsWithChildren<{
  label: string
  on: boolean
  onChange: (on: boolean) => void
}>) {
  return (
    <View className='tick'>
      <Tap className='tick__target' role='checkbox' checked={on} label={label} onTap={() => onChange(!on)}>
        <View className={classes('tick__box', on && 'tick__box--on')}>
          <Icon name='check' className='tick__mark' />
        </View>
      </Tap>
      <View className='tick__words'>{children}</View>
    </View>
  )
}

/** A small number, by plus and minus. */
export function Stepper({
  label,
  value,
  min = 1,
  max,
  onChange,
}: {
  label: string
  value: number
  min?: number
  max: number
  onChange: (value: number) => void
}) {
  const button = (to: number, icon: IconName, say: string) => {
    const off = to < min || to > max
    return (
      <Tap
        className={classes('stepper__do', off && 'stepper__do--off')}
        label={`${label}${say}`}
        disabled={off}
        onTap={() => onChange(to)}
      >
        <Icon name={icon} className='round__icon' />
      </Tap>
    )
  }
  return (
    <View className='stepper'>
      {button(value - 1, 'minus', '减一')}
      <View className='stepper__n'>{value}</View>
      {button(value + 1, 'plus', '加一')}
    </View>
  )
}

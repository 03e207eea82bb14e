import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import { Tap, type TapProps } from './tap'
import { classes, tie } from './text'

export interface ButtonProps {
  /** The verb, with its object: 「订 11:30 午餐」. */
  children: string
  /** The words for a screen reader, where the object of the verb stands above the button only. They contain its own. */
  label?: string
  /** `main` is filled: one a page. `bare` has no border. */
  look?: 'main' | 'plain' | 'danger' | 'bare'
  /** Keeps its words: 「已截止」. */
  off?: boolean
  /** The words while it works: 「正在订…」. It cannot be tapped meanwhile and keeps its width. */
  busy?: string | false | null
  icon?: IconName
  block?: boolean
  openType?: TapProps['openType']
  onPhoneCode?: TapProps['onPhoneCode']
  onTap?: () => void
}

export function Button({
  children,
  label,
  look = 'plain',
  off,
  busy,
  icon,
  block,
  openType,
  onPhoneCode,
  onTap,
}: ButtonProps) {
  return (
    <Tap
      className={classes('btn', `btn--${look}`, off && 'btn--off', block && 'btn--block')}
      label={label}
      disabled={off || Boolean(busy)}
      openType={openType}
      onPhoneCode={onPhoneCode}
      onTap={onTap}
    >
      {icon && !busy && <Icon name={icon} className='btn__icon' />}
      <Text className='btn__words'>{tie(busy || children)}</Text>
    </Tap>
  )
}

/** Buttons side by side; one below the other where the text is big. */
export function Buttons({ children }: { children: React.ReactNode }) {
  return <View className='btns'>{children}</View>
}

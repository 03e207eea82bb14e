import { View } from '@tarojs/components'
import { classes } from './text'

/** Every icon: names of our own that the API may send too; an unknown one is drawn as `quarter`. */
const NAMES = [
  'home',
  'bell',
  'user',
  'quarter',
  'pin',
  'walk',
  'clock',
  'meal',
  'care',
  'book',
  'pulse',
  'speak',
  'family',
  'camera',
  'mic',
  'phone',
  'qr',
  'calendar',
  'search',
  'right',
  'down',
  'check',
  'close',
  'plus',
  'minus',
  'warn',
  'info',
  'lock',
  'star',
  'size',
  'moon',
  'map',
  'bag',
  'cross',
  'tool',
  'lamp',
  'tree',
  'edit',
  'print',
  'offline',
] as const
export type IconName = (typeof NAMES)[number]

/** Always beside a word, except call, close and chevron, whose tap has a label. `small` is as high as the words. */
export function Icon({
  name,
  small,
  className,
}: {
  name: IconName | (string & {})
  small?: boolean
  className?: string
}) {
  const known = (NAMES as readonly string[]).includes(name) ? name : 'quarter'
  return <View className={classes('icon', `icon--${known}`, small && 'icon--sm', className)} />
}

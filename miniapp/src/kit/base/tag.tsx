import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import { classes, tie } from './text'

export type TagTone = 'plain' | 'go' | 'soon' | 'late' | 'done'

/** A word in a box. */
export function Tag({ tone = 'plain', icon, children }: { tone?: TagTone; icon?: IconName; children: string }) {
  return (
    <View className={classes('tag', `tag--${tone}`)}>
      {icon && <Icon name={icon} className='tag__icon' />}
      <Text>{tie(children)}</Text>
    </View>
  )
}

const STATUS_ICONS: Partial<Record<TagTone, IconName>> = { soon: 'clock', late: 'close', done: 'check' }

/** A state: an icon repeats what the colour means. */
export const StatusTag = ({ tone, children }: { tone: TagTone; children: string }) => (
  <Tag tone={tone} icon={STATUS_ICONS[tone]}>
    {children}
  </Tag>
)

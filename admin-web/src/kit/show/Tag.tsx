import { Icon } from './Icon'
import type { IconName } from './icons'

export type TagTone = 'plain' | 'go' | 'soon' | 'late' | 'done'

const TONE_ICONS: Partial<Record<TagTone, IconName>> = { soon: 'clock', late: 'warn', done: 'check' }

interface Props {
  tone?: TagTone
  icon?: IconName
  children: string
}

/** Always a word; running short, late and done carry an icon too, so that colour is never alone. */
export function StatusTag({ tone = 'plain', icon = TONE_ICONS[tone], children }: Props) {
  return (
    <span className={`tag tag--${tone}`}>
      {icon && <Icon name={icon} size={13} />}
      {children}
    </span>
  )
}

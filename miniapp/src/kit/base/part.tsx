import type { CSSProperties, PropsWithChildren } from 'react'
import { View } from '@tarojs/components'

export type PartProps = PropsWithChildren<{
  role?: 'banner' | 'main' | 'navigation' | 'heading' | 'group' | 'radiogroup' | 'tablist' | 'img'
  /** Level of a heading: 1 is the page's title, 2 a section's. */
  level?: 1 | 2
  /** Its name for a screen reader, where it has no words of its own. */
  label?: string
  /** Id of the element with its words: the fault of a field. */
  describedBy?: string
  className?: string
  style?: CSSProperties
}>

/** A part of a page that a screen reader knows by its role: a landmark, a heading, a group of choices, a drawing. */
export function Part({ role, label, className, style, children }: PartProps) {
  return (
    <View className={className} style={style} ariaRole={role} ariaLabel={label}>
      {children}
    </View>
  )
}

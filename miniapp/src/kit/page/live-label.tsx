import type { CSSProperties, PropsWithChildren } from 'react'
import { View } from '@tarojs/components'

export type LiveLabelProps = PropsWithChildren<{ label: string; className?: string; style?: CSSProperties }>

/** A drawing that is read out as one sentence. */
export function LiveLabel({ label, className, style, children }: LiveLabelProps) {
  return (
    <View className={className} style={style} ariaRole='img' ariaLabel={label}>
      {children}
    </View>
  )
}

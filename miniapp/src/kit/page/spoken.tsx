import type { CSSProperties, PropsWithChildren } from 'react'
import { View } from '@tarojs/components'

export type SpokenProps = PropsWithChildren<{ label: string; className?: string; style?: CSSProperties }>

/** A drawing that is read out as one sentence. */
export function Spoken({ label, className, style, children }: SpokenProps) {
  return (
    <View className={className} style={style} ariaRole='img' ariaLabel={label}>
      {children}
    </View>
  )
}

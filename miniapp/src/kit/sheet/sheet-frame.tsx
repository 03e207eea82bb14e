import type { PropsWithChildren } from 'react'
import { View } from '@tarojs/components'

export type SheetFrameProps = PropsWithChildren<{ title: string; onClose: () => void }>

/** Ground and panel. In H5 a modal dialog (sheet-frame.h5.tsx). */
export function SheetFrame({ title, onClose, children }: SheetFrameProps) {
  return (
    <View className='sheet' catchMove>
      <View className='sheet__ground' onClick={onClose} />
      <View className='sheet__panel' ariaRole='dialog' ariaLabel={title}>
        {children}
      </View>
    </View>
  )
}

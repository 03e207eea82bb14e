import type { PropsWithChildren } from 'react'
import { ScrollView, View } from '@tarojs/components'

export type SheetFrameProps = PropsWithChildren<{ title: string; onClose: () => void }>

/**
 * Ground and panel. A device scrolls a long panel only as a scroll-view: `catchMove` on the ground keeps the page
 * behind from moving, and with it every plain view. In H5 a modal dialog (sheet-frame.h5.tsx).
 */
export function SheetFrame({ title, onClose, children }: SheetFrameProps) {
  return (
    <View className='sheet'>
      <View className='sheet__ground' catchMove onClick={onClose} />
      <ScrollView className='sheet__panel' scrollY>
        <View ariaRole='dialog' ariaLabel={title}>
          {children}
        </View>
      </ScrollView>
    </View>
  )
}

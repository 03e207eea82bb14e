import type { PropsWithChildren, ReactNode } from 'react'
import { View } from '@tarojs/components'
import { SheetFrame } from './sheet-frame'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'

/** From below. Its title is its question; `foot` holds the one main button. Closes by 关 and by the ground. */
export function Sheet({
  open,
  title,
  brief,
  foot,
  onClose,
  children,
}: PropsWithChildren<{
  open: boolean
  title: string
  brief?: string
  foot?: ReactNode
  onClose: () => void
}>) {
  if (!open) return null
  return (
    <SheetFrame title={title} onClose={onClose}>
      <View className='sheet__head'>
        <View className='sheet__title'>
          <Part role='heading' level={2} className='lead'>
            {tie(title)}
          </Part>
          {brief && <View className='note'>{tie(brief)}</View>}
        </View>
        <Tap className='sheet__close' label='关闭' onTap={onClose}>
          关
        </Tap>
      </View>
      <View className='sheet__main'>{children}</View>
      {foot ? <View className='sheet__foot'>{foot}</View> : <View className='sheet__end' />}
    </SheetFrame>
  )
}

import { useEffect, useRef } from 'react'
import { useDidShow } from '@tarojs/taro'

/** Focused when its page is opened or shown again: a screen reader begins there, and continues from there. */
export function PageTitle({ children }: { children: string }) {
  const title = useRef<HTMLDivElement>(null)
  const focus = () => title.current?.focus({ preventScroll: true })
  useEffect(focus, [])
  useDidShow(focus)
  return (
    <div ref={title} className='nav__title' role='heading' aria-level={1} tabIndex={-1}>
      {children}
    </div>
  )
}

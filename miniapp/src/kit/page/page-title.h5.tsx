import { useEffect, useRef } from 'react'
import { useDidShow } from '@tarojs/taro'

/** Time in milliseconds in which a page takes its place: the web components around the title may still move it. */
const SETTLES_WITHIN_MS = 2_000

/**
 * Focused when its page is opened or shown again: a screen reader begins there, and continues from there. An element that
 * is moved loses the focus, so it is taken back while the page settles and nothing else has it.
 */
export function PageTitle({ children }: { children: string }) {
  const title = useRef<HTMLDivElement>(null)
  const shownAt = useRef(0)
  const focus = () => title.current?.focus({ preventScroll: true })
  const show = () => {
    shownAt.current = Date.now()
    focus()
  }
  const takeBack = () => {
    if (document.activeElement === document.body && Date.now() - shownAt.current < SETTLES_WITHIN_MS) focus()
  }
  useEffect(show, [])
  useDidShow(show)
  return (
    <div
      ref={title}
      className='nav__title'
      role='heading'
      aria-level={1}
      tabIndex={-1}
      onBlur={() => setTimeout(takeBack)}
    >
      {children}
    </div>
  )
}

import { useEffect, useRef } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'

/** Does something again and again while the page is visible; a phone in a pocket sends nothing. */
export function useInterval(seconds: number, work: () => void) {
  const latest = useRef(work)
  latest.current = work
  const shown = useRef(true)
  useDidShow(() => void (shown.current = true))
  useDidHide(() => void (shown.current = false))
  useEffect(() => {
    const timer = setInterval(() => shown.current && latest.current(), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds])
}

import { useEffect, useRef, useState } from 'react'

const SIGNS = ['pointerdown', 'keydown', 'input'] as const

/**
 * Whether nobody has touched the page for `askMs`; after `endMs` it calls `onEnd`. Any touch starts it again. Not while
 * `isResting`: a page without personal data waits as long as it likes.
 */
export function useIdle({
  askMs,
  endMs,
  isResting,
  onEnd,
}: {
  askMs: number
  endMs: number
  isResting: boolean
  onEnd: () => void
}) {
  const [isAsking, setAsking] = useState(false)
  const end = useRef(onEnd)
  end.current = onEnd

  useEffect(() => {
    setAsking(false)
    if (isResting) return
    let asking: ReturnType<typeof setTimeout>
    let ending: ReturnType<typeof setTimeout>
    const begin = () => {
      clearTimeout(asking)
      clearTimeout(ending)
      setAsking(false)
      asking = setTimeout(() => setAsking(true), askMs)
      ending = setTimeout(() => end.current(), endMs)
    }
    begin()
    for (const sign of SIGNS) window.addEventListener(sign, begin)
    return () => {
      clearTimeout(asking)
      clearTimeout(ending)
      for (const sign of SIGNS) window.removeEventListener(sign, begin)
    }
  }, [askMs, endMs, isResting])

  return isAsking
}

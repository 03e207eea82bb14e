import { useEffect, useRef } from 'react'

/** A scanner types far faster than a person; a pause starts a new text. */
const PAUSE_MS = 300
const SHORTEST = 12

/**
 * The text that a scanner on the USB port types anywhere on the page, ended by Enter. A person's keys are left alone.
 */
export function useScanner(onScan: (text: string) => void) {
  const heard = useRef(onScan)
  heard.current = onScan
  useEffect(() => {
    let text = ''
    let last = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.timeStamp - last > PAUSE_MS) text = ''
      last = event.timeStamp
      if (event.key.length === 1) text += event.key
      if (event.key !== 'Enter' || text.length < SHORTEST) return
      event.preventDefault()
      heard.current(text)
      text = ''
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

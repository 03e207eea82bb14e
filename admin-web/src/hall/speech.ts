import { useCallback, useEffect, useRef, useState } from 'react'
import type { HallScreen } from '@yike/shared/hall/schemas'
import { callInWords } from '@yike/shared/hall/rules'

type Call = HallScreen['calls'][number]

const WANTED = 'yike.hall.voice'
/** The times each call is said, a little slowly. */
const TIMES = 2
const RATE = 0.85

const speech = 'speechSynthesis' in window ? window.speechSynthesis : null

function say(text: string, onRefused: () => void) {
  const words = new SpeechSynthesisUtterance(text)
  words.lang = 'zh-CN'
  words.rate = RATE
  words.onerror = ({ error }) => error === 'not-allowed' && onRefused()
  speech!.speak(words)
}

/**
 * Says new calls aloud. Browsers speak only after a tap; the earlier choice is kept, so that after a reload it is tried
 * at once, and asked for again only where the browser refuses.
 */
export function useSpeech(calls: readonly Call[] | undefined) {
  const [isOn, setOn] = useState(() => speech !== null && localStorage.getItem(WANTED) === 'on')
  /** The calls of the answer before: they have been said. */
  const said = useRef<Set<string>>()
  const refused = useCallback(() => setOn(false), [])

  useEffect(() => {
    if (!calls) return
    const before = said.current
    said.current = new Set(calls.map(({ key }) => key))
    // Calls from before the page opened are old.
    if (!before || !isOn) return
    for (const { key, code, window: at } of [...calls].reverse())
      if (!before.has(key)) for (let n = 0; n < TIMES; n++) say(callInWords(code, at), refused)
  }, [calls, isOn, refused])

  const turnOn = () => {
    localStorage.setItem(WANTED, 'on')
    setOn(true)
    say('声音开了', refused)
  }
  return { isOn, canSpeak: speech !== null, turnOn }
}

import type { Dictation } from './dictation'

/** The part of the Web Speech API that is used; TypeScript's DOM types have no recognition yet. */
interface Recognition {
  lang: string
  continuous: boolean
  onresult: (event: { resultIndex: number; results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void
  onerror: (event: { error: string }) => void
  onend: () => void
  start(): void
  stop(): void
}
type Recognizer = new () => Recognition

const NO_SOUND = '没听到声音，再说一遍；或者点键盘上的话筒'
const PROBLEMS: Record<string, string> = {
  'no-speech': NO_SOUND,
  'audio-capture': NO_SOUND,
  'not-allowed': '没有让用话筒，在浏览器的设置里打开；或者点键盘上的话筒',
}
const CANNOT = '这个浏览器这会儿听不了，点键盘上的话筒说'

const recognizer = () => {
  const here = window as unknown as { SpeechRecognition?: Recognizer; webkitSpeechRecognition?: Recognizer }
  return here.SpeechRecognition ?? here.webkitSpeechRecognition
}

/** The browser's own speech recognition; null where it has none. */
export function dictation(): Dictation | null {
  const Recognizer = recognizer()
  if (!Recognizer) return null
  return ({ onText, onEnd }) => {
    const listening = new Recognizer()
    let problem: string | undefined
    listening.lang = 'zh-CN'
    listening.continuous = true
    listening.onresult = ({ resultIndex, results }) => {
      for (let at = resultIndex; at < results.length; at++) onText(results[at]?.[0]?.transcript.trim() ?? '')
    }
    listening.onerror = ({ error }) => (problem = error === 'aborted' ? undefined : (PROBLEMS[error] ?? CANNOT))
    listening.onend = () => onEnd(problem)
    listening.start()
    return () => listening.stop()
  }
}

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/kit/base/button'
import { toast } from '@/kit/page/toast'
import { dictation } from '@/lib/phone/dictation'

/** Speech instead of typing, beside a long text; nothing where the platform has none. `onText` gets what to add. */
export function DictateButton({ onText }: { onText: (text: string) => void }) {
  const [listen] = useState(dictation)
  const [listening, setListening] = useState(false)
  const stop = useRef<() => void>()
  const heard = useRef(onText)
  heard.current = onText
  useEffect(() => () => stop.current?.(), [])
  if (!listen) return null

  const start = () => {
    setListening(true)
    stop.current = listen({
      onText: (text) => text && heard.current(text),
      onEnd: (problem) => {
        setListening(false)
        if (problem) toast(problem)
      },
    })
  }
  return (
    <Button look='bare' icon='mic' onTap={() => (listening ? stop.current?.() : start())}>
      {listening ? '说完了' : '说话'}
    </Button>
  )
}

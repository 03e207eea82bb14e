import { useEffect, useState } from 'react'

const PAUSE_MS = 250

/** The value once the typing has paused, so that not every letter asks the server. */
export function useDebounced<Value>(value: Value) {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return debounced
}

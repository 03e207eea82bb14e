import { useEffect, useState } from 'react'

/** A value once it has been still: typing does not send a request for every letter. */
export function useDebounced<Value>(value: Value, milliseconds = 250) {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return debounced
}

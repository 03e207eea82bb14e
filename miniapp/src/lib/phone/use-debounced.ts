import { useEffect, useState } from 'react'

/** A value once it has stood still: what somebody types is not asked letter by letter. */
export function useDebounced<Value>(value: Value, milliseconds = 250) {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

import { createContext, useContext, useEffect } from 'react'

/** Lets the guarded form around know that its input is on its way, or not saved after all. */
export const SentContext = createContext<(isSent: boolean) => void>(() => undefined)

/** Inside a guarded form: while `isRefused`, the sent input counts as unsaved again. */
export function useRefused(isRefused: boolean) {
  const setSent = useContext(SentContext)
  useEffect(() => {
    if (isRefused) setSent(false)
  }, [isRefused]) // eslint-disable-line react-hooks/exhaustive-deps
}

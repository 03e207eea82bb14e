import { useSyncExternalStore } from 'react'
import type { Store } from './store'
import { readSealed, removeSealed, writeSealed } from './sealed'

/** A store whose value is kept sealed. It says `initial` until it has been read. */
export interface SealedStore<T> extends Omit<Store<T>, 'set'> {
  /** Once what was kept at the last start is there. */
  ready: () => Promise<void>
  /** Resolves when the value lies on the phone. */
  set: (value: T) => Promise<void>
}

/** `former` gives what an older version kept elsewhere, and takes it away there; null when there is nothing. */
export function createSealedStore<T>(initial: T, key: string, former: () => T | null): SealedStore<T> {
  const listeners = new Set<() => void>()
  let current = initial
  let reading: Promise<void> | undefined
  let writing = Promise.resolve()
  const tell = () => listeners.forEach((listener) => listener())

  async function read() {
    const before = former()
    if (before !== null) await writeSealed(key, before)
    current = before ?? (await readSealed<T>(key)) ?? initial
    tell()
  }
  const get = () => current
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    ready: () => (reading ??= read()),
    get,
    set(value) {
      current = value
      tell()
      // One after the other: an older value never lands on a newer one.
      writing = writing.then(() => (value === initial ? removeSealed(key) : writeSealed(key, value)))
      return writing
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  }
}

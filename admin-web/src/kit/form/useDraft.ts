import { useState } from 'react'

const PREFIX = 'yike.draft.'

/**
 * The text of a form that is not on record yet: leaving the page to look something up loses nothing. It lives in this
 * tab only, and ends with the tab or the signing out.
 */
export function useDraft<Fields>(name: string) {
  const key = PREFIX + name
  const [draft] = useState(() => JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<Fields> | null)
  return {
    draft,
    keep: (fields: Partial<Fields>) => sessionStorage.setItem(key, JSON.stringify(fields)),
    drop: () => sessionStorage.removeItem(key),
  }
}

/** The next person at this desk sees nothing of it. */
export const dropDrafts = () =>
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => sessionStorage.removeItem(key))

import { listCaseVersions } from '@yike/shared/cases/version-endpoints'
import { useEffect, useState } from 'react'
import { useRead } from '../lib/query'

const EVERY_SECONDS = 15
const ASKED_MAX = 100

interface Shown {
  id: string
  seq: number
}

/**
 * Keeps the cases on a screen current: asks for their versions, and reads the screen again only when one is newer.
 * `before` is the version at which each was first shown, or last looked at: a newer one on the screen has changed since.
 */
export function useChanges(shown: readonly Shown[] | undefined, reload: () => unknown) {
  const [before, setBefore] = useState<Readonly<Record<string, number>>>({})
  const rows = shown ?? []
  const fresh = rows.filter(({ id }) => !(id in before))
  if (fresh.length > 0) setBefore({ ...before, ...Object.fromEntries(fresh.map(({ id, seq }) => [id, seq])) })

  const ids = rows
    .slice(0, ASKED_MAX)
    .map(({ id }) => id)
    .join(',')
  const { data } = useRead(listCaseVersions, { ids }, { enabled: ids !== '', everySeconds: EVERY_SECONDS })
  const isBehind = data?.items.some(({ id, seq }) => rows.some((row) => row.id === id && row.seq < seq)) ?? false
  // With each answer, so that a reload that failed is tried again by the next one.
  useEffect(() => {
    if (isBehind) void reload()
  }, [data, isBehind, reload])

  return {
    /** The version that somebody saw first; the row has changed since where its own is newer. */
    before,
    isChanged: ({ id, seq }: Shown) => seq > (before[id] ?? seq),
    /** The person has looked at the changes. */
    look: () => setBefore(Object.fromEntries(rows.map(({ id, seq }) => [id, seq]))),
  }
}

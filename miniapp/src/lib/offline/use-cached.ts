import { useState } from 'react'
import type { Endpoint } from '@yike/shared/endpoint'
import { useSession } from '@/lib/api/session'
import { readCached, writeCached } from './cached-answers'
import { useEndpoint, type Read } from '@/lib/api/use-endpoint'

/**
 * A read that is stored on the phone: where there is no signal, the last answer to the same question is shown. `keptAt`
 * is then the time of that answer, in milliseconds since 1970; null while the answer is fresh. One answer is kept under
 * each name.
 */
export function useCached<In, Out>(
  name: string,
  route: Endpoint<In, Out>,
  input: In | null,
): Read<Out> & { cachedAt: number | null } {
  const personId = useSession()?.personId
  const question = JSON.stringify(input)
  const [kept, setKept] = useState(() => readCached<Out>(name))
  const read = useEndpoint(route, input, {
    onData: (data) => {
      if (personId === undefined) return
      const next = { personId, question, data, at: Date.now() }
      writeCached(name, next)
      setKept(next)
    },
  })
  const usable = kept?.question === question && kept.personId === personId ? kept : null
  if (!read.error || read.error.code === 'NOT_FOUND' || read.error.code === 'FORBIDDEN' || !usable)
    return { ...read, cachedAt: null }
  return { ...read, data: usable.data, cachedAt: usable.at }
}

import { useEffect, useRef, useState } from 'react'
import type { Endpoint } from '@yike/shared/endpoint'
import { call } from '@/lib/api/api'
import { useSession } from '@/lib/api/session'
import { questionOf } from '@/lib/api/question'
import { useRead, type Read, type ReadOptions } from '@/lib/api/use-read'
import { readCached, writeCached, type CachedAnswer } from './cached-answers'

/** A signal too weak to be called none: after so long what was last seen stands there until the answer comes. */
const PATIENCE_MS = 2_000
/** Answers that what was seen is no longer there to see. */
const GONE: readonly string[] = ['NOT_FOUND', 'FORBIDDEN', 'SIGN_IN_REQUIRED', 'SESSION_ENDED']

/** A read, and when what it shows was true: in milliseconds since 1970; null while it is fresh. */
export type CachedRead<Out> = Read<Out> & { cachedAt: number | null }

/**
 * A read that stays on the phone: without a network, or while it is slow, the last answer to the same question is shown
 * with its time. One answer is kept under each name, and none without one; `work:` names are gone the next day.
 */
export function useCachedRead<Out>(
  name: string | null,
  question: string | null,
  ask: () => Promise<Out>,
  { onData }: ReadOptions<Out> = {},
): CachedRead<Out> {
  const personId = useSession()?.personId ?? ''
  const [kept, setKept] = useState<CachedAnswer<Out> | null>(null)
  const seenAt = useRef<number | null>(null)
  const read = useRead(question, ask, {
    onData: (data) => {
      onData?.(data)
      seenAt.current = Date.now()
      if (question !== null && name !== null) void writeCached(name, { personId, question, data, at: Date.now() })
    },
  })

  const { data, error } = read
  const lacks = question !== null && data === undefined
  useEffect(() => {
    if (!lacks || name === null) return
    let over = false
    const look = () =>
      void readCached<Out>(name).then((answer) => {
        if (!over && answer) setKept(answer)
      })
    const timer = setTimeout(look, error ? 0 : PATIENCE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [lacks, error, name])

  const usable = kept?.question === question && kept.personId === personId ? kept : null
  if (!lacks) return { ...read, cachedAt: error ? seenAt.current : null }
  if (!usable || (error && GONE.includes(error.code))) return { ...read, cachedAt: null }
  return { ...read, data: usable.data, cachedAt: usable.at }
}

/** The same, from one endpoint. Null as input waits. */
export const useCached = <In, Out>(
  name: string | null,
  route: Endpoint<In, Out>,
  input: In | null,
  options?: ReadOptions<Out>,
): CachedRead<Out> =>
  useCachedRead(
    name,
    input === null ? null : questionOf(route as Endpoint<In, never>, input),
    () => call(route, input as In),
    options,
  )

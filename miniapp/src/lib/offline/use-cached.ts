import { useState } from 'react'
import Taro from '@tarojs/taro'
import type { Endpoint } from '@yike/shared/endpoint'
import { useSession } from '@/lib/api/session'
import { useEndpoint, type Read } from '@/lib/api/use-endpoint'

interface Kept<Out> {
  /** Another person's list is nobody else's to see. */
  personId: string
  question: string
  data: Out
  at: number
}

/**
 * A read that stays on the phone: where there is no signal, the last answer to the same question is shown. `keptAt` is
 * then when it was true, in milliseconds since 1970; null while the answer is fresh. One answer is kept under each name.
 */
export function useCached<In, Out>(
  name: string,
  route: Endpoint<In, Out>,
  input: In | null,
): Read<Out> & { cachedAt: number | null } {
  const storage = `kept:${name}`
  const personId = useSession()?.personId
  const question = JSON.stringify(input)
  const [kept, setKept] = useState(() => Taro.getStorageSync<Kept<Out> | ''>(storage) || null)
  const read = useEndpoint(route, input, {
    onData: (data) => {
      if (personId === undefined) return
      const next = { personId, question, data, at: Date.now() }
      void Taro.setStorage({ key: storage, data: next })
      setKept(next)
    },
  })
  const usable = kept?.question === question && kept.personId === personId ? kept : null
  if (!read.error || read.error.code === 'NOT_FOUND' || read.error.code === 'FORBIDDEN' || !usable)
    return { ...read, cachedAt: null }
  return { ...read, data: usable.data, cachedAt: usable.at }
}

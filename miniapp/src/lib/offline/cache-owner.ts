import { useEffect } from 'react'
import { useSession } from '@/lib/api/session-store'
import { createStore } from '@/lib/storage/store'
import { forgetCached, tidyCached } from './cached-answers'
import { forgetCachedPhotos } from './cached-photos'

/** Takes off the phone what was seen on it. */
export async function forgetSeen() {
  await Promise.all([forgetCached(), forgetCachedPhotos()])
}

/** The person whose answers lie on this phone. */
const owner = createStore<string | null>(null, 'owner')

/** Once, in the app: yesterday's work leaves the phone at the start, and everything seen when somebody else signs in. */
export function useCacheOfOne() {
  const personId = useSession()?.personId
  useEffect(() => void tidyCached(), [])
  useEffect(() => {
    if (personId === undefined || owner.get() === personId) return
    if (owner.get() !== null) void forgetSeen()
    owner.set(personId)
  }, [personId])
}

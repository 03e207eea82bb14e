import type { SignedIn } from '@yike/shared/people/schemas'
import { createStore } from '../storage/store'

export interface Session {
  personId: string
  name: string
  /** Milliseconds since 1970, by this phone's clock. */
  expiresAt: number
  /** Null in a browser: there both tokens are httpOnly cookies. */
  accessToken: string | null
  refreshToken: string | null
}

const store = createStore<Session | null>(null, 'session')

/** Refreshed a little before the end, so that no call meets an ended session on its way. */
const MARGIN_MS = 30_000

export const getSession = store.get
export const useSession = store.use
export const endSession = () => store.set(null)
export const keepSession = ({ expiresIn, ...session }: SignedIn) =>
  store.set({ ...session, expiresAt: Date.now() + expiresIn * 1000 })
export const isStale = () => {
  const session = store.get()
  return session !== null && Date.now() > session.expiresAt - MARGIN_MS
}

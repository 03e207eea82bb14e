import type { NotedSession } from '@yike/shared/cases/session-schemas'

export interface Person {
  id: string
  name: string
}
/** A session, and the people among whom some may have stayed away; `who`: the same in words. */
export type ShownSession = NotedSession & { invited: readonly Person[]; who?: string }

/** A confidential case as this page shows it, whatever its kind. */
export interface Shown {
  name: string
  brief: string
  outcome: string | undefined
  /** Shown while there is no outcome. */
  state: string
  sessions: readonly ShownSession[]
  /** The people of whom some may be asked to come; empty where it is always the same person. */
  people: readonly Person[]
  can: { plan: boolean; record: boolean }
  says: { title: string; readers: string; held: string; notHeld: string }
  /** The usual place. */
  place?: string
}

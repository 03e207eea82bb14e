import type { Types } from 'mongoose'
import type { ReportSubject } from '@yike/shared/moderation/reports'
import type { Actor, CallContext } from '../http/policy'

/** A thing that the caller reads and may report. */
interface Reported {
  title: string
  areas: Types.ObjectId[]
}

/** Public words and pictures of a domain. */
export interface Reportable {
  type: ReportSubject
  /** Throws NOT_FOUND for what this person cannot read. */
  find(id: string, actor: Actor): Promise<Reported>
  /**
   * Takes it off where the public reads it, for a member of staff who decides the report. Repeating it changes nothing.
   * Absent where the thing is withdrawn or changed on its own page alone.
   */
  takeDown?(call: CallContext, id: string): Promise<void>
}

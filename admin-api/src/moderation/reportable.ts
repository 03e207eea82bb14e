import type { Types } from 'mongoose'
import type { ReportSubject } from '@yike/shared/moderation/reports'
import type { Actor } from '../http/policy'

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
}

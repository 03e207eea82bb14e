import type { Types } from 'mongoose'
import type { AnyModel } from '../any-model'

type Id = Types.ObjectId

/**
 * Records of a domain that name a person, so that they go along when two records of one person are merged. Each field
 * holds the id of a person.
 */
export interface PersonRecords {
  model: AnyModel
  fields: readonly string[]
  /**
   * Takes along what stands elsewhere under the person's id because of this record, before the record itself is
   * written. Called again after a crash, and with the ids changed over to undo it; repeating it changes nothing.
   */
  follow?(record: unknown, from: Id, to: Id): Promise<void>
}

/** The reason why two records cannot be merged now, in a sentence that names the way out; null where there is none. */
export type MergeGuard = (fromId: Id, intoId: Id, now: Date) => Promise<string | null>

let personRecords: readonly PersonRecords[] = []
let mergeGuards: readonly MergeGuard[] = []
export function usePersonRecords(records: readonly PersonRecords[], guards: readonly MergeGuard[]) {
  personRecords = records
  mergeGuards = guards
}
export const allPersonRecords = () => personRecords
export const allMergeGuards = () => mergeGuards

import { Coded, Day, Id, Instant, PageQuery, PersonName, QueryInt, pageOf, z } from '../zod'
import { AUDIT_KIND_CODES } from './kinds'

const FILTERS = {
  kind: z.enum(AUDIT_KIND_CODES).optional(),
  /** The whole name of a resident whose data was seen or changed. */
  about: PersonName.optional(),
  /** The whole name of the member of staff who saw or did it. */
  by: PersonName.optional(),
  from: Day.optional(),
  to: Day.optional(),
}
export const ListAudit = z.strictObject({ ...FILTERS, ...PageQuery })
/** A file of the log has at most so many entries. More of them without a `limit` are refused, not cut. */
export const MOST_EXPORTED = 10_000
export const ExportAudit = z.strictObject({
  ...FILTERS,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  limit: QueryInt(1, MOST_EXPORTED).default(MOST_EXPORTED),
})

const Named = z.object({ id: Id, name: z.string() })
export const AuditEntryView = z.object({
  id: z.string(),
  at: Instant,
  kind: Coded,
  /** An event, a reason, or a method and an address of the API; its words for people. */
  act: Coded,
  /** The reason that was given for a reading. */
  why: z.string().nullable(),
  /** Null where nobody was signed in. */
  by: Named.nullable(),
  /** The people whose data it was, the first ten of them; an erased person has no name. */
  people: z.array(Named),
  /** The number of all of them. */
  concerned: z.int(),
  /** Its number in the chain; null until it is sealed, within seconds. */
  seq: z.int().nullable(),
})
export type AuditEntryView = z.output<typeof AuditEntryView>
export const AuditPage = pageOf(AuditEntryView)

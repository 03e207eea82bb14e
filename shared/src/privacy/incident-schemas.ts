import { Coded, Id, Instant, InstantInput, Phone, text, z } from '../zod'
import { INCIDENT_DATA_CODES, INCIDENT_KIND_CODES, INCIDENT_LEVEL_CODES, INCIDENT_STEP_CODES } from './incidents'

const LONG = 2000
const optionalText = z.string().trim().max(LONG, `最多 ${LONG} 个字`).default('')

const FACTS = {
  kinds: z.array(z.enum(INCIDENT_KIND_CODES, '没有这一种')).min(1, '选是泄露、篡改还是丢失').max(3),
  /** False where it may have happened: the duties are the same. */
  isCertain: z.boolean(),
  what: text(LONG, 2),
  cause: optionalText,
  harm: optionalText,
  /** The measures that were taken, and what those concerned can do themselves. */
  measures: optionalText,
  advice: optionalText,
  noticedAt: InstantInput,
  /** The time at which it happened; null where it is not known. */
  happenedAt: InstantInput.nullable(),
  data: z.array(z.enum(INCIDENT_DATA_CODES, '没有这一种')).min(1, '选哪几类资料').max(INCIDENT_DATA_CODES.length),
  people: z.int('要填整数').min(0).max(1_500_000_000),
  /** Those under 18 among them. */
  minors: z.int('要填整数').min(0).max(1_500_000_000),
  level: z.enum(INCIDENT_LEVEL_CODES, '没有这一级'),
  isCrime: z.boolean(),
  /** The person whom the authority and those concerned can phone. */
  contact: z.strictObject({ name: text(50), phone: Phone }),
}
export const RecordIncident = z.strictObject(FACTS)
export const IncidentId = z.strictObject({ id: Id })
/** The facts as they are known now; `revision` is the one that was read. */
export const ChangeIncident = RecordIncident.extend({ id: Id, revision: z.int().min(1) })
export const TakeIncidentStep = IncidentId.extend({
  step: z.enum(INCIDENT_STEP_CODES, '没有这一步'),
  at: InstantInput,
  /** The office, the people, and by which way. */
  to: z.string().trim().max(200, '最多 200 个字').default(''),
  words: text(LONG, 2),
  /** It is left, and `words` say why. */
  isWaived: z.boolean().default(false),
})
export const ExportIncident = IncidentId.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') })

const DutyView = z.object({
  step: Coded,
  basis: z.string(),
  dueAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  isWaived: z.boolean(),
  isLate: z.boolean(),
  canWaive: z.boolean(),
})
const EntryView = z.object({
  id: Id,
  step: Coded,
  at: Instant,
  to: z.string(),
  words: z.string(),
  isWaived: z.boolean(),
  by: z.string(),
})
export const IncidentView = z.object({
  ...{ id: Id, revision: z.int() },
  kinds: z.array(Coded),
  isCertain: z.boolean(),
  ...{ what: z.string(), cause: z.string(), harm: z.string(), measures: z.string(), advice: z.string() },
  ...{ noticedAt: Instant, happenedAt: Instant.nullable() },
  data: z.array(Coded),
  ...{ people: z.int(), minors: z.int(), level: Coded, isCrime: z.boolean() },
  contact: z.object({ name: z.string(), phone: z.string() }),
  /** The office that reports, and who recorded the incident when. */
  ...{ office: z.string(), by: z.string(), at: Instant },
  duties: z.array(DutyView),
  /** Steps that were taken, oldest first. */
  entries: z.array(EntryView),
  isSettled: z.boolean(),
})
export type IncidentView = z.output<typeof IncidentView>
export const IncidentList = z.object({ items: z.array(IncidentView) })
export type IncidentList = z.output<typeof IncidentList>

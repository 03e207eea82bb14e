import { NextSession, NotedSession, PlanSession, RecordSession, Session } from '../cases/session-schemas'
import { Coded, Day, Id, Instant, PersonName, text, z } from '../zod'
import { OUTCOME_CODES } from './rules'

export const ById = z.strictObject({ id: Id })
export const Nothing = z.strictObject({})

const Goal = z.object({ goal: z.string(), steps: z.array(z.string()), reached: z.boolean() })
const Consent = z.object({
  version: z.string(),
  by: Coded,
  guardianName: z.string().nullable(),
  at: Instant,
  /** Since then nothing more is written, and the casework is to be ended. */
  withdrawnAt: Instant.nullable(),
})
const Outcome = Coded.extend({ at: Instant })

/** A casework as its social worker and those who supervise see it. `id`: of its case. */
export const CaseworkView = z.object({
  id: Id,
  number: z.string(),
  category: z.string().nullable(),
  person: z.object({ id: Id, name: z.string(), phoneLast4: z.string().nullable() }),
  worker: z.object({ personId: Id, name: z.string() }).nullable(),
  /** Null before anybody agreed: nothing else can be written then. */
  consent: Consent.nullable(),
  /** A guardian has to agree. */
  needsGuardian: z.boolean(),
  goals: z.array(Goal),
  reviewOn: Day.nullable(),
  sessions: z.array(NotedSession),
  outcome: Outcome.extend({ words: z.string() }).nullable(),
  /** Counts every write of the plan: somebody else's in between gives CONFLICT. */
  seq: z.int(),
  can: z.object({ consent: z.boolean(), write: z.boolean(), end: z.boolean() }),
})
export type CaseworkView = z.output<typeof CaseworkView>

const GivenConsent = z.strictObject({
  version: z.string().max(20),
  by: z.enum(['self', 'guardian']),
  guardianName: PersonName.optional(),
})
export const OpenCasework = z.strictObject({
  personId: Id,
  categoryId: Id,
  /** The subject of it; the person reads it. */
  words: text(500, 4),
  consent: GivenConsent,
})
export const NoteConsent = GivenConsent.extend({ id: Id })
export const WritePlan = z.strictObject({
  id: Id,
  seq: z.int(),
  goals: z
    .array(
      z.strictObject({
        goal: text(100, 2),
        steps: z.array(text(100, 2)).max(10, '最多 10 步').default([]),
        reached: z.boolean().default(false),
      }),
    )
    .min(1, '至少写一个目标')
    .max(10, '最多 10 个目标'),
  reviewOn: Day,
})
export { PlanSession, RecordSession }
export const EndCasework = z.strictObject({ id: Id, outcome: z.enum(OUTCOME_CODES), text: text(1000, 2) })

const DayRow = z.object({
  id: Id,
  number: z.string(),
  category: z.string().nullable(),
  name: z.string(),
  next: NextSession.nullable(),
  reviewOn: Day.nullable(),
  needsConsent: z.boolean(),
  endWished: z.boolean(),
})
/** The open caseworks of the reader: those with a session ahead first. */
export const CaseworkDay = z.object({ items: z.array(DayRow) })
export type CaseworkRow = z.output<typeof DayRow>

/** A casework as its person sees it: no notes; those are in the export. */
export const OwnCasework = z.object({
  id: Id,
  number: z.string(),
  category: z.string().nullable(),
  worker: z.string().nullable(),
  consent: Consent.nullable(),
  goals: z.array(Goal),
  reviewOn: Day.nullable(),
  next: Session.nullable(),
  outcome: Outcome.nullable(),
  can: z.object({ wishEnd: z.boolean() }),
})
export type OwnCasework = z.output<typeof OwnCasework>
export const OwnCaseworks = z.object({ items: z.array(OwnCasework) })

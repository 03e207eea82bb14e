import { Photo } from '../files/schemas'
import * as sessions from '../cases/session-schemas'
import { Coded, Day, Id, Instant, PersonName, Phone, text, z } from '../zod'

export const ById = z.strictObject({ id: Id })
export const Nothing = z.strictObject({})

const Agreement = z.object({
  form: z.enum(['written', 'oral']),
  /** Counts its versions: somebody signs the one that they were read. */
  revision: z.int(),
  /** The names of the parties to it, in their order. */
  parties: z.array(z.object({ id: Id, name: z.string() })),
  facts: z.string(),
  terms: z.string(),
  performBy: Day.nullable(),
  signatures: z.array(z.object({ by: Id, name: z.string(), at: Instant, photo: Photo.nullable() })),
  /** In force since then; null while somebody has still to sign. */
  effectiveAt: Instant.nullable(),
  /** The last day on which the parties can ask the court together to confirm it. */
  confirmBy: Day.nullable(),
})
export type Agreement = z.output<typeof Agreement>

const Outcome = Coded.extend({ at: Instant, words: z.string().nullable() })

/** A mediation as its mediator and those who direct mediation see it. `id`: of its case. */
export const MediationView = z.object({
  id: Id,
  number: z.string(),
  mediator: z.object({ personId: Id, name: z.string() }).nullable(),
  parties: z.array(
    z.object({
      id: Id,
      side: Coded,
      name: z.string(),
      phoneLast4: z.string().nullable(),
      /** Reads invitations and the copy of the agreement in the app. */
      hasApp: z.boolean(),
    }),
  ),
  sessions: z.array(sessions.NotedSession.extend({ partyIds: z.array(Id), attendedIds: z.array(Id).nullable() })),
  agreement: Agreement.nullable(),
  /** The next to sign; null where nobody is to. */
  nextSigner: z.object({ id: Id, name: z.string() }).nullable(),
  outcome: Outcome.nullable(),
  /** Counts every write. A change of the agreement sends it back: somebody else's in between gives CONFLICT. */
  seq: z.int(),
  can: z.object({ edit: z.boolean(), draft: z.boolean(), sign: z.boolean(), reject: z.boolean(), end: z.boolean() }),
})
export type MediationView = z.output<typeof MediationView>

export const AddParty = z.strictObject({
  id: Id,
  side: z.enum(['applicant', 'other']).default('other'),
  name: PersonName,
  phone: Phone.optional(),
})
export const OfParty = z.strictObject({ id: Id, partyId: Id })
export const PlanSession = sessions.PlanSession.extend({
  /** The parties who are invited. */
  partyIds: z.array(Id).min(1, '选一下请谁来').max(10),
})
export const RecordSession = sessions.RecordSession.extend({ attendedIds: z.array(Id).max(10).default([]) })
export const DraftAgreement = z.strictObject({
  id: Id,
  seq: z.int(),
  form: z.enum(['written', 'oral']).default('written'),
  partyIds: z.array(Id).min(2, '协议至少要有双方').max(10),
  facts: text(2000, 4),
  terms: text(2000, 4),
  performBy: Day.optional(),
})
/** `by`: a party, or the mediator, whose own id it is. The photo is the drawn signature, uploaded before. */
export const SignAgreement = z.strictObject({ id: Id, revision: z.int(), by: Id, photoId: Id })
export const RejectSignatures = z.strictObject({ id: Id, revision: z.int() })
export const EndMediation = z.strictObject({
  id: Id,
  outcome: z.enum(['agreed_orally', 'not_agreed', 'withdrawn']),
  text: text(500, 2),
})

const DayRow = z.object({
  id: Id,
  number: z.string(),
  parties: z.array(z.string()),
  session: sessions.NextSession.nullable(),
  /** The next to sign. */
  nextSigner: z.string().nullable(),
})
/** The open mediations of the reader: those with a session or a signature ahead first. */
export const MediatorDay = z.object({ items: z.array(DayRow) })

/** A mediation as one of its parties sees it: nothing that another party said, and nobody's phone. */
export const PartyMediation = z.object({
  id: Id,
  number: z.string(),
  mediator: z.string().nullable(),
  sessions: z.array(sessions.Session),
  agreement: Agreement.nullable(),
  outcome: Coded.extend({ at: Instant }).nullable(),
  /** The ways that stay open where there is no agreement. */
  otherWays: z.array(z.string()),
  can: z.object({ wishMediator: z.boolean() }),
})
export type PartyMediation = z.output<typeof PartyMediation>
export const PartyMediations = z.object({ items: z.array(PartyMediation) })

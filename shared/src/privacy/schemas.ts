import { Coded, Day, Id, Instant, text, z } from '../zod'
import { ERASURE_WORD } from './erasure'
import { PURPOSE_CODES } from './purposes'

export const Nothing = z.strictObject({})

/** One thing on record, with its facts in words: `label` 电话, `value` 13800000000. */
const ExportEntry = z.object({
  title: z.string(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
})
const ExportSection = z.object({ title: z.string(), entries: z.array(ExportEntry) })
export type ExportSection = z.output<typeof ExportSection>

/** Everything on record about the caller, whole: sections in Chinese, those without an entry left out. */
export const PersonExport = z.object({ madeAt: Instant, name: z.string(), sections: z.array(ExportSection) })
export type PersonExport = z.output<typeof PersonExport>

/** A kind of open thing that ends with the account: 预约, and each of them in words. */
const Ending = z.object({ what: z.string(), items: z.array(z.string()) })

export const ErasureView = z.object({
  /** Null where nothing was asked for. */
  asked: z.object({ at: Instant, eraseOn: Day, canTakeBack: z.boolean() }).nullable(),
  /** Reasons why it cannot be asked for now, each with the way out. */
  obstacles: z.array(z.string()),
  endings: z.array(Ending),
  /** Digest of what is shown here: the request names it, so that nobody agrees to something else. */
  seen: z.string(),
})
export type ErasureView = z.output<typeof ErasureView>

export const RequestErasure = z.strictObject({
  seen: z.string().max(64),
  word: z
    .string()
    .trim()
    .refine((word) => word === ERASURE_WORD, `写上“${ERASURE_WORD}”两个字，才能交`),
})

const PURPOSE_STATES = ['given', 'withdrawn', 'not_given'] as const

/** One purpose, and the answer of the caller. */
const PurposeView = z.object({
  purpose: Coded,
  what: z.string(),
  stops: z.string(),
  /** `not_given`: the caller has not written down what it needs. */
  state: z.enum(PURPOSE_STATES),
  /** The version of the words that was agreed to, and when; null where it came with the agreement, or before. */
  version: z.string().nullable(),
  at: Instant.nullable(),
  can: z.object({ give: z.boolean(), withdraw: z.boolean() }),
})
export type PurposeView = z.output<typeof PurposeView>
export const PurposeList = z.object({ items: z.array(PurposeView) })
export type PurposeList = z.output<typeof PurposeList>

export const OfPurpose = z.strictObject({ purpose: z.enum(PURPOSE_CODES, '没有这一项') })
export const GivePurpose = OfPurpose.extend({
  /** The version of the words that were read. */
  version: z.string().max(20),
})

export const OfPerson = z.strictObject({ personId: Id })
export const OfDeath = z.strictObject({ id: Id })

export const DeathView = z.object({
  id: Id,
  personId: Id,
  name: z.string(),
  diedOn: Day,
  state: Coded,
  by: z.string(),
  at: Instant,
  can: z.object({ undo: z.boolean() }),
})
export type DeathView = z.output<typeof DeathView>
export const DeathList = z.object({ items: z.array(DeathView) })

/** The effect of recording a death, as staff see it before. */
export const DeathPreview = z.object({
  person: z.object({ id: Id, name: z.string() }),
  /** The record, where there is one. */
  death: DeathView.nullable(),
  endings: z.array(Ending),
  /** Things that a member of staff has to see to: something to fetch. */
  remains: z.array(z.string()),
  /** Those who are told that a booking they made is cancelled. */
  told: z.array(z.string()),
  seen: z.string(),
})
export type DeathPreview = z.output<typeof DeathPreview>

export const RecordDeath = OfPerson.extend({
  diedOn: Day,
  /** The name, typed again: two people of one name are told apart by who looks at it twice. */
  name: z.string().trim().max(100),
  /** The evidence: a document that staff have seen, or the person who told them. */
  proof: text(200, 2),
  seen: z.string().max(64),
})

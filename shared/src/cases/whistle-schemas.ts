import { Coded, Id, Instant, PageQuery, pageOf, text, z } from '../zod'
import { MOST_PARTIES, OCCASION_CODES } from './occasions'

const PartyView = z.object({
  receiver: z.object({ id: Id, name: z.string() }),
  leads: z.boolean(),
  signDueAt: Instant,
  signedAt: Instant.nullable(),
  contactDueAt: Instant,
  contactedAt: Instant.nullable(),
  reportInDueAt: Instant,
  reportedInAt: Instant.nullable(),
  /** The first step that is overdue. */
  overdue: z.enum(['sign', 'contact', 'reportIn']).nullable(),
  /** 3, 2 or 1, by the community; null before it rated, and for readers outside the office. */
  score: z.int().nullable(),
})
/** The latest whistle of a case: the receivers that were called at once, and the steps of each. */
export const WhistleView = z.object({
  occasion: Coded,
  /** A hard one has five working days instead of three. */
  hard: z.boolean(),
  blownAt: Instant,
  parties: z.array(PartyView),
  /** Every receiver has reported in. */
  over: z.boolean(),
})
export type WhistleView = z.output<typeof WhistleView>

const step = { id: Id, seq: z.int() }
export const BlowWhistle = z.strictObject({
  ...step,
  occasion: z.enum(OCCASION_CODES),
  hard: z.boolean().default(false),
  receiverIds: z.array(Id).min(1, '选要叫来的单位').max(MOST_PARTIES, `最多叫 ${MOST_PARTIES} 家`),
  /** The receiver that leads, one of them. */
  leadId: Id,
  /** The reason, which the receivers and the resident read. */
  text: text(500, 4),
})
export const RateParty = z.strictObject({ ...step, receiverId: Id, score: z.int().min(1).max(3), text: text(500, 2) })

export const AnswerWhistle = z.strictObject(step)
export const ContactForWhistle = z.strictObject({ ...step, text: text(500, 2) })
export const ReportIn = z.strictObject({ ...step, text: text(500, 2), photoIds: z.array(Id).max(9).default([]) })

export const ListWhistles = z.strictObject({ view: z.enum(['open', 'all']).default('open'), ...PageQuery })
export const WhistledCase = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  address: z.string().nullable(),
  state: Coded,
  whistle: WhistleView,
})
export type WhistledCase = z.output<typeof WhistledCase>
export const WhistledCasePage = pageOf(WhistledCase)

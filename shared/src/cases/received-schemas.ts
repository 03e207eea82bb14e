import { Photo } from '../files/schemas'
import { Coded, Id, Instant, PageQuery, Position, pageOf, text, z } from '../zod'
import { RECEIVED_STATE_CODES } from './received-states'
import { PromiseView, TimelineEntry } from './schemas'
import { WhistleView } from './whistle-schemas'

/** A case as the receiver sees it that it was given to: without the person who reported it. */
export const ReceivedCaseCard = z.object({
  id: Id,
  number: z.string(),
  kind: Coded,
  title: z.string(),
  category: z.string().nullable(),
  address: z.string().nullable(),
  state: Coded,
  /** The receiver of which the reader is a member. */
  receiver: z.object({ id: Id, name: z.string() }),
  since: Instant,
  signDueAt: Instant,
  promise: PromiseView,
  /** The number of steps so far. Every step sends it back: somebody else's step in between gives CASE_MOVED. */
  seq: z.int(),
})
export type ReceivedCaseCard = z.output<typeof ReceivedCaseCard>
export const ReceivedCasePage = pageOf(ReceivedCaseCard).extend({
  counts: z.object({ to_sign: z.int(), in_hand: z.int(), reported: z.int() }),
})
export const ReceivedCase = ReceivedCaseCard.extend({
  description: z.string(),
  /** Null where it is the home of the reporter, or none was given. */
  position: Position.nullable(),
  photos: z.array(Photo),
  timeline: z.array(TimelineEntry),
  /** The reporter, once the office has released them for this case. */
  reporter: z.object({ name: z.string(), phoneLast4: z.string().nullable(), home: z.string().nullable() }).nullable(),
  /** By when it may be handed back as not theirs; null where it may not be. */
  returnDueAt: Instant.nullable(),
  /** The number of the office, through which everything else goes. */
  phone: z.string(),
  /** The whistle to which the organisation of the reader was called; null where it was not. */
  whistle: WhistleView.nullable(),
  can: z.object({
    sign: z.boolean(),
    /** Not after a ruling, nor after `returnDueAt`. */
    handBack: z.boolean(),
    note: z.boolean(),
    report: z.boolean(),
    /** The steps of a receiver that was called by a whistle. */
    answerWhistle: z.boolean(),
    contact: z.boolean(),
    reportIn: z.boolean(),
  }),
})
export type ReceivedCase = z.output<typeof ReceivedCase>

export const ListReceivedCases = z.strictObject({ state: z.enum(RECEIVED_STATE_CODES).optional(), ...PageQuery })

const step = { id: Id, seq: z.int() }
export const SignCase = z.strictObject(step)
/** 「不归我们」 names the duty and who has it, so that the office can dispatch it rightly. */
export const HandBackCase = z.strictObject({ ...step, reason: text(500, 4), belongsTo: text(40) })
export const NoteToOffice = z.strictObject({ ...step, text: text(500, 2), photoIds: z.array(Id).max(9).default([]) })
export const ReportDone = z.strictObject({ ...step, text: text(500, 4), photoIds: z.array(Id).max(9).default([]) })

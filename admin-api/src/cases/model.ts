import { Schema, model, type Types } from 'mongoose'
import type { PendingAlert } from '@yike/shared/cases/alerts'
import type { Party, Whistle } from '@yike/shared/cases/whistle'
import type { LngLat } from '@yike/shared/geo/walking'
import type { ReportPart } from '@yike/shared/cases/hidden-words'
import type { AnswerPromise, CaseKindCode } from '@yike/shared/cases/kinds'
import type { NamedParty } from '@yike/shared/cases/schemas'
import type { PaperStanding } from '@yike/shared/cases/papers'
import type { Answer } from '@yike/shared/cases/questions'
import { TRANSFER_RETURNS_BEFORE_RULING, type Transfer } from '@yike/shared/cases/transfers'
import type { SolvePromise } from '@yike/shared/cases/promises'
import type { CaseEvent, CaseStanding, Extension, HandedUp, Receivership } from '@yike/shared/cases/reduce'
import { RETURNS_BEFORE_RULING } from '@yike/shared/cases/returns'
import { withChangedAt, type Stamped } from '../cache/changed-at'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedField, type SealedPhone } from '../sealed-values'
import { type SealedValue } from '../sealing'
import { sealedText, sealTextFoundBy, withSealedText } from '../sealed-text'
import { titleIndex } from '../addresses'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId

export const CHANNELS = {
  app: '自己反映',
  phone: '打电话',
  counter: '来窗口',
  grid: '网格员上报',
  hotline: '12345 热线',
  partner: '合作系统',
  office: '社区主动去看',
} as const
export type Channel = keyof typeof CHANNELS

/** The work order of the upper level that a case came by. The rest of its row is in `work_orders`. */
export interface OrderTie {
  number: string
  upperNumber: string | null
  /** Nobody but the office may see it, nor learn who called. */
  secret: boolean
  mayReturn: boolean
}

/** The outside system that filed a case, by the name it had then. */
export interface PartnerTie {
  id: Id
  name: string
  /** The number that the system has given to it. */
  reference: string | null
}

/**
 * A case: its events and, written in the same update, the standing they result in (`reduceCase`), so that lists can
 * query it. Holds ids and codes only; words, photos and the reporter's name are in the records below and can be erased.
 */
export interface CaseRecord extends CaseStanding<Id>, Stamped {
  _id: Id
  number: string
  kind: CaseKindCode
  channel: Channel
  /** The community that has it; `numberedBy` the one whose number it bears, and `leftIds` those that had it before. */
  communityId: Id
  numberedBy: Id
  leftIds?: Id[]
  areas: Id[]
  /** Null when nobody was named, and after the reporter was forgotten. */
  reporterId: Id | null
  anonymous: boolean
  /**
   * Colleagues whom it is about, and parties of a confidential case who have a record: they do not see it, and are never
   * its assignee. Absent where there are none.
   */
  barredIds?: Id[]
  hasPhotos: boolean
  /** The matter that it asks for; absent where it is a report. What the matter said then is in `case_papers`. */
  matterId?: Id
  /** Photos of its papers may be kept: a job removes them once it is finished. */
  papersHeld?: boolean
  /** The number of its answer to 「几个人需要」, kept in the clear to be summed; absent where none was given. */
  peopleInNeed?: number
  /** The content check did not pass its title and place: neighbours read its category until staff have accepted it. */
  wordsWait?: boolean
  /** Null or absent where it came by no work order. */
  order?: OrderTie | null
  /** Absent where no outside system filed it. */
  partner?: PartnerTie
  filedAt: Date
  /** Seq of the last event: every step is written with it in the filter, so that of two clerks one wins. */
  seq: number
  events: CaseEvent<Id>[]
  /**
   * Counts up with every person who begins or ends to follow it: a step is written only with the followers it has read.
   */
  follows: number
  /** The case whose timeline does not name the merge, or its undoing, yet. */
  settling?: Id | null
  /** Its words and its reporter are not in its new areas yet. */
  moving?: boolean
  /** Parts that its timeline names may not be cases yet. */
  splitting?: boolean
  /** Not counted since this write (tallies.ts); absent when it was. */
  untallied?: Id
  /** The sort key of a list by due: limits first, then paused, then answered (newest first). */
  dueOrder: Date
  /** The time at which a job closes it, as the resident did not answer; absent while it does not wait for them. */
  closeAt?: Date | null
  /** The time at which a job sends the next of `alerts`; null or absent where none is to be sent. */
  alertAt?: Date | null
  /** The lesson of its words for the suggestions of categories (`lessons.ts`); absent before there was one. */
  lesson?: { category: Id | null; version: number } | null
  /** Its category was confirmed or changed since: a job looks whether it teaches something else now. */
  lessonDue?: boolean
  /** Its words are about to be deleted: it teaches nothing any more. */
  lessonOver?: boolean
  /** The time at which its reporter was forgotten. */
  erasedAt?: Date
  /** The account of its reporter was deleted while it was open: its words go once it is finished. */
  reporterErasedAt?: Date
  outbox: OutboxEntry[]
  idem: Idem
}

/** Supervised: since any time at all. */
export const SUPERVISED = { $gt: new Date(0) }

const CALLED = { receiver: id, leads: Boolean, signDueAt: Date, contactDueAt: Date, reportInDueAt: Date }
const PartySchema = new Schema<Party<Id>>(
  { ...CALLED, ...{ signedAt: Date, contactedAt: Date, reportedInAt: Date }, rating: Number },
  { _id: false },
)
const WhistleSchema = new Schema<Whistle<Id>>(
  { occasion: String, hard: Boolean, blownAt: Date, blownBy: id, parties: { type: [PartySchema] } },
  { _id: false },
)
const AlertSchema = new Schema<PendingAlert<Id>>({ receiver: id, code: String, at: Date }, { _id: false })
const SolveSchema = new Schema<SolvePromise>({ promise: Schema.Types.Mixed, dueAt: Date }, { _id: false })
const PaperStandingSchema = new Schema<PaperStanding>({ key: String, state: String }, { _id: false })
const EventSchema = new Schema<CaseEvent<Id>>(
  {
    seq: Number,
    at: Date,
    actor: id,
    kind: String,
    reason: { type: id, default: null },
    writtenBy: id,
    visibleTo: String,
    assignee: id,
    category: id,
    promise: Schema.Types.Mixed,
    promisedAt: Date,
    dueAt: Date,
    solve: { type: SolveSchema, default: undefined },
    acceptDueAt: Date,
    fromAbove: Boolean,
    returnUntil: Date,
    waitUntil: Date,
    callBackDueAt: Date,
    waitsFor: String,
    rests: Boolean,
    workdays: Number,
    score: Number,
    receiver: id,
    signDueAt: Date,
    returnDueAt: Date,
    arbiter: id,
    community: id,
    communityAreas: { type: [id], default: undefined },
    transferDueAt: Date,
    alerts: { type: [AlertSchema], default: undefined },
    alert: String,
    other: id,
    parts: { type: [new Schema({ id, category: id }, { _id: false })], default: undefined },
    supervised: Boolean,
    whistle: {
      type: new Schema(
        {
          occasion: String,
          hard: Boolean,
          parties: { type: [new Schema(CALLED, { _id: false })], default: undefined },
        },
        { _id: false },
      ),
      default: undefined,
    },
    partyScore: Number,
    papers: { type: [PaperStandingSchema], default: undefined },
    collectedBy: String,
    project: id,
    resource: { type: new Schema({ of: String, id }, { _id: false }), default: undefined },
    mentions: { type: [id], default: undefined },
    accused: id,
  },
  { _id: false },
)
const ReceivershipSchema = new Schema<Receivership<Id>>(
  {
    ...{ id, since: Date, signDueAt: Date, returnDueAt: { type: Date, default: null } },
    ...{ signedAt: Date, reportedAt: Date, bound: Boolean, released: Boolean },
  },
  { _id: false },
)
const CaseSchema = new Schema<CaseRecord>(
  {
    number: { type: String, required: true },
    kind: { type: String, required: true },
    channel: { type: String, required: true },
    communityId: { type: id, required: true },
    numberedBy: { type: id, required: true },
    leftIds: { type: [id], default: undefined },
    areas: { type: [id], required: true },
    reporterId: { type: id, default: null },
    anonymous: { type: Boolean, required: true },
    barredIds: { type: [id], default: undefined },
    hasPhotos: { type: Boolean, required: true },
    matterId: id,
    papersHeld: Boolean,
    peopleInNeed: Number,
    wordsWait: { type: Boolean },
    order: {
      type: new Schema<OrderTie>(
        { number: String, upperNumber: { type: String, default: null }, secret: Boolean, mayReturn: Boolean },
        { _id: false },
      ),
      default: null,
    },
    partner: {
      type: new Schema<PartnerTie>({ id, name: String, reference: { type: String, default: null } }, { _id: false }),
    },
    filedAt: { type: Date, required: true },
    seq: { type: Number, required: true },
    events: { type: [EventSchema], required: true },
    state: { type: String, required: true },
    ownerId: { type: id, default: null },
    assigneeId: { type: id, default: null },
    categoryId: { type: id, default: null },
    promise: { type: Schema.Types.Mixed, required: true },
    promisedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    solve: { type: SolveSchema, default: null },
    acceptDueAt: { type: Date, default: null },
    fromAbove: { type: Boolean, default: false },
    returnUntil: { type: Date, default: null },
    acceptedAt: { type: Date, default: null },
    pausedAt: { type: Date, default: null },
    waitUntil: { type: Date, default: null },
    callBackDueAt: Date,
    extension: {
      type: new Schema<Extension<Id>>(
        { workdays: Number, askedBy: id, askedAt: Date, granted: { type: Boolean, default: null } },
        { _id: false },
      ),
      default: null,
    },
    supervisedAt: { type: Date, default: null },
    repliedAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
    reopened: { type: Number, required: true },
    rating: { type: new Schema({ score: Number, at: Date, reason: id }, { _id: false }), default: null },
    receiver: { type: ReceivershipSchema, default: null },
    handBacks: { type: Number, default: 0 },
    handedUp: {
      type: new Schema<HandedUp<Id>>({ at: Date, by: id, open: Boolean }, { _id: false }),
      default: undefined,
    },
    alerts: { type: [AlertSchema], default: [] },
    alertAt: Date,
    closeAt: Date,
    merged: { type: new Schema({ into: id, at: Date }, { _id: false }), default: null },
    absorbed: { type: [id], default: [] },
    parts: { type: [id], default: [] },
    partOf: { type: id, default: null },
    follows: { type: Number, default: 0 },
    settling: id,
    moving: Boolean,
    splitting: Boolean,
    transfer: {
      type: new Schema<Transfer<Id>>(
        { to: id, areas: [id], since: Date, by: id, bound: Boolean, dueAt: Date, unanswered: Boolean },
        { _id: false },
      ),
      default: undefined,
    },
    transferReturns: Number,
    settledByRuling: Boolean,
    whistle: { type: WhistleSchema, default: null },
    untallied: id,
    papers: { type: [PaperStandingSchema], default: [] },
    projectId: id,
    offPublic: Boolean,
    dueOrder: { type: Date, required: true },
    lesson: { type: new Schema({ category: id, version: Number }, { _id: false }) },
    lessonDue: Boolean,
    lessonOver: Boolean,
    erasedAt: Date,
    reporterErasedAt: Date,
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema, required: true },
  },
  { autoIndex: false, versionKey: false },
)
CaseSchema.index(
  { numberedBy: 1, number: 1 },
  { unique: true, partialFilterExpression: { numberedBy: { $exists: true } } },
)
CaseSchema.index({ number: 1 })
const ORDERED = { partialFilterExpression: { 'order.number': { $exists: true } } }
CaseSchema.index({ 'order.number': 1 }, ORDERED)
CaseSchema.index({ 'order.upperNumber': 1 }, ORDERED)
CaseSchema.index({ communityId: 1, filedAt: 1 }, ORDERED)
CaseSchema.index({ 'events.at': 1 })
CaseSchema.index({ communityId: 1, filedAt: 1, _id: 1 })
CaseSchema.index({ reporterId: 1, filedAt: -1, _id: -1 })
CaseSchema.index({ areas: 1, dueOrder: 1, number: 1, _id: 1 })
CaseSchema.index({ areas: 1, filedAt: -1, _id: -1 })
CaseSchema.index({ areas: 1, state: 1, dueOrder: 1, number: 1, _id: 1 })
CaseSchema.index({ areas: 1, state: 1, filedAt: -1, _id: -1 })
CaseSchema.index({ areas: 1, answeredAt: 1 })
CaseSchema.index({ assigneeId: 1, state: 1, dueOrder: 1 })
// Of somebody who has worked on thousands, the pages of every state in their order.
CaseSchema.index({ assigneeId: 1, filedAt: -1, _id: -1 })
CaseSchema.index({ assigneeId: 1, dueOrder: 1, number: 1, _id: 1 })
CaseSchema.index({ 'receiver.id': 1, state: 1, dueOrder: 1 })
CaseSchema.index({ finishedAt: 1 })
CaseSchema.index({ reporterErasedAt: 1 }, { partialFilterExpression: { reporterErasedAt: { $exists: true } } })
CaseSchema.index({ areas: 1, dueOrder: 1 }, { partialFilterExpression: { handBacks: { $gte: RETURNS_BEFORE_RULING } } })
CaseSchema.index(
  { areas: 1, 'handedUp.open': 1, dueOrder: 1 },
  { partialFilterExpression: { 'handedUp.at': { $exists: true } } },
)
const WHISTLED = { partialFilterExpression: { 'whistle.blownAt': { $exists: true } } }
CaseSchema.index({ areas: 1, 'whistle.blownAt': -1 }, WHISTLED)
CaseSchema.index({ 'whistle.parties.receiver': 1, dueOrder: 1 }, WHISTLED)
CaseSchema.index({ alertAt: 1 }, { partialFilterExpression: { alertAt: { $exists: true } } })
CaseSchema.index({ closeAt: 1 }, { partialFilterExpression: { closeAt: { $exists: true } } })
CaseSchema.index({ areas: 1, supervisedAt: 1 }, { partialFilterExpression: { supervisedAt: SUPERVISED } })
CaseSchema.index({ settling: 1 }, { partialFilterExpression: { settling: { $exists: true } } })
CaseSchema.index({ untallied: 1 }, { partialFilterExpression: { untallied: { $exists: true } } })
CaseSchema.index({ papersHeld: 1, finishedAt: 1 }, { partialFilterExpression: { papersHeld: { $exists: true } } })
CaseSchema.index({ lessonDue: 1 }, { partialFilterExpression: { lessonDue: { $exists: true } } })
CaseSchema.index({ moving: 1 }, { partialFilterExpression: { moving: { $exists: true } } })
CaseSchema.index(
  { 'transfer.areas': 1, 'transfer.since': 1, _id: 1 },
  { partialFilterExpression: { 'transfer.areas': { $exists: true } } },
)
CaseSchema.index(
  { transferReturns: 1, areas: 1 },
  { partialFilterExpression: { transferReturns: { $gte: TRANSFER_RETURNS_BEFORE_RULING } } },
)
CaseSchema.index(
  { settledByRuling: 1, areas: 1, dueOrder: 1 },
  { partialFilterExpression: { settledByRuling: { $exists: true } } },
)
CaseSchema.index({ projectId: 1 }, { partialFilterExpression: { projectId: { $exists: true } } })
CaseSchema.index({ splitting: 1 }, { partialFilterExpression: { splitting: { $exists: true } } })
withIdem(CaseSchema)
withOutbox(CaseSchema)
withChangedAt(CaseSchema, 'Case')
export const CaseModel = model<CaseRecord>('Case', CaseSchema, 'cases')

/** How a text stands to its hidden words (`hidden-words-model.ts`): the round that it was last written by. */
interface HiddenMark {
  round: number
  /** Words of it are hidden now. */
  on: boolean
}
const HiddenMarkSchema = {
  type: new Schema<HiddenMark>({ round: Number, on: Boolean }, { _id: false }),
  default: undefined,
}

/** The report, under the id of its case. Written before the case. */
export interface CaseWords {
  _id: Id
  areas: Id[]
  title: string
  /** Null where only a photo was sent. Sealed like the address and the position, which may be somebody's home. */
  description: SealedValue<string> | null
  address: SealedValue<string> | null
  position: SealedValue<LngLat> | null
  /** The square of the map that its position lies in, as a blind index (`cellIndex`). */
  cell?: string | null
  /** The building that its address says, as a blind index (`buildingIndex`). */
  building?: string | null
  photoIds: Id[]
  /** The people on the other side of a dispute, as the reporter knows them. */
  parties?: SealedValue<readonly NamedParty[]> | null
  /** The answers to the questions of the form. Null or absent where it has none. */
  answers?: SealedValue<readonly Answer[]> | null
  /** The fields above of which words were hidden: they hold what is left. Absent where none ever were. */
  hidden?: Partial<Record<ReportPart, HiddenMark>>
  digest: string
  at: Date
  /** Not yet seen by the sweeper, which asks whether a case came to name them. */
  pending?: boolean
}
const WordsSchema = new Schema<CaseWords>(
  {
    areas: { type: [id], required: true },
    title: sealedText({ required: true, seal: sealTextFoundBy(titleIndex) }),
    description: sealedField,
    address: sealedField,
    position: sealedField,
    cell: { type: String, default: null },
    building: { type: String, default: null },
    photoIds: { type: [id], default: [] },
    parties: sealedField,
    answers: sealedField,
    hidden: {
      type: new Schema(
        { title: HiddenMarkSchema, description: HiddenMarkSchema, address: HiddenMarkSchema },
        { _id: false },
      ),
      default: undefined,
    },
    digest: { type: String, required: true },
    at: { type: Date, required: true },
    pending: Boolean,
  },
  { autoIndex: false, versionKey: false },
)
withSealedText(WordsSchema)
WordsSchema.index({ areas: 1, at: -1 })
WordsSchema.index({ cell: 1, at: -1 })
WordsSchema.index({ 'address.index': 1 })
WordsSchema.index({ pending: 1, at: 1 })
export const CaseWordsModel = model<CaseWords>('CaseWords', WordsSchema, 'case_words')

/** Somebody's words with a step. Written before the event, which then names it in `reason`. */
export interface CaseSaid {
  _id: Id
  caseId: Id
  /** The author of the words: needed when they want to be forgotten. */
  saidBy: Id
  /** Null where only photos were sent. */
  text: SealedValue<string> | null
  photoIds: Id[]
  /** Tells that `text` is what is left after words were hidden. Absent where none ever were. */
  hidden?: { text?: HiddenMark }
  digest: string
  at: Date
  /** Not yet seen by the sweeper, which asks whether a case came to name them. */
  pending?: boolean
}
const SaidSchema = new Schema<CaseSaid>(
  {
    caseId: { type: id, required: true },
    saidBy: { type: id, required: true },
    text: sealedField,
    photoIds: { type: [id], default: [] },
    hidden: { type: new Schema({ text: HiddenMarkSchema }, { _id: false }), default: undefined },
    digest: { type: String, required: true },
    at: { type: Date, required: true },
    pending: Boolean,
  },
  { autoIndex: false, versionKey: false },
)
SaidSchema.index({ caseId: 1 })
SaidSchema.index({ pending: 1, at: 1 })
export const CaseSaidModel = model<CaseSaid>('CaseSaid', SaidSchema, 'case_said')

/** The reporter of a case, under its id, with the name they had then. */
export interface CaseReporter {
  _id: Id
  areas: Id[]
  anonymous: boolean
  name: string
  phone: SealedPhone | null
  home: SealedValue<string> | null
}
const ReporterSchema = new Schema<CaseReporter>(
  {
    areas: { type: [id], required: true },
    anonymous: { type: Boolean, required: true },
    name: { type: String, required: true },
    phone: sealedField,
    home: sealedField,
  },
  { autoIndex: false, versionKey: false },
)
ReporterSchema.index({ areas: 1, name: 1 })
ReporterSchema.index({ 'phone.index': 1 })
export const CaseReporterModel = model<CaseReporter>('CaseReporter', ReporterSchema, 'case_reporters')

/**
 * Somebody who follows a case that a neighbour reported. Two lines of one person, after two records of them were merged,
 * do no harm: whoever hears of a step is counted once.
 */
export interface CaseFollow {
  /** From case and person: following twice is following once. */
  _id: Id
  caseId: Id
  personId: Id
  at: Date
}
const FollowSchema = new Schema<CaseFollow>(
  {
    caseId: { type: id, required: true },
    personId: { type: id, required: true },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
FollowSchema.index({ caseId: 1 })
FollowSchema.index({ personId: 1, at: -1, _id: -1 })
export const CaseFollowModel = model<CaseFollow>('CaseFollow', FollowSchema, 'case_follows')

/** Two cases that have to do with each other. */
export interface CaseLink {
  /** From both cases, whichever was named first. */
  _id: Id
  caseIds: Id[]
  at: Date
  by: Id
}
const LinkSchema = new Schema<CaseLink>(
  { caseIds: { type: [id], required: true }, at: { type: Date, required: true }, by: { type: id, required: true } },
  { autoIndex: false, versionKey: false },
)
LinkSchema.index({ caseIds: 1 })
export const CaseLinkModel = model<CaseLink>('CaseLink', LinkSchema, 'case_links')

/** One of at most three levels (`category-tree.ts`). Cases are put under the second and the third. */
export interface Category extends Stamped {
  kinds: CaseKindCode[]
  parentId: Id | null
  name: string
  icon: string
  keywords: string[]
  /** Reports of it are about somebody's own life: neighbours neither see nor follow them. */
  isPrivate?: boolean
  /** Null: the promise of the kind. */
  promise: AnswerPromise | null
  /** The place among its siblings, smallest first. */
  order: number
  /** The code that the office gives it, such as one of GB/T 39666; absent where it has none. */
  code?: string
  /** Not offered since, nor is anything below it; cases keep it. Null or absent while it is offered. */
  retiredAt?: Date | null
  /** Counts the changes by staff: a change is written only over the revision that its author read. Absent before one. */
  revision?: number
  /** Absent where it came with the installation. */
  idem?: Idem
}
const CategorySchema = new Schema<Category>(
  {
    kinds: { type: [String], required: true },
    parentId: { type: id, default: null },
    name: { type: String, required: true },
    icon: { type: String, required: true },
    keywords: { type: [String], default: [] },
    isPrivate: { type: Boolean, default: false },
    promise: { type: Schema.Types.Mixed, default: null },
    order: { type: Number, required: true },
    code: String,
    retiredAt: Date,
    revision: Number,
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
CategorySchema.index({ kinds: 1, order: 1 })
withIdem(CategorySchema)
withChangedAt(CategorySchema, 'CaseCategory')
export const CategoryModel = model<Category>('CaseCategory', CategorySchema, 'case_categories')

/** The number of cases that a community has numbered on a day: `<communityId>:2026-11-23`. */
export const CaseCounterModel = model<{ _id: string; count: number }>(
  'CaseCounter',
  new Schema(
    { _id: { type: String, required: true }, count: { type: Number, required: true } },
    { autoIndex: false, versionKey: false },
  ),
  'case_counters',
)

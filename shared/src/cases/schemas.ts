import { Photo } from '../files/schemas'
import { Colleague } from '../people/schemas'
import {
  Coded,
  Flag,
  Id,
  Instant,
  Month,
  PageQuery,
  PersonName,
  Phone,
  Position,
  Within,
  pageOf,
  text,
  z,
} from '../zod'
import { DANGER_CODES } from './dangers'
import { REPORT_PART_CODES } from './hidden-words'
import { CASE_KIND_CODES, FILED_KINDS } from './kinds'
import { CaseMatter, FiledMatter } from './matter-schemas'
import { PAUSE_REASON_CODES } from './pause-reasons'
import { ANSWER_MAX, QUESTION_CODES } from './questions'
import { CASE_STATE_CODES } from './states'
import { LIMIT_STATES } from './urgencies'
import { TransferView } from './transfer-schemas'
import { WhistleLimitsView } from '../territory/whistle-limits-schema'
import { WhistleView } from './whistle-schemas'
import { CaseOrder } from './work-order-schemas'

export const CaseCategory = z.object({
  id: Id,
  parentId: Id.nullable(),
  name: z.string(),
  icon: z.string(),
  /** Words that suggest this category for a text. */
  keywords: z.array(z.string()),
  /** 「5 个工作日内答复」. */
  promise: z.string(),
  /** The danger of the form whose reports come under it. Absent from an older server. */
  danger: z.enum(DANGER_CODES).nullable().optional(),
  /** No new case is put under it. Absent from an older server. */
  retired: z.boolean().optional(),
})
export type CaseCategory = z.output<typeof CaseCategory>
export const CaseCategoryList = z.object({ items: z.array(CaseCategory) })
export const ListCategories = z.strictObject({
  kind: z.enum(CASE_KIND_CODES).default('complaint'),
  /** Those that are not offered any more as well: for filters of old cases. */
  retired: Flag().default(false),
})

/** The fewest characters of a description, unless a photo replaces it. */
const DESCRIPTION_MIN = 4
const DESCRIPTION_MAX = 2000

/** A person on the other side of a dispute, as the reporter knows them. */
const NamedParty = z.strictObject({ name: PersonName, phone: Phone.optional() })
export type NamedParty = z.output<typeof NamedParty>

/** The answer to a question of the form: codes of options, or one number or sentence. */
const GivenAnswer = z.strictObject({
  question: z.enum(QUESTION_CODES),
  values: z.array(text(ANSWER_MAX)).min(1).max(12),
})

const Filing = z.strictObject({
  kind: z.enum(FILED_KINDS).default('complaint'),
  /** Left out: staff choose. */
  categoryId: Id.optional(),
  /** Left out: the first words of the description. */
  title: text(40).optional(),
  /** May be empty where there is a photo: the office writes the title when it accepts. */
  description: z.string().trim().max(DESCRIPTION_MAX, `最多 ${DESCRIPTION_MAX} 个字`).default(''),
  position: Position.optional(),
  address: z.string().trim().max(100, '最多 100 个字').optional(),
  photoIds: z.array(Id).max(9, '最多 9 张照片').default([]),
  /** Only of kinds whose form asks for them. */
  parties: z.array(NamedParty).max(4, '最多写四位，别的见面时再说').optional(),
  /** Only to the questions of the kind. */
  answers: z.array(GivenAnswer).max(QUESTION_CODES.length).optional(),
  /** For a kind that is filed from the guide of matters, and only for one; the description is then a note. */
  matter: FiledMatter.optional(),
  /** The name is hidden from everybody but the community administrator. */
  anonymous: z.boolean().default(false),
})
/** A photo says what words would, and a matter says it by itself; of the three one is needed. */
const isTold = ({
  description,
  photoIds,
  matter,
}: {
  description: string
  photoIds: readonly string[]
  matter?: unknown
}) => matter !== undefined || photoIds.length > 0 || description.length >= DESCRIPTION_MIN
const NOT_TOLD = { path: ['description'], error: `说说是什么事，至少写 ${DESCRIPTION_MIN} 个字；不想写就拍张照片` }
export const FileCase = Filing.refine(isTold, NOT_TOLD)

/** The share of the promised time that is left, as the dial shows it. */
export const PromiseView = z.object({
  /** The promise that counts now: to answer, and once the resident has an answer, to solve. */
  of: z.enum(['answer', 'solve']),
  state: z.enum(['running', 'soon', 'late', 'paused', 'answered']),
  dueAt: Instant.nullable(),
  unit: z.enum(['workday', 'hour']),
  total: z.number(),
  left: z.number(),
  /** 「周五前答复您」, 「12月4日前办好」, 「超 1 个工作日」, 「等您补充，先不计时」. */
  words: z.string(),
})
export type PromiseView = z.output<typeof PromiseView>

/** Another case as the page of one names it. */
const RelatedCase = z.object({ id: Id, number: z.string(), title: z.string(), state: Coded, seq: z.int() })
export type RelatedCase = z.output<typeof RelatedCase>

export const TimelineEntry = z.object({
  seq: z.int(),
  at: Instant,
  kind: z.string(),
  /** 「社区收下了」. */
  what: z.string(),
  /** 「网格员 李国强」; the resident's own entries say 您. */
  who: z.string(),
  /** The sentence they wrote; null when none was needed. */
  why: z.string().nullable(),
  photos: z.array(Photo),
})
export type TimelineEntry = z.output<typeof TimelineEntry>

export const CaseCard = z.object({
  id: Id,
  number: z.string(),
  kind: Coded,
  title: z.string(),
  category: z.object({ id: Id, name: z.string() }).nullable(),
  address: z.string().nullable(),
  state: Coded,
  filedAt: Instant,
  promise: PromiseView,
})
export type CaseCard = z.output<typeof CaseCard>
export const CasePage = pageOf(CaseCard)

const Rating = z.object({ score: z.int(), comment: z.string().nullable(), at: Instant })
export const CaseView = CaseCard.extend({
  description: z.string(),
  position: Position.nullable(),
  photos: z.array(Photo),
  anonymous: z.boolean(),
  assignee: z.object({ name: z.string(), role: z.string() }).nullable(),
  timeline: z.array(TimelineEntry),
  rating: Rating.nullable(),
  /** While it waits for the resident: the time at which it closes without their answer. */
  waitUntil: Instant.nullable(),
  /**
   * The cases that were split off from it, and the one that it was split off from. Absent in an answer that a phone
   * kept from before.
   */
  parts: z.array(RelatedCase).optional(),
  partOf: RelatedCase.nullable().optional(),
  /** The answers to the questions of its form: 「为谁提的：家里人」. Absent or empty where it has none. */
  answers: z.array(z.object({ question: z.string(), label: z.string(), value: z.string() })).optional(),
  /** The matter that it asks for; null or absent where it is a report. */
  matter: CaseMatter.nullable().optional(),
  /** The office hides some of the reader's own words from everybody else. */
  wordsHidden: z.boolean().optional(),
  /** The phone number of the office that answers questions about it. */
  phone: z.string(),
  can: z.object({ comment: z.boolean(), reopen: z.boolean(), rate: z.boolean() }),
})
export type CaseView = z.output<typeof CaseView>

export const ListMyCases = z.strictObject({ state: z.enum(['open', 'done']).optional(), ...PageQuery })
export const ById = z.strictObject({ id: Id })
export const CommentCase = z.strictObject({
  id: Id,
  text: text(500),
  photoIds: z.array(Id).max(9, '最多 9 张照片').default([]),
})
export const ReopenCase = z.strictObject({ id: Id, reason: text(200, 2), photoIds: z.array(Id).max(9).default([]) })
/** 3 好了, 2 差一点, 1 没办好. */
export const RateCase = z.strictObject({
  id: Id,
  score: z.int().min(1).max(3),
  comment: z.string().trim().max(200).optional(),
})

export const ListStaffCases = z.strictObject({
  state: z.enum(CASE_STATE_CODES).optional(),
  /** `open`: every case that is not resolved, returned or closed. */
  view: z.enum(['open', 'late', 'mine', 'all']).default('all'),
  kind: z.enum(CASE_KIND_CODES).optional(),
  categoryId: Id.optional(),
  assigneeId: Id.optional(),
  /** Number, words of title or address, reporter's name or last four digits. */
  q: z.string().trim().max(40).optional(),
  hasPhotos: Flag().optional(),
  supervised: Flag().optional(),
  /** Those that the reader follows; `false` is as if it were left out. */
  starred: Flag().optional(),
  /** The open cases on a part of the map: those in the 500 that are due first. */
  within: Within.optional(),
  /** Of one of the actor's areas, or of an area within them. */
  areaId: Id.optional(),
  /** Those whose address names this building, as notices name it: 「颐园小区 6 号楼」. */
  building: text(40).optional(),
  /** Filed in one of these months, parted by commas: 「2025-11,2024-11」. */
  months: z
    .string()
    .max(100)
    .transform((said) => said.split(','))
    .pipe(z.array(Month).max(12))
    .optional(),
  sort: z.enum(['due', 'newest']).default('due'),
  ...PageQuery,
})
export const StaffCaseCard = CaseCard.extend({
  assignee: z.object({ personId: Id, name: z.string() }).nullable(),
  /** Red and yellow mark of the provincial rule; null when in time. */
  mark: z.enum(['yellow', 'red']).nullable(),
  /** Nobody accepted it in time. */
  unaccepted: z.boolean(),
  /** Redone under supervision: it was reopened, or rated 没办好. */
  supervised: z.boolean(),
  reopened: z.int(),
  seq: z.int(),
  /** The organisation that has it; null when none has. */
  receiver: z.object({ id: Id, name: z.string(), unsigned: z.boolean() }).nullable(),
  /** It came as a work order that was marked secret. */
  secret: z.boolean().optional(),
  /** It waits for another community, which should have answered where it is late. */
  transfer: z.object({ late: z.boolean().optional() }).nullable().optional(),
  /** The reader follows it; absent where it was not asked. */
  starred: z.boolean().optional(),
})
export type StaffCaseCard = z.output<typeof StaffCaseCard>
export const StaffCasePage = pageOf(StaffCaseCard).extend({
  counts: z.object({
    submitted: z.int(),
    accepted: z.int(),
    in_progress: z.int(),
    waiting: z.int(),
    resolved: z.int(),
    late: z.int(),
  }),
})
export const StaffCase = CaseView.omit({ can: true, assignee: true }).extend({
  assignee: z.object({ personId: Id, name: z.string() }).nullable(),
  owner: z.object({ personId: Id, name: z.string() }).nullable(),
  mark: z.enum(['yellow', 'red']).nullable(),
  /** Nobody accepted it in time. */
  unaccepted: z.boolean(),
  /** Redone under supervision. */
  supervised: z.boolean(),
  /** Every promise of it, in the order in which they end; empty where another case goes on for it. */
  limits: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      dueAt: Instant,
      metAt: Instant.nullable(),
      state: z.enum(LIMIT_STATES),
    }),
  ),
  /** The working days for which the clock may still rest while the resident is asked; 0: it runs on. */
  pauseLeft: z.number().optional(),
  extension: z.object({ workdays: z.int(), askedBy: z.string(), granted: z.boolean().nullable() }).nullable(),
  reopened: z.int(),
  /** Null when anonymous and the reader may not know the name. */
  reporter: z
    .object({ personId: Id, name: z.string(), phoneLast4: z.string().nullable(), home: z.string().nullable() })
    .nullable(),
  channel: Coded,
  receiver: z
    .object({
      id: Id,
      name: z.string(),
      unsigned: z.boolean(),
      since: Instant,
      signDueAt: Instant,
      signedAt: Instant.nullable(),
      reportedAt: Instant.nullable(),
      /** Given by a ruling: it cannot be handed back. */
      bound: z.boolean(),
      /** It may know the reporter. */
      released: z.boolean(),
    })
    .nullable(),
  /** The work order that it came by. */
  order: CaseOrder.nullable().optional(),
  secret: z.boolean().optional(),
  /** The number of times that a receiver handed it back; after the second an arbiter decides. */
  handBacks: z.int(),
  /** It waits for an arbiter, because the community cannot do it by itself. */
  handedUp: z.object({ at: Instant, by: z.string() }).nullable().optional(),
  /** It waits to be taken on by another community. */
  transfer: TransferView.nullable().optional(),
  /** The latest whistle; null where none was blown. */
  whistle: WhistleView.nullable(),
  /** Neighbours who hear of it: followers, and reporters of cases that were merged into it. */
  listeners: z.int(),
  /** The case that goes on for it. */
  mergedInto: RelatedCase.nullable(),
  /** Cases that were merged into it. */
  absorbed: z.array(RelatedCase),
  /** Cases that have to do with it. */
  links: z.array(RelatedCase),
  parts: z.array(RelatedCase),
  partOf: RelatedCase.nullable(),
  /** The number of steps so far. Every step sends it back: somebody else's step in between gives CASE_MOVED. */
  seq: z.int(),
  can: z.object({
    accept: z.boolean(),
    return: z.boolean(),
    assign: z.boolean(),
    reply: z.boolean(),
    ask: z.boolean(),
    resolve: z.boolean(),
    close: z.boolean(),
    dispatch: z.boolean(),
    rule: z.boolean(),
    handUp: z.boolean(),
    handDown: z.boolean(),
    release: z.boolean(),
    unassign: z.boolean(),
    whistle: z.boolean(),
    rateParty: z.boolean(),
    merge: z.boolean(),
    split: z.boolean(),
    unmerge: z.boolean(),
    reclassify: z.boolean(),
    transfer: z.boolean(),
    acceptTransfer: z.boolean(),
    returnTransfer: z.boolean(),
    ruleTransfer: z.boolean(),
    askExtension: z.boolean(),
    grantExtension: z.boolean(),
    refuseExtension: z.boolean(),
    checkPapers: z.boolean(),
    makeReady: z.boolean(),
    collect: z.boolean(),
    match: z.boolean(),
    plan: z.boolean(),
  }),
  /** The reader follows it. */
  starred: z.boolean().optional(),
  /** Whether the reader may write a note for colleagues; absent in an answer that a phone kept from before. */
  mayNote: z.boolean().optional(),
  /** The office does it unasked: no resident reads its words. */
  isOwnWork: z.boolean().optional(),
  /** Photos and words alike. */
  photoCan: z.object({ redact: z.boolean(), seeOriginal: z.boolean() }).optional(),
  /** The parts of its report and the steps, by seq, of which words are hidden. */
  hidden: z.object({ parts: z.array(z.enum(REPORT_PART_CODES)), steps: z.array(z.int()) }).optional(),
  /** Neighbours and anybody else outside read nothing of it. */
  offPublic: z.boolean().optional(),
  /** The reader may say that it is about a colleague. */
  mayNameAccused: z.boolean().optional(),
  /** The reader may take it off the public view and put it back. */
  mayModerate: z.boolean().optional(),
  /** The steps that the reader may write down for a reporter who phones; null where nobody is named to them. */
  caller: z.object({ comment: z.boolean(), reopen: z.boolean(), rate: z.boolean() }).nullable(),
})
export type StaffCase = z.output<typeof StaffCase>

/**
 * Files a case for somebody who called or came; `reporterId` from person finding, or a name and phone to write down.
 */
export const FileCaseForSomebody = Filing.omit({ anonymous: true })
  .extend({
    communityId: Id,
    reporterId: Id.optional(),
    reporter: z
      .strictObject({
        name: PersonName,
        phone: Phone.optional(),
        /** The caller has looked at the person of the same name, and it is somebody else. */
        isSomebodyElse: z.boolean().optional(),
      })
      .optional(),
    channel: z.enum(['phone', 'counter', 'grid']).default('phone'),
  })
  .refine(isTold, NOT_TOLD)

/** The words of a caller, written down by staff. */
export const CommentForCaller = z.strictObject({ id: Id, text: text(500) })
export const ReopenForCaller = z.strictObject({ id: Id, reason: text(200, 2) })

const step = { id: Id, seq: z.int() }
/** The sentence the resident reads with the step. */
const said = text(500, 2)
export const AcceptCase = z.strictObject({
  ...step,
  categoryId: Id.optional(),
  /** The title, for a case that came as a photo alone. */
  title: text(40, 2).optional(),
  text: z.string().trim().max(500).optional(),
})
/** 「不归我们管」 has to give a reason, name the responsible office and say where to go. */
export const ReturnCase = z.strictObject({
  ...step,
  reason: said,
  belongsTo: text(40),
  phone: Phone.optional(),
  /** The duty by which it is theirs, as the dispatch catalogue names it. */
  duty: text(60).optional(),
})
export const AssignCase = z.strictObject({ ...step, assigneeId: Id, text: z.string().trim().max(500).optional() })
/** With `ask` the resident is asked for more and the clock stops until the answer. */
export const ReplyToCase = z.strictObject({
  ...step,
  text: said,
  ask: z.boolean().default(false),
  /** With `ask`: what the resident is asked for; without it the first of the list. */
  waitsFor: z.enum(PAUSE_REASON_CODES).optional(),
  photoIds: z.array(Id).max(9).default([]),
})
export const ResolveCase = z.strictObject({ ...step, text: said, photoIds: z.array(Id).max(9).default([]) })
/** The reason is read by colleagues only. */
export const UnassignCase = z.strictObject({ ...step, reason: said })
/** After the call-back. */
export const CloseCase = z.strictObject({ ...step, text: said })

/**
 * The colleagues who can be assigned a case: those whose duty is nearest to it first, of these the one with the fewest
 * open cases. No ranking: the number is of the work that they have now.
 */
export const Assignees = z.object({
  items: z.array(
    Colleague.extend({
      /** 「管这个网格」: why they stand there in the list. */
      reason: z.string().optional(),
    }),
  ),
  /** Those on leave: shown, and not to be chosen. */
  away: z.array(z.object({ id: Id, name: z.string(), leave: z.string() })).optional(),
})

/** Gives a case to an organisation that mends. */
export const DispatchCase = z.strictObject({ ...step, receiverId: Id, text: z.string().trim().max(500).optional() })
/** Another category than the one under which it was accepted. The resident reads the reason. */
export const ReclassifyCase = z.strictObject({ ...step, categoryId: Id, text: said })
/** After two returns: the receiver that it belongs to from now on. */
export const RuleCase = z.strictObject({ ...step, receiverId: Id, text: said })
export const ReleaseReporter = z.strictObject({ ...step, text: said })
const ReceiverChoice = z.object({
  id: Id,
  name: z.string(),
  kind: z.string(),
  /** 「职责清单：路灯，文华社区」; null for a receiver that the catalogue does not name. */
  reason: z.string().nullable(),
  /** What the catalogue names it for: 「路灯」; null where it does not. With its number, for a return that says where to go. */
  duty: z.string().nullable().optional(),
  phone: z.string().optional(),
  /** Open cases that it has. */
  openCases: z.int(),
  /** All of its members are on leave today, or it has none: nobody signs before somebody is back. */
  unmanned: z.boolean().optional(),
})
export const ReceiverChoices = z.object({
  items: z.array(ReceiverChoice),
  /** By when those who are called by a whistle answer here. */
  whistle: WhistleLimitsView,
})

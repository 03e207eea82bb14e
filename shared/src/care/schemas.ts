import { Coded, Day, Id, Instant, InstantInput, PageQuery, PersonName, Phone, Position, pageOf, text, z } from '../zod'
import {
  CARE_LEVEL_CODES,
  CARE_NEED_CODES,
  LEVEL_SOURCES,
  OUTCOME_CODES,
  PAUSE_REASON_CODES,
  READ_REASON_CODES,
  UNTIL_EARLIEST,
  UNTIL_LATEST,
  type LevelSource,
} from './rules'
import { HOME_VISIT_END_CODES, LIVING_CODES } from './households'

const maybe = (max: number) => z.string().trim().max(max, `最多 ${max} 个字`).default('')
const levelSources = Object.keys(LEVEL_SOURCES) as [LevelSource, ...LevelSource[]]

export const OfPerson = z.strictObject({ personId: Id })
/** `at`: when 我很好 was tapped on a phone without a network; now when left out. */
export const SayWell = OfPerson.extend({ at: InstantInput.optional() })
export const ById = z.strictObject({ id: Id })
export const Nothing = z.strictObject({})

const CareContact = z.strictObject({ name: PersonName, relation: maybe(10), phone: Phone })
const CareMedicine = z.strictObject({ name: text(30), how: maybe(40) })

/** The facts that a carer has to know. Stored encrypted, field by field. */
export const CareBody = z.strictObject({
  level: z.enum(CARE_LEVEL_CODES, '照护等级选一个').nullable(),
  levelFrom: z.enum(levelSources).default('judged'),
  /** 认知障碍, beside the level: it changes how people speak to them and what they lock. */
  dementia: z.boolean().default(false),
  needs: z.array(z.enum(CARE_NEED_CODES)).max(CARE_NEED_CODES.length).default([]),
  illnesses: maybe(300),
  allergies: maybe(200),
  medicines: z.array(CareMedicine).max(20, '药最多记 20 种').default([]),
  contacts: z.array(CareContact).max(5, '联系人最多 5 位').default([]),
  /** For the person who comes to the door: lock, key, dog. */
  note: maybe(300),
})
export type CareBody = z.output<typeof CareBody>

export const GetCareFile = z.strictObject({
  personId: Id,
  /** Staff have to choose one; the person and the family see it. */
  why: z.enum(READ_REASON_CODES, '选一下为什么要看').optional(),
})
export const SaveCareFile = z.strictObject({
  personId: Id,
  /** Revision of the file as it was read; 0 for the first. */
  revision: z.int().min(0),
  body: CareBody,
  /** Needed the first time and when the words changed. */
  consent: z
    .strictObject({
      version: text(20),
      /** The sender is the guardian of a child under 14. */
      guardian: z.boolean().default(false),
      /** Staff with a signed sheet in hand name the person who signed for a child. */
      guardianName: PersonName.optional(),
    })
    .optional(),
})

export const CarePerson = z.object({
  id: Id,
  name: z.string(),
  /** The person's relation to the reader: 妈妈; null for the reader themself and for staff. */
  relation: z.string().nullable(),
  birthYear: z.int().nullable(),
  home: z.string().nullable(),
  /** In full, to be dialled by family and staff who may respond. */
  phone: z.string().nullable(),
})
export type CarePerson = z.output<typeof CarePerson>

export const CareFileView = z.object({
  person: CarePerson,
  /** The role in which the reader reads it. */
  as: z.enum(['self', 'family', 'staff']),
  revision: z.int(),
  body: CareBody.nullable(),
  consent: z
    .object({ version: z.string(), at: Instant, how: Coded, byName: z.string(), guardianName: z.string().nullable() })
    .nullable(),
  /** A guardian has to agree. */
  guarded: z.boolean(),
  changedAt: Instant.nullable(),
  changedBy: z.string().nullable(),
  can: z.object({ edit: z.boolean(), withdraw: z.boolean() }),
})
export type CareFileView = z.output<typeof CareFileView>

export const ListCareReads = z.strictObject({ personId: Id, ...PageQuery })
export const CareRead = z.object({
  id: z.string(),
  /** 「网格员 李国强」. */
  who: z.string(),
  what: z.enum(['read', 'edit']),
  why: z.string(),
  at: Instant,
})
export type CareRead = z.output<typeof CareRead>
export const CareReadPage = pageOf(CareRead)

const Until = z.int().min(UNTIL_EARLIEST, '报平安的时间不能早于 6:00').max(UNTIL_LATEST, '报平安的时间不能晚于 20:00')
export const SetCheck = z.strictObject({ personId: Id, until: Until.optional() })
export const PauseCheck = z.strictObject({
  personId: Id,
  from: Day,
  to: Day,
  reason: z.enum(PAUSE_REASON_CODES).default('other'),
})

export const CheckView = z.object({
  /** Minute of the day in China. */
  until: z.int(),
  today: z.enum(['tapped', 'waiting', 'missed', 'paused']),
  tappedAt: Instant.nullable(),
  /** The family member or member of staff who tapped; null when the person did. */
  tappedBy: z.string().nullable(),
  pause: z.object({ from: Day, to: Day, reason: Coded }).nullable(),
  since: Instant,
})
export type CheckView = z.output<typeof CheckView>

export const AlertCard = z.object({
  id: Id,
  kind: Coded,
  person: CarePerson,
  raisedAt: Instant,
  state: Coded,
  /** 「说好 10:00 前报平安」. */
  words: z.string(),
  taker: z.object({ personId: Id, name: z.string(), role: z.string() }).nullable(),
  needsHelp: z.boolean(),
  /** Nobody took it in time: the staff who direct were notified. */
  escalated: z.boolean(),
})
export type AlertCard = z.output<typeof AlertCard>

export const CareEssentials = CareBody.pick({
  dementia: true,
  illnesses: true,
  allergies: true,
  medicines: true,
  contacts: true,
  note: true,
}).extend({ level: z.string().nullable(), needs: z.array(z.string()) })
export type CareEssentials = z.output<typeof CareEssentials>

export const AlertView = AlertCard.extend({
  takenAt: Instant.nullable(),
  settledAt: Instant.nullable(),
  outcome: Coded.nullable(),
  note: z.string().nullable(),
  /** The position the call came from, GCJ-02, where the phone was allowed to give it. */
  position: Position.nullable(),
  /** The facts that help at the door; null when there is no file, or the alert is over. */
  essentials: CareEssentials.nullable(),
  /** The names of the reader's family members who were notified, and how many of the staff. */
  toldFamily: z.array(z.string()),
  toldStaff: z.int(),
  communityPhone: z.string(),
  can: z.object({ take: z.boolean(), settle: z.boolean(), cancel: z.boolean(), readFile: z.boolean() }),
  outcomes: z.array(Coded),
})
export type AlertView = z.output<typeof AlertView>

/** The days on which staff were at the door, in China. */
export const LastHomeVisit = z.object({
  /** The last day they met the person; null without one in the last year. */
  metOn: Day.nullable(),
  /** The last day nobody was in, where that was later. */
  awayOn: Day.nullable(),
})
export type LastHomeVisit = z.output<typeof LastHomeVisit>

/** The care of one person, for the pages of the person and the family. */
export const CareView = z.object({
  person: CarePerson,
  self: z.boolean(),
  check: CheckView.nullable(),
  hasFile: z.boolean(),
  alert: AlertCard.nullable(),
  /** Whether they live alone, and by whom and when it was said; null while nobody has said it. */
  living: Coded.extend({ saidBy: z.string(), saidAt: Instant }).nullable(),
  /** For staff who read care files; null for anybody else. */
  lastVisit: LastHomeVisit.nullable(),
  can: z.object({ sayLiving: z.boolean() }),
})
export type CareView = z.output<typeof CareView>
/** The care of the caller, and of family members with a check or an alert. */
export const MyCare = z.object({ mine: CareView, family: z.array(CareView) })
export type MyCare = z.output<typeof MyCare>

export const AddPosition = z.strictObject({ id: Id, position: Position })

export const ListAlerts = z.strictObject({
  /** `live`: alerts that need somebody to act; `today`: those, and the alerts raised today. */
  view: z.enum(['live', 'today']).default('live'),
})
export const AlertList = z.object({
  items: z.array(AlertCard.extend({ outcome: Coded.nullable() })),
  open: z.int(),
})
export type AlertList = z.output<typeof AlertList>
export const SettleAlert = z.strictObject({
  id: Id,
  outcome: z.enum(OUTCOME_CODES, '选一下结果怎么样'),
  note: z.string().trim().max(300, '最多 300 个字').default(''),
})

export const ListCarePeople = z.strictObject({
  /** Of one of the actor's areas, or of an area within them. */
  areaId: Id.optional(),
  ...PageQuery,
  limit: PageQuery.limit.default(50),
})
export const CarePersonRow = z.object({
  id: Id,
  name: z.string(),
  birthYear: z.int().nullable(),
  home: z.string().nullable(),
  phoneLast4: z.string().nullable(),
  hasFile: z.boolean(),
  check: CheckView.nullable(),
  living: Coded.nullable(),
  lastVisit: LastHomeVisit,
  /** The reader's own visit of the last minutes, which they may take back. */
  takeBackId: Id.nullable(),
})
export type CarePersonRow = z.output<typeof CarePersonRow>
export const CarePeople = pageOf(CarePersonRow)

/** Null takes back what was said. */
export const SayLiving = OfPerson.extend({ living: z.enum(LIVING_CODES, '住的情况选一个').nullable() })

export const RecordHomeVisit = OfPerson.extend({
  end: z.enum(HOME_VISIT_END_CODES, '见没见到人选一个').default('met'),
  note: maybe(200),
  /** When they were at the door, by a phone without a network; now when left out. */
  at: InstantInput.optional(),
})
export const TakeBackHomeVisit = OfPerson.extend({ id: Id })
export const HomeVisit = z.object({
  id: Id,
  at: Instant,
  end: Coded,
  note: z.string(),
  /** 「网格员 李国强」. */
  by: z.string(),
  can: z.object({ takeBack: z.boolean() }),
})
export type HomeVisit = z.output<typeof HomeVisit>
export const HomeVisits = z.object({ items: z.array(HomeVisit) })
export type HomeVisits = z.output<typeof HomeVisits>

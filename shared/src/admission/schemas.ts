import { Coded, Day, Id, Instant, Month, text, z } from '../zod'

const Named = z.object({ id: Id, name: z.string() })

/** A work on the public list: what, which department, since when, until when. It names no person. */
export const Admission = z.object({
  id: Id,
  title: z.string(),
  what: z.string(),
  department: z.string(),
  /** The document that it rests on; empty where none was named. */
  basis: z.string(),
  state: Coded,
  from: Day,
  until: Day,
  /** The reason of a refusal or an early end; empty for works that go on. */
  why: z.string(),
})
export type Admission = z.output<typeof Admission>
export const ListAdmissions = z.strictObject({ communityId: Id })
export const AdmissionList = z.object({ items: z.array(Admission) })

/** The word of a community: the name of the area, never of the person. */
const Remark = z.object({
  id: Id,
  /** An objection, not only a remark. */
  objects: z.boolean(),
  words: z.string(),
  area: z.string(),
  at: Instant,
})

/** The hours that a community spent on a work in a month. */
const MonthHours = z.object({ month: Month, community: Named, hours: z.number() })

/** A work as the office and the department that asks read it. */
export const StaffAdmission = Admission.extend({
  street: Named,
  /** The reason of the department: why the communities are to do it. */
  purpose: z.string(),
  /** An estimate for one community. */
  hoursMonthly: z.number(),
  /** A duty such as 网格员, no name. */
  doneBy: z.string(),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  /** The words with which the street admitted or refused it. */
  decision: z.string(),
  endedOn: Day.nullable(),
  remarks: z.array(Remark),
  /** Sums by month and community, the newest month first. Nothing is summed by person. */
  hours: z.array(MonthHours),
  can: z.object({ decide: z.boolean(), end: z.boolean(), remark: z.boolean(), noteHours: z.boolean() }),
})
export type StaffAdmission = z.output<typeof StaffAdmission>

/** An entry that the reader made, and may take back. */
const OwnHours = z.object({ id: Id, admissionId: Id, title: z.string(), community: Named, day: Day, hours: z.number() })
export type OwnHours = z.output<typeof OwnHours>

export const StaffAdmissionList = z.object({
  items: z.array(StaffAdmission),
  /** The communities for which the reader notes hours. */
  communities: z.array(Named),
  /** The reader’s own entries of the last days, the newest first. */
  mine: z.array(OwnHours),
})
export type StaffAdmissionList = z.output<typeof StaffAdmissionList>

export const AskedAdmissionList = z.object({
  items: z.array(StaffAdmission),
  /** The organisations for which the reader may ask, each with the streets that it may ask. */
  departments: z.array(Named.extend({ streets: z.array(Named) })),
})
export type AskedAdmissionList = z.output<typeof AskedAdmissionList>

const Hours = z
  .number('写几个小时')
  .min(0.5, '最少半小时')
  .max(300, '最多 300 小时')
  .refine((hours) => Number.isInteger(hours * 2), '按半小时记')

const Terms = z.strictObject({
  from: Day,
  until: Day,
  hoursMonthly: Hours,
  /** A duty, such as 网格员. */
  doneBy: text(30, 2),
})
export const AskAdmission = Terms.extend({
  receiverId: Id,
  streetId: Id,
  title: text(40, 2),
  what: text(500, 4),
  purpose: text(500, 4),
  basis: z.string().trim().max(200, '最多 200 个字').default(''),
})
/** The street may change the terms that were asked for. */
export const Admit = Terms.extend({ id: Id, reason: z.string().trim().max(300, '最多 300 个字').default('') })
export const Refuse = z.strictObject({ id: Id, reason: text(300, 4) })
/** It still is done on this day, and no more after it. */
export const EndAdmission = z.strictObject({ id: Id, endedOn: Day, reason: text(300, 4) })
export const RemarkOn = z.strictObject({ id: Id, objects: z.boolean().default(false), words: text(300, 2) })
export const NoteHours = z.strictObject({ id: Id, communityId: Id, day: Day, hours: Hours })
export const TakeBackHours = z.strictObject({ id: Id })

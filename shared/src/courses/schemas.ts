import { TappedAt } from '../booking/tapped-at'
import { Day, Id, Instant, MinuteOfDay, PersonName, Phone, QueryInt, text, z } from '../zod'
import { Session } from '../booking/sessions'
import { CERTIFICATE_NUMBER, MOST_COLLECTORS, MOST_SESSIONS } from './rules'

const Who = z.strictObject({
  name: PersonName,
  phone: Phone,
  /** 妈妈, 奶奶; free words. */
  relation: z.string().trim().max(10, '最多 10 个字').default(''),
})
export type Collector = z.output<typeof Who>

/** The details given when a child is enrolled in a class for children. */
export const PupilInput = z.strictObject({
  /** The adult who brings and collects; the person who enrols when left out. */
  guardian: Who.optional(),
  /** Other adults who may collect. */
  collectors: z.array(Who).max(MOST_COLLECTORS, `最多写 ${MOST_COLLECTORS} 位`).default([]),
  /** Allergies and care notes; sealed. */
  notes: z.string().trim().max(200, '最多 200 个字').default(''),
  /** The wording that the guardian agreed to. */
  consent: z.strictObject({ version: z.string().max(20) }).optional(),
})

/** The attendance of somebody, for every reader of a booking. Guardian and notes have an address of their own. */
export const CourseDetails = z.object({
  came: z.array(
    z.object({ n: z.int(), at: Instant, collectedAt: Instant.nullable(), collectedBy: z.string().nullable() }),
  ),
  isPupil: z.boolean(),
})

/** Minutes that one session counts for; null where a course gives none. */
const SessionMinutes = z.int().min(10, '至少 10 分钟').max(720, '一次最多 720 分钟').nullable()
/** Sessions one must have come to for a certificate; null where there is none. */
const CertificateSessions = z.int().min(1).max(MOST_SESSIONS).nullable()

export const CourseInput = z.strictObject({
  id: Id,
  title: text(20),
  /** Days of the sessions, in any order. */
  days: z.array(Day).min(1, '至少选一天').max(MOST_SESSIONS, `一门课最多 ${MOST_SESSIONS} 次`),
  from: MinuteOfDay,
  to: MinuteOfDay,
  capacity: z.int().min(1, '至少 1 个名额').max(2000, '最多 2000 个名额'),
  priceFen: z.int().min(0).max(1_000_000).nullable().optional(),
  closesBeforeMinutes: z.int().min(0).max(10_080).optional(),
  forChildren: z.boolean().default(false),
  sessionMinutes: SessionMinutes.default(null),
  certificateSessions: CertificateSessions.default(null),
  /** The caller knows that the room has something else then. */
  despiteClash: z.boolean().optional(),
})
export const ChangeCourse = z.strictObject({
  sittingId: Id,
  sessionMinutes: SessionMinutes.optional(),
  certificateSessions: CertificateSessions.optional(),
})

export const OfSitting = z.strictObject({ sittingId: Id })
/** The facts that a resident should know before enrolling. */
export const CourseView = z.object({
  sittingId: Id,
  forChildren: z.boolean(),
  sessionMinutes: z.int().nullable(),
  certificateSessions: z.int().nullable(),
})
export type CourseView = z.output<typeof CourseView>

export const CancelSession = z.strictObject({ sittingId: Id, n: QueryInt(1, 999), reason: text(100, 2) })
export const MoveSession = CancelSession.extend({
  day: Day,
  from: MinuteOfDay,
  to: MinuteOfDay,
  /** The caller knows that the room has something else then. */
  despiteClash: z.boolean().optional(),
})

export const StaffCourse = CourseView.extend({
  title: z.string(),
  serviceId: Id,
  serviceName: z.string(),
  placeName: z.string(),
  communityName: z.string(),
  day: Day,
  capacity: z.int(),
  taken: z.int(),
  isCancelled: z.boolean(),
  sessions: z.array(Session.extend({ came: z.int(), can: z.object({ tick: z.boolean(), change: z.boolean() }) })),
  people: z.array(
    z.object({
      bookingId: Id,
      name: z.string(),
      age: z.int().nullable(),
      phoneLast4: z.string().nullable(),
      came: z.array(
        z.object({
          n: z.int(),
          at: Instant,
          collectedAt: Instant.nullable(),
          collectedBy: z.string().nullable(),
          /** The minutes that the session counts for them. */
          minutes: z.int(),
          /** Why the minutes differ from the course's; null where they do not. */
          corrected: z.object({ by: z.string(), reason: z.string() }).nullable(),
        }),
      ),
      minutes: z.int(),
      /** The names of the people who may collect, nothing else of them. */
      collectors: z.array(z.string()),
      hasNotes: z.boolean(),
      certificate: z.object({ number: z.string(), day: Day, isWithdrawn: z.boolean() }).nullable(),
      canHaveCertificate: z.boolean(),
      /** Their certificate was withdrawn, and they may have another. */
      canHaveAnother: z.boolean(),
    }),
  ),
  can: z.object({ edit: z.boolean(), certify: z.boolean(), correctHours: z.boolean() }),
})
export type StaffCourse = z.output<typeof StaffCourse>
export type CoursePerson = StaffCourse['people'][number]

const OneSession = z.strictObject({ bookingId: Id, n: QueryInt(1, 999) })
export const Came = OneSession.extend({ at: TappedAt })
/** Minutes in all for that session; 0 when it counts for nothing. */
export const CorrectHours = OneSession.extend({
  minutes: z.int('要填整数').min(0, '不能是负数').max(720, '一次最多 720 分钟'),
  reason: text(100, 2),
})
export const Collected = Came.extend({
  /** The name as it is in the list of people who may collect. */
  who: text(20),
  /** The words of the guardian on the phone, for somebody who is not in the list. */
  said: z.string().trim().max(100, '最多 100 个字').optional(),
})

export const OfBooking = z.strictObject({ bookingId: Id })
export const PupilView = z.object({
  bookingId: Id,
  name: z.string(),
  guardian: z.object({ name: z.string(), phone: z.string(), relation: z.string() }),
  collectors: z.array(z.object({ name: z.string(), phone: z.string(), relation: z.string() })),
  notes: z.string(),
  /** Null where the child was older than that, and nobody had to agree. */
  consent: z
    .object({
      version: z.string(),
      by: z.string(),
      at: Instant,
      /** The member of staff who heard it; null where the guardian tapped themself. */
      saidTo: z.string().nullable(),
    })
    .nullable(),
})
export type PupilView = z.output<typeof PupilView>
export const ChangePupil = z.strictObject({
  bookingId: Id,
  collectors: PupilInput.shape.collectors,
  notes: PupilInput.shape.notes,
})

/** For the bookings that are named, or for everybody who came often enough. */
export const IssueCertificates = z.strictObject({ sittingId: Id, bookingIds: z.array(Id).max(2000).optional() })
const Number = z.string().trim().toUpperCase().regex(CERTIFICATE_NUMBER, '编号不对，应像 2026-7K3M-9QXW')
export const ByNumber = z.strictObject({ number: Number })
export const WithdrawCertificate = ByNumber.extend({ reason: text(100, 2) })
/** The facts that anybody who has the number may know. */
export const CertificateCheck = z.object({
  number: z.string(),
  name: z.string(),
  course: z.string(),
  community: z.string(),
  minutes: z.int(),
  day: Day,
  isWithdrawn: z.boolean(),
})
export type CertificateCheck = z.output<typeof CertificateCheck>

export const MyHours = z.object({
  /** The latest first. */
  years: z.array(
    z.object({
      year: z.int(),
      minutes: z.int(),
      courses: z.array(z.object({ id: Id, title: z.string(), minutes: z.int(), sessions: z.int() })),
    }),
  ),
  certificates: z.array(CertificateCheck.omit({ name: true })),
})
export type MyHours = z.output<typeof MyHours>

import { PUPIL_CONSENT_VERSION } from '@yike/shared/courses/rules'
import { AppError } from '@yike/shared/errors'
import { addDays, addMinutes, dayOf, instantAt, weekdayOf } from '@yike/shared/time/china'
import { markPresent, markCollected } from '../../booking/session-attendance'
import { book } from '../../booking/book'
import { BookingModel, SittingModel, type Booking } from '../../booking/model'
import { issueCertificates } from '../../courses/certificates'
import { createCourse } from '../../courses/courses'
import { tallyHours } from '../../courses/hours'
import { ServiceModel } from '../../directory/model'
import type { Actor } from '../../http/policy'
import { PersonModel } from '../../people/model'

/** Courses of the demo: some sessions are over, some ahead. `everyDays` from one session to the next. */
const COURSES = [
  { service: '书法课', title: '书法入门', first: -16, sessions: 6, everyDays: 7, from: 840, to: 930, capacity: 12 },
  {
    service: '四点半课堂',
    title: '四点半课堂 本月班',
    first: -4,
    sessions: 12,
    everyDays: 1,
    from: 990,
    to: 1080,
    capacity: 20,
    forChildren: true,
  },
  {
    service: '志愿者培训',
    title: '志愿者急救培训',
    first: -15,
    sessions: 3,
    everyDays: 5,
    from: 540,
    to: 630,
    capacity: 30,
    sessionMinutes: 90,
    certificateSessions: 3,
  },
] as const

const CHILD = '孙小雨'
const GRANDMOTHER = { name: '赵玉芬', phone: '13800000190', relation: '奶奶' }

/**
 * A calligraphy course, a class for children with the people who collect them, and a training that gives hours and
 * certificates.
 */
export async function seedCourses(staff: Actor[], residents: Actor[], now: Date) {
  const admin = staff[0]!
  for (const [at, { service, first, sessions, everyDays, ...course }] of COURSES.entries()) {
    const { _id } = (await ServiceModel.findOne({ name: service }).lean())!
    const all = Array.from({ length: sessions }, (_, n) => addDays(dayOf(now), first + n * everyDays))
    // After school means on school days.
    const days = everyDays === 1 ? all.filter((day) => weekdayOf(day) <= 5) : all
    const opened = instantAt(addDays(days[0]!, -7), 600)
    const input = { forChildren: false, sessionMinutes: null, certificateSessions: null, ...course }
    const made = await createCourse(admin, `demo-course-${at}`, { id: String(_id), days, ...input }, opened)
    const people = at === 2 ? [...staff.slice(1, 5), ...residents.slice(0, 6)] : residents.slice(2, 9)
    if (input.forChildren) await enrolChild(String(made._id), addMinutes(opened, 60))
    else
      for (const [k, who] of people.entries())
        await tried(
          book(
            { actor: who, key: `demo-course-${at}-${k}`, now: addMinutes(opened, k) },
            { sittingId: String(made._id), seats: 1 },
            { channel: 'wechat' },
          ),
        )
    await attend(admin, String(made._id), now)
    if (input.certificateSessions !== null)
      await issueCertificates(admin, { sittingId: String(made._id) }, addMinutes(now, -120))
  }
  while ((await tallyHours()) > 0);
}

async function enrolChild(sittingId: string, at: Date) {
  const child = (await PersonModel.findOne({ name: CHILD }).lean())!
  const parent = (await PersonModel.findOne({ 'family.personId': child._id }).lean())!
  const actor: Actor = { personId: parent._id, sessionId: 'demo', name: parent.name, areas: parent.areas, roles: [] }
  const pupil = {
    collectors: [GRANDMOTHER],
    notes: '花生过敏；5 点要喝水',
    consent: { version: PUPIL_CONSENT_VERSION },
  }
  await tried(
    book(
      { actor, key: 'demo-pupil', now: at },
      { sittingId, personId: String(child._id), seats: 1, details: { course: pupil } },
      { channel: 'wechat' },
    ),
  )
}

/** Attendance of the past sessions: nearly everybody came to nearly every one. */
async function attend(leader: Actor, sittingId: string, now: Date) {
  const { sessions = [] } = (await SittingModel.findById(sittingId).lean())!
  const bookings = await BookingModel.find({ sittingId, state: 'confirmed' }).sort({ _id: 1 }).lean<Booking[]>()
  for (const [k, enrolled] of bookings.entries())
    for (const session of sessions) {
      if (session.endsAt > now || (k + session.n) % 7 === 0) continue
      const current = (await BookingModel.findById(enrolled._id).lean<Booking>())!
      const came = await markPresent(leader, current, session, addMinutes(session.startsAt, -k))
      const pupil = came.details?.course
      if (!pupil) continue
      const notification = {
        kind: 'child_collected' as const,
        title: `${came.personName}接走了`,
        body: came.sittingTitle,
        recipients: [came.bookedById],
        about: { type: 'booking' as const, id: came._id },
      }
      await markCollected({ actor: leader, now: addMinutes(session.endsAt, 5) }, came, session, {
        who: GRANDMOTHER.name,
        said: null,
        notification,
      })
    }
}

/** A refusal that a resident would meet (something else at that time) is left out, not mended. */
async function tried(work: Promise<unknown>) {
  await work.catch((cause: unknown) => {
    if (!(cause instanceof AppError)) throw cause
  })
}

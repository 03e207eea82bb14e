import { ageOn } from '@yike/shared/booking/rules'
import { canTick, maskName } from '@yike/shared/courses/rules'
import type {
  CertificateCheck,
  Collector,
  CourseView,
  MyHours,
  PupilView,
  StaffCourse,
} from '@yike/shared/courses/schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { sessionsOf } from '../booking/times'
import { type Actor } from '../http/policy'
import { phoneLast4 } from '../sealed-values'
import type { Led } from './courses'
import type { Certificate, Course, Hours } from './model'
import { collectorsOf, guardianOf, mayCollect, type Pupil } from './details'
import { coursePolicy } from './policy'
import { linesOf, mayCertify, minutesOf } from './training-minutes'

export const presentCourse = (course: Course): CourseView => ({
  sittingId: String(course._id),
  forChildren: course.forChildren,
  sessionMinutes: course.sessionMinutes,
  certificateSessions: course.certificateSessions,
})

/** The sessions that somebody came to, in order. */
export const presentCame = ({ attended = [] }: Booking) =>
  [...attended]
    .sort((a, b) => a.n - b.n)
    .map(({ n, at, left }) => ({
      n,
      at: toApiTime(at),
      collectedAt: left ? toApiTime(left.at) : null,
      collectedBy: left?.who ?? null,
    }))

export function presentLed(
  { sitting, course, bookings, certificates, community }: Led,
  actor: Actor,
  now: Date,
): StaffCourse {
  const { offer } = sitting
  const isCancelled = sitting.state === 'cancelled'
  const mayEdit = bookingPolicy.editSitting(actor, sitting) && !isCancelled
  // A single sitting is changed and cancelled as one.
  const hasSeveral = sitting.sessions !== undefined
  const mayGive = coursePolicy.certify(actor, sitting)
  return {
    ...presentCourse(course),
    title: sitting.title,
    serviceId: String(offer.serviceId),
    serviceName: offer.serviceName,
    placeName: offer.placeName,
    communityName: community,
    day: sitting.day,
    capacity: sitting.capacity,
    taken: sitting.taken,
    isCancelled,
    sessions: sessionsOf(sitting).map((session) => ({
      n: session.n,
      startsAt: toApiTime(session.startsAt),
      endsAt: toApiTime(session.endsAt),
      cancelReason: session.cancelReason ?? null,
      came: bookings.filter(({ attended = [] }) => attended.some(({ n }) => n === session.n)).length,
      can: {
        tick: !isCancelled && canTick(session, now),
        change: mayEdit && hasSeveral && !session.cancelReason && now < session.startsAt,
      },
    })),
    people: bookings.map((booking) => {
      const pupil = booking.details?.course
      const own = certificates.filter(({ bookingId }) => bookingId.equals(booking._id))
      const certificate = own.find(({ withdrawn }) => !withdrawn) ?? own[0]
      const counts = new Map((booking.attended ?? []).map((came) => [came.n, came]))
      return {
        bookingId: String(booking._id),
        name: booking.personName,
        age: ageOn(booking.day, booking.birthYear),
        phoneLast4: phoneLast4(booking.phone),
        came: presentCame(booking).map((came) => {
          const line = counts.get(came.n)!
          const corrected = line.corrections?.at(-1)
          return {
            ...came,
            minutes: minutesOf(line, course.sessionMinutes),
            corrected: corrected ? { by: corrected.byName, reason: corrected.reason } : null,
          }
        }),
        minutes: linesOf(booking, course).reduce((sum, { minutes }) => sum + minutes, 0),
        collectors: pupil ? mayCollect(pupil).map(({ name }) => name) : [],
        hasNotes: Boolean(pupil?.notes),
        certificate: certificate
          ? { number: certificate._id, day: certificate.day, isWithdrawn: certificate.withdrawn !== null }
          : null,
        canHaveCertificate: mayGive && !certificate && mayCertify(booking, course),
        canHaveAnother: mayGive && Boolean(certificate?.withdrawn) && mayCertify(booking, course),
      }
    }),
    can: {
      edit: mayEdit,
      certify: mayGive && course.certificateSessions !== null,
      correctHours: mayGive && course.sessionMinutes !== null,
    },
  }
}

const presentCollector = ({ name, phone, relation }: Collector) => ({ name, phone, relation })

/** `notes` is opened beforehand, because it is on record who reads them. */
export const presentPupil = (booking: Booking, pupil: Pupil, notes: string): PupilView => ({
  bookingId: String(booking._id),
  name: booking.personName,
  guardian: presentCollector(guardianOf(pupil)),
  collectors: collectorsOf(pupil).map(presentCollector),
  notes,
  consent: pupil.consent && {
    version: pupil.consent.version,
    by: pupil.consent.by,
    at: toApiTime(pupil.consent.at),
    saidTo: pupil.consent.saidTo ?? null,
  },
})

const certificateFacts = ({ _id, course, community, minutes, day, withdrawn }: Certificate) => ({
  number: _id,
  course,
  community,
  minutes,
  day,
  isWithdrawn: withdrawn !== null,
})

/** The facts that anybody with the number may know. */
export const presentCheck = (certificate: Certificate): CertificateCheck => ({
  ...certificateFacts(certificate),
  name: maskName(certificate.personName),
})

export function presentHours(hours: readonly Hours[], certificates: readonly Certificate[]): MyHours {
  const years = [...new Set(hours.flatMap(({ lines }) => lines.map(({ day }) => day.slice(0, 4))))].sort().reverse()
  return {
    years: years.map((year) => {
      const courses = hours.flatMap(({ _id, title, lines }) => {
        const own = lines.filter(({ day }) => day.startsWith(year))
        const minutes = own.reduce((sum, line) => sum + line.minutes, 0)
        return own.length > 0 ? [{ id: String(_id), title, minutes, sessions: own.length }] : []
      })
      return { year: Number(year), minutes: courses.reduce((sum, { minutes }) => sum + minutes, 0), courses }
    }),
    certificates: certificates.map(certificateFacts),
  }
}

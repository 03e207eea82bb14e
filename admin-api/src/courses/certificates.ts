import { randomInt } from 'node:crypto'
import { CERTIFICATE_LETTERS } from '@yike/shared/courses/rules'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { courseSitting } from '../schedule/sessions'
import type { Booking } from '../booking/model'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { entryOf, notify } from '../messages/notify'
import { lead, type Led } from './courses'
import { CertificateModel, type Certificate, type Course } from './model'
import { recipientsOf } from '../booking/audience'
import { coursePolicy } from './policy'
import { linesOf, mayCertify, timesCounted } from './training-minutes'

const TRIES = 20

const letters = () =>
  Array.from({ length: 4 }, () => CERTIFICATE_LETTERS[randomInt(CERTIFICATE_LETTERS.length)]!).join('')
/** Cannot be guessed from another number: a year and eight letters drawn at random. */
const drawNumber = (year: string) => `${year}-${letters()}-${letters()}`

/**
 * Issues certificates: for the bookings named, or for everybody who came often enough and had none yet. Each booking
 * has at most one valid certificate, which the database decides; a person who has one keeps it, and after a withdrawal
 * a person gets another when they are named.
 */
export async function issueCertificates(
  actor: Actor,
  { sittingId, bookingIds }: { sittingId: string; bookingIds?: string[] },
  now: Date,
): Promise<Led> {
  await courseSitting(actor, sittingId, 'course.certify')
  const led = await lead(actor, sittingId)
  const { course, bookings, certificates } = led
  const hadOne = new Set(certificates.map(({ bookingId }) => String(bookingId)))
  const wanted = bookings.filter(({ _id }) =>
    bookingIds ? bookingIds.includes(String(_id)) : !hadOne.has(String(_id)),
  )
  const ready = wanted.filter((booking) => mayCertify(booking, course))
  const early = bookingIds && wanted.find((booking) => !mayCertify(booking, course))
  if (early) throw new AppError('NOT_ELIGIBLE', tooEarly(early, course))
  for (const booking of ready) await issue(actor, booking, led, now)
  return lead(actor, sittingId)
}

const tooEarly = (booking: Booking, { certificateSessions }: Course) =>
  certificateSessions === null
    ? '这门课没有设证书，先在课程里写上来几次发证书。'
    : `${booking.personName}来了 ${timesCounted(booking)} 次，来满 ${certificateSessions} 次才发证书。`

async function issue(actor: Actor, booking: Booking, { course, community }: Led, now: Date): Promise<Certificate> {
  const { _id: bookingId, sittingId, personId, personName, areas } = booking
  const day = dayOf(now)
  const recipients = await recipientsOf(booking)
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await CertificateModel.findOne({ bookingId, withdrawn: null }).lean<Certificate>()
    if (before) return before
    const number = drawNumber(day.slice(0, 4))
    try {
      const made = await CertificateModel.create({
        _id: number,
        bookingId,
        sittingId,
        personId,
        personName,
        course: booking.sittingTitle,
        community,
        areas,
        minutes: linesOf(booking, course).reduce((sum, { minutes }) => sum + minutes, 0),
        day,
        issuedById: actor.personId,
        issuedByName: actor.name,
        withdrawn: null,
        told: recipients,
        outbox: [
          entryOf(
            {
              kind: 'certificate_given',
              title: `${booking.sittingTitle}的证书发了`,
              body: `${personName}，编号 ${number}，在“我的”的“学时和证书”里看`,
              recipients: recipients,
              about: { type: 'booking', id: bookingId },
            },
            now,
          ),
        ],
      })
      return made.toObject<Certificate>()
    } catch (cause) {
      // The number is taken, or another process issues the certificate of the same person at this moment.
      if (!isDuplicate(cause)) throw cause
    }
  }
  throw new AppError('CONFLICT')
}

/**
 * Withdraws a certificate given by mistake: anybody who checks it reads so from now on; its holder is notified with the
 * reason, once.
 */
export async function withdrawCertificate(
  actor: Actor,
  { number, reason }: { number: string; reason: string },
  now: Date,
): Promise<Certificate> {
  const certificate = orNotFound(
    await CertificateModel.findOne({ _id: number, ...coursePolicy.certifiable(actor) }).lean<Certificate>(),
  )
  authorize(coursePolicy.certify(actor, certificate))
  await CertificateModel.updateOne(
    { _id: number, withdrawn: null },
    {
      $set: { withdrawn: { at: now, byName: actor.name, reason } },
      ...notify(
        {
          kind: 'certificate_withdrawn',
          title: `${certificate.course}的证书收回了`,
          body: `编号 ${number}。${reason}`,
          recipients: certificate.told ?? [certificate.personId],
          about: { type: 'booking', id: certificate.bookingId },
        },
        now,
      ),
    },
  )
  return certificateBy(number)
}

export async function certificateBy(number: string): Promise<Certificate> {
  const certificate = await CertificateModel.findById(number).lean<Certificate>()
  if (!certificate) throw new AppError('NOT_FOUND', '没有这个编号的证书，看看是不是写错了一位。')
  return certificate
}

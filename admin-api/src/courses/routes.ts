import * as endpoints from '@yike/shared/courses/endpoints'
import * as s from '@yike/shared/courses/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { rollBookingById, markPresent, unmarkPresent, sessionOf } from '../booking/session-attendance'
import { tappedAt } from '../booking/tapped-at'
import { cancelSession, moveSession } from '../schedule/sessions'
import { Routes, handle, type Call } from '../http/handle'
import { certificateBy, issueCertificates, withdrawCertificate } from './certificates'
import { changeCourse, createCourse, lead, readCourse, type Led } from './courses'
import { correctHours, hoursOf, tallyHours } from './hours'
import { presentCheck, presentCourse, presentHours, presentLed, presentPupil } from './presenter'
import { changePupil, collected, myPupil, notesOf, pupilAsStaff } from './pupil'

function show(led: Led, { actor, now, saw }: Call) {
  saw(led.bookings.map(({ personId }) => personId))
  return presentLed(led, actor, now)
}

export function courseRoutes() {
  const routes = new Routes()
  const led = { output: s.StaffCourse }

  handle(routes, endpoints.createCourse, { input: s.CourseInput, output: s.CourseView }, async (input, call) =>
    presentCourse(await createCourse(call.actor, call.key, input, call.now)),
  )
  handle(routes, endpoints.changeCourse, { input: s.ChangeCourse, ...led }, async (input, call) =>
    show(await changeCourse(call.actor, input), call),
  )
  handle(routes, endpoints.getCourse, { input: s.OfSitting, output: s.CourseView }, async ({ sittingId }) =>
    presentCourse(await readCourse(sittingId)),
  )
  handle(routes, endpoints.getStaffCourse, { input: s.OfSitting, ...led }, async ({ sittingId }, call) =>
    show(await lead(call.actor, sittingId), call),
  )
  handle(routes, endpoints.cancelSession, { input: s.CancelSession, ...led }, async (input, call) => {
    await cancelSession(call.actor, input, call.now)
    return show(await lead(call.actor, input.sittingId), call)
  })
  handle(routes, endpoints.moveSession, { input: s.MoveSession, ...led }, async (input, call) => {
    await moveSession(call.actor, input, call.now)
    return show(await lead(call.actor, input.sittingId), call)
  })

  for (const [endpoint, verb] of [
    [endpoints.markPresent, markPresent],
    [endpoints.unmarkPresent, unmarkPresent],
  ] as const)
    handle(routes, endpoint, { input: s.Came, ...led }, async ({ bookingId, n, at }, call) => {
      const booking = await rollBookingById(call.actor, bookingId, 'course.lead')
      await verb(call.actor, booking, sessionOf(booking, n), tappedAt(at, call.now))
      await tallyHours()
      return show(await lead(call.actor, String(booking.sittingId)), call)
    })
  handle(routes, endpoints.markCollected, { input: s.Collected, ...led }, async ({ at, ...input }, call) => {
    const { sittingId } = await collected(call.actor, input, tappedAt(at, call.now))
    return show(await lead(call.actor, String(sittingId)), call)
  })

  handle(routes, endpoints.correctHours, { input: s.CorrectHours, ...led }, async (input, call) => {
    const { sittingId } = await correctHours(call.actor, input, call.now)
    return show(await lead(call.actor, String(sittingId)), call)
  })

  const pupil = { output: s.PupilView }
  handle(routes, endpoints.getPupilAsStaff, { input: s.OfBooking, ...pupil }, async ({ bookingId }, { actor, saw }) => {
    const { booking, pupil } = await pupilAsStaff(actor, bookingId)
    saw([booking.personId])
    return presentPupil(booking, pupil, notesOf(pupil))
  })
  handle(routes, endpoints.getPupil, { input: s.OfBooking, ...pupil }, async ({ bookingId }, { actor }) => {
    const { booking, pupil } = await myPupil(actor, bookingId)
    return presentPupil(booking, pupil, notesOf(pupil))
  })
  handle(routes, endpoints.changePupil, { input: s.ChangePupil, ...pupil }, async (input, { actor, now }) => {
    const { booking, pupil } = await changePupil(actor, input, now)
    return presentPupil(booking, pupil, notesOf(pupil))
  })

  handle(routes, endpoints.issueCertificates, { input: s.IssueCertificates, ...led }, async (input, call) =>
    show(await issueCertificates(call.actor, input, call.now), call),
  )
  const check = { output: s.CertificateCheck }
  handle(routes, endpoints.withdrawCertificate, { input: s.WithdrawCertificate, ...check }, async (input, call) =>
    presentCheck(await withdrawCertificate(call.actor, input, call.now)),
  )
  handle(routes, endpoints.checkCertificate, { input: s.ByNumber, ...check }, async ({ number }) =>
    presentCheck(await certificateBy(number)),
  )
  handle(routes, endpoints.getMyHours, { input: Nothing, output: s.MyHours }, async (_, { actor }) => {
    const { hours, certificates } = await hoursOf(actor)
    return presentHours(hours, certificates)
  })
  return routes
}

import { attendanceToTally } from '../booking/session-attendance'
import { courseMessages } from '@yike/shared/courses/messages'
import { domain, every, HOUR_MS, whenDue } from '../domain'
import './details'
import { courseAreaRecords } from './area-records'
import { tallyHours } from './hours'
import { CertificateModel, CourseModel, HoursModel } from './model'
import { courseHooks } from './kind-hooks'
import { rewrapPupils } from './pupil'
import { courseRoutes } from './routes'
import { sealedDetail } from '../booking/kind-fields'
import { courseData } from './person-data'

/**
 * A kind of booking with several sessions: the roll, children with their guardians, hours that count, certificates.
 */
export const courses = domain({
  name: 'courses',
  floor: 'kinds',
  feature: 'courses',
  models: [CourseModel, HoursModel, CertificateModel],
  areaRecords: courseAreaRecords,
  outboxes: [CertificateModel],
  messages: courseMessages,
  personRecords: [
    { model: HoursModel, fields: ['personId'] },
    { model: CertificateModel, fields: ['personId'] },
  ],
  bookingKinds: { course: courseHooks },
  permissions: ['sitting.edit', 'course.lead', 'course.certify'],
  sealedFields: [sealedDetail('course.guardian', 'guardian'), sealedDetail('course.collectors', 'collectors')],
  personData: courseData,
  routes: () => [courseRoutes()],
  jobs: () => [
    whenDue('training hours', tallyHours, attendanceToTally),
    every(HOUR_MS, 'older secrets of pupils', rewrapPupils),
  ],
})

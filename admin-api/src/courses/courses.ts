import { enrolledIn } from '../booking/session-attendance'
import type { Booking, Sitting } from '../booking/model'
import { courseSitting, createCourseSitting, hasSitting, planCourseSitting, sittingById } from '../schedule/sessions'
import { AppError } from '@yike/shared/errors'
import type { ChangeCourse, CourseInput } from '@yike/shared/courses/schemas'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { areasByIds } from '../territory/areas'
import { rebuildHours } from './hours'
import { CertificateModel, CourseModel, type Certificate, type Course } from './model'

/** A course as its leaders see it. */
export interface Led {
  sitting: Sitting
  course: Course
  bookings: Booking[]
  certificates: Certificate[]
  community: string
}

const NO_COURSE = { forChildren: false, sessionMinutes: null, certificateSessions: null }

/**
 * Opens a course. A refused call writes nothing. The course is written before its times: without a sitting nobody finds
 * it, and a repeated call resumes.
 */
export async function createCourse(actor: Actor, key: string, input: z.output<typeof CourseInput>, now: Date) {
  const { forChildren, sessionMinutes, certificateSessions, ...times } = input
  const planned = await planCourseSitting(actor, key, times, now)
  const { _id } = planned
  await CourseModel.updateOne(
    { _id },
    { $setOnInsert: { forChildren, sessionMinutes, certificateSessions, createdAt: now } },
    { upsert: true },
  )
  try {
    return await courseOf(await createCourseSitting(planned))
  } catch (cause) {
    // A server may name either index that a repeated call hits: a course that has its sitting stays.
    if (cause instanceof AppError && !(await hasSitting(_id))) await CourseModel.deleteOne({ _id })
    throw cause
  }
}

async function courseOf({ _id, createdAt }: Sitting): Promise<Course> {
  return (await CourseModel.findById(_id).lean<Course>()) ?? { _id, ...NO_COURSE, createdAt }
}

/** The facts of a sitting that anybody may know before enrolling. */
export const readCourse = async (sittingId: string) => courseOf(await sittingById(sittingId))

/** Gives other hours or another certificate from now on; hours are counted anew. */
export async function changeCourse(actor: Actor, { sittingId, ...change }: z.output<typeof ChangeCourse>) {
  const sitting = await courseSitting(actor, sittingId, 'sitting.edit')
  await CourseModel.updateOne(
    { _id: sitting._id },
    { $set: change, $setOnInsert: withoutKeys({ ...NO_COURSE, createdAt: sitting.createdAt }, change) },
    { upsert: true },
  )
  await rebuildHours(sitting._id)
  return lead(actor, sittingId)
}

const withoutKeys = (all: object, keys: object) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !(name in keys)))

/** The course with everybody who is enrolled. */
export async function lead(actor: Actor, sittingId: string): Promise<Led> {
  const sitting = await courseSitting(actor, sittingId, 'course.lead')
  const [course, bookings, certificates, areas] = await Promise.all([
    courseOf(sitting),
    enrolledIn(actor, sittingId, 'course.lead'),
    CertificateModel.find({ sittingId: sitting._id }).lean<Certificate[]>(),
    areasByIds(sitting.areas),
  ])
  return {
    sitting,
    course,
    bookings,
    certificates,
    community: areas.find(({ level }) => level === 'community')?.name ?? sitting.offer.placeName,
  }
}

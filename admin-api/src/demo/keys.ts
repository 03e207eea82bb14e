import { AppError } from '@yike/shared/errors'
import { Types } from 'mongoose'
import type { Actor } from '../http/policy'
import type { Person } from '../people/model'

/** The same id for the same word, so that a second seeding finds the records of the first. */
export const fixedId = (kind: number, n: number) =>
  new Types.ObjectId(`de${kind.toString(16).padStart(2, '0')}${n.toString(16).padStart(20, '0')}`)

export const actorOf = (person: Person): Actor => ({
  personId: person._id,
  sessionId: 'demo',
  name: person.name,
  areas: person.areas,
  roles: person.roles,
})

/** Refusals of a seeding are those a resident would meet (a second lunch on one day): left out, not mended. */
export async function tried<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof AppError) return null
    throw cause
  }
}

import type { Types } from 'mongoose'
import { openSession } from '../people/sessions'

/** An access token with both steps of a sign-in behind it, so that every role of its person counts. */
export const sessionToken = async (personId: Types.ObjectId, now: Date) =>
  (await openSession(personId, now, undefined, { secondFactor: true })).accessToken

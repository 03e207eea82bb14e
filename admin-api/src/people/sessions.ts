import { randomUUID } from 'node:crypto'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { Actor } from '../http/policy'
import type { Tokens } from '../http/handle'
import { PersonModel, type Person } from './model'
import { ACCESS_SECONDS, REFRESH_DAYS, digestOf, makeAccessToken, newRefreshToken, readAccessToken } from './tokens'

const DAY_MS = 86_400_000
/** More devices than this: the one longest unused is signed out. */
const MAX_SESSIONS = 8
/** A refresh token sent again within this time is an answer that got lost, or two tabs at once. */
const GRACE_MS = 60_000

const tokensFor = (personId: Types.ObjectId, sessionId: string, refreshToken: string, now: Date): Tokens => ({
  accessToken: makeAccessToken(String(personId), sessionId, now),
  refreshToken,
  expiresIn: ACCESS_SECONDS,
})

/** Signs a person in on one more client. */
export async function openSession(personId: Types.ObjectId, now: Date): Promise<Tokens> {
  const refreshToken = newRefreshToken()
  const session = {
    id: randomUUID(),
    refreshDigest: digestOf(refreshToken),
    previousDigest: null,
    rotatedAt: now,
    expiresAt: new Date(now.getTime() + REFRESH_DAYS * DAY_MS),
  }
  await PersonModel.updateOne({ _id: personId }, { $push: { sessions: { $each: [session], $slice: -MAX_SESSIONS } } })
  return tokensFor(personId, session.id, refreshToken, now)
}

/**
 * New tokens for a refresh token. The token before the last rotation is good for a minute more; used later it has been
 * stolen or copied, and the session ends for everybody.
 */
export async function refreshSession(refreshToken: string | undefined, now: Date) {
  if (!refreshToken) throw new AppError('SESSION_ENDED')
  const digest = digestOf(refreshToken)
  const next = newRefreshToken()
  const rotated = await PersonModel.findOneAndUpdate(
    { sessions: { $elemMatch: { refreshDigest: digest, expiresAt: { $gt: now } } } },
    {
      $set: {
        'sessions.$.refreshDigest': digestOf(next),
        'sessions.$.previousDigest': digest,
        'sessions.$.rotatedAt': now,
        'sessions.$.expiresAt': new Date(now.getTime() + REFRESH_DAYS * DAY_MS),
      },
    },
    { returnDocument: 'after' },
  ).lean<Person>()
  if (rotated) {
    const session = rotated.sessions.find(({ previousDigest }) => previousDigest === digest)!
    return { person: rotated, tokens: tokensFor(rotated._id, session.id, next, now) }
  }
  return lostAnswer(digest, now)
}

async function lostAnswer(digest: string, now: Date) {
  const person = await PersonModel.findOne({ 'sessions.previousDigest': digest }).lean<Person>()
  const session = person?.sessions.find(({ previousDigest }) => previousDigest === digest)
  if (!person || !session) throw new AppError('SESSION_ENDED')
  if (now.getTime() - session.rotatedAt.getTime() > GRACE_MS) {
    await PersonModel.updateOne({ _id: person._id }, { $pull: { sessions: { id: session.id } } })
    throw new AppError('SESSION_ENDED')
  }
  // The newest token cannot be told again (only its digest is kept): a further one takes its place.
  const next = newRefreshToken()
  const taken = await PersonModel.updateOne(
    { _id: person._id, sessions: { $elemMatch: { id: session.id, refreshDigest: session.refreshDigest } } },
    { $set: { 'sessions.$.refreshDigest': digestOf(next) } },
  )
  if (taken.modifiedCount === 0) return lostAnswer(digest, now)
  return { person, tokens: tokensFor(person._id, session.id, next, now) }
}

export const closeSession = (actor: Actor) =>
  PersonModel.updateOne({ _id: actor.personId }, { $pull: { sessions: { id: actor.sessionId } } })

/** Who an access token stands for: one read gives the person, the roles, and whether the session still lives. */
export async function actorOf(accessToken: string, now: Date): Promise<Actor | null> {
  const named = readAccessToken(accessToken, now)
  if (!named) return null
  const person = await PersonModel.findOne(
    { _id: named.personId, sessions: { $elemMatch: { id: named.sessionId, expiresAt: { $gt: now } } } },
    { name: 1, areas: 1, roles: 1 },
  ).lean<Pick<Person, '_id' | 'name' | 'areas' | 'roles'>>()
  return (
    person && {
      personId: person._id,
      sessionId: named.sessionId,
      name: person.name,
      areas: person.areas,
      roles: person.roles,
    }
  )
}

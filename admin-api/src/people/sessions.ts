import { randomUUID } from 'node:crypto'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { dutyOf, servesOf } from '@yike/shared/people/permissions'
import type { Actor } from '../http/policy'
import { deviceOf } from '@yike/shared/people/devices'
import type { Call, Tokens } from '../http/handle'
import { PersonModel, type Person, type Session } from './model'
import {
  ACCESS_SECONDS,
  REFRESH_DAYS,
  makeAccessToken,
  makeRefreshToken,
  readAccessToken,
  readRefreshToken,
} from './tokens'

const DAY_MS = 86_400_000
/** The most clients of a person: beyond it, the one that signed in first is signed out. */
const MAX_SESSIONS = 8
/** A refresh token sent again within this time means a lost answer, or two tabs at once. */
const GRACE_MS = 60_000

const endOf = (now: Date) => new Date(now.getTime() + REFRESH_DAYS * DAY_MS)

const tokensFor = (personId: Types.ObjectId, { id, generation }: Session, now: Date): Tokens => ({
  accessToken: makeAccessToken(String(personId), id, now),
  refreshToken: makeRefreshToken({ personId: String(personId), sessionId: id, generation }),
  expiresIn: ACCESS_SECONDS,
})

/** The client that signs in, and how it calls itself. */
export type SignsIn = Pick<Call, 'client' | 'agent'>
/** The proof of whose sign-in it is. */
type Proof = Pick<Session, 'credentialId' | 'secondFactor'>

/** Signs a person in on one more client. Throws SESSION_ENDED for somebody who has died or
 * whose account was deleted meanwhile. */
export async function openSession(
  personId: Types.ObjectId,
  now: Date,
  from?: SignsIn,
  proof: Proof = {},
): Promise<Tokens> {
  const session: Session = {
    ...{ id: randomUUID(), generation: 0, openedAt: now, renewedAt: now, expiresAt: endOf(now) },
    ...(from ? { client: from.client, device: deviceOf(from.agent) } : {}),
    ...proof,
  }
  const opened = await PersonModel.updateOne(
    { _id: personId, erasedAt: null, diedOn: null },
    { $push: { sessions: { $each: [session], $slice: -MAX_SESSIONS } } },
  )
  // Of a person who has died, or whose account was deleted in this moment.
  if (opened.matchedCount === 0) throw new AppError('SESSION_ENDED', '这个账号停用了，有事打电话问社区。')
  return tokensFor(personId, session, now)
}

/**
 * New tokens for a refresh token. The one before the last renewal is valid for a minute more and gets the same answer;
 * an older one has been copied, and the session ends for everybody who holds one.
 */
export async function refreshSession(refreshToken: string | undefined, now: Date) {
  const given = refreshToken === undefined ? null : readRefreshToken(refreshToken)
  if (!given) throw new AppError('SESSION_ENDED')
  const { personId, sessionId, generation } = given
  const living = { id: sessionId, expiresAt: { $gt: now } }
  const renewed = await PersonModel.findOneAndUpdate(
    { _id: personId, sessions: { $elemMatch: { ...living, generation } } },
    {
      $set: {
        'sessions.$[own].generation': generation + 1,
        'sessions.$[own].renewedAt': now,
        'sessions.$[own].expiresAt': endOf(now),
      },
    },
    { arrayFilters: [{ 'own.id': sessionId }], returnDocument: 'after' },
  ).lean<Person>()
  const person =
    renewed ?? (await PersonModel.findOne({ _id: personId, sessions: { $elemMatch: living } }).lean<Person>())
  const session = person?.sessions.find(({ id }) => id === sessionId)
  if (!person || !session) throw new AppError('SESSION_ENDED')
  const isLost = session.generation === generation + 1 && now.getTime() - session.renewedAt.getTime() <= GRACE_MS
  if (renewed || isLost) return { person, tokens: tokensFor(person._id, session, now) }
  await PersonModel.updateOne({ _id: personId }, { $pull: { sessions: { id: sessionId } } })
  throw new AppError('SESSION_ENDED')
}

/** The living sessions of the actor: the one that asks first, then by last use. */
export async function listSessions({ personId, sessionId }: Actor, now: Date): Promise<Session[]> {
  const person = await PersonModel.findById(personId, { sessions: 1 }).lean<Pick<Person, 'sessions'>>()
  const isThis = ({ id }: Session) => Number(id === sessionId)
  return (person?.sessions ?? [])
    .filter(({ expiresAt }) => expiresAt > now)
    .sort((a, b) => isThis(b) - isThis(a) || b.renewedAt.getTime() - a.renewedAt.getTime())
}

/** Signs the actor out everywhere but on the client that asks. */
export const endOtherSessions = ({ personId, sessionId }: Actor) =>
  PersonModel.updateOne({ _id: personId }, { $pull: { sessions: { id: { $ne: sessionId } } } })

/** Ends one session; a session that ended before stays ended. */
export const endSession = (personId: Types.ObjectId | string, id: string) =>
  PersonModel.updateOne({ _id: personId }, { $pull: { sessions: { id } } })

/** Signs out by whichever token is left: the access token lives half an hour, the refresh token thirty days. */
export async function closeSession(actor: Actor | null, refreshToken: string | undefined) {
  if (actor) await endSession(actor.personId, actor.sessionId)
  const given = refreshToken === undefined ? null : readRefreshToken(refreshToken)
  if (given) await endSession(given.personId, given.sessionId)
}

/** The record of the actor, so that a call that needs it does not read it a second time. */
const selves = new WeakMap<Actor, Person>()
export const actorSelf = (actor: Actor) => selves.get(actor)

/** The carers that an account acts as. */
export type CarersOf = (personId: Types.ObjectId) => Promise<Types.ObjectId[]>
let carersOf: CarersOf = () => Promise.resolve([])
export const useCarersOf = (answer: CarersOf) => void (carersOf = answer)

/**
 * The roles that count in a session, and those that do not. Those of administration, security and audit need both steps
 * of a sign-in, however the session came about: by a password from before the role was given, or by a phone that was
 * bound before it.
 */
function rolesOf({ roles, demo, sessions }: Person, sessionId: string) {
  const isProven = demo || sessions.find(({ id }) => id === sessionId)?.secondFactor
  const withheld = isProven ? [] : roles.filter((held) => dutyOf(held) !== null)
  return { roles: roles.filter((held) => !withheld.includes(held)), withheld }
}

/** The actor of an access token: one read gives the person, the roles, and whether the session still lives. */
export async function actorOf(accessToken: string, now: Date): Promise<Actor | null> {
  const named = readAccessToken(accessToken, now)
  if (!named) return null
  // Read with every call of everybody: passing Mongoose by costs less.
  const person = (await PersonModel.collection.findOne({
    _id: new Types.ObjectId(named.personId),
    sessions: { $elemMatch: { id: named.sessionId, expiresAt: { $gt: now } } },
  })) as Person | null
  if (!person) return null
  const { _id: personId, name, areas } = person
  const { roles, withheld } = rolesOf(person, named.sessionId)
  const ownOnly = roles.some(({ role }) => servesOf(role)?.own)
  const carerIds = ownOnly ? { carerIds: await carersOf(personId) } : {}
  const actor: Actor = { personId, sessionId: named.sessionId, name, areas, roles, withheld, ...carerIds }
  selves.set(actor, person)
  return actor
}

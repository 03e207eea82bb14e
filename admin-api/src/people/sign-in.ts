import { hash, verify } from '@node-rs/argon2'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { isDuplicate } from '../idempotency'
import { communityNear } from '../territory/areas'
import { personTokens } from './found-by'
import { AttemptsModel, CredentialModel, PersonModel, type Person } from './model'
import { openSession } from './sessions'

/** OWASP's minimum for argon2id (this library's default kind): 19 MiB, two passes. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** In one window, of whatever is tried. */
export const TRIES = 8
const WINDOW_MS = 15 * 60_000

export const hashPassword = (password: string) => hash(password, ARGON)

/** Verified in place of the real one when there is none, so that the time does not tell which names exist. */
const decoy = hashPassword('nobody has this password')

/** How a code from `wx.login` becomes a stable name of a person: WeChat's openid, or the demo's name. */
export type ResolveCode = (code: string) => Promise<{ credentialId: string; demoName: string | null }>

/** Signs in by WeChat; a person seen for the first time is written down. */
export async function signInByCode(resolve: ResolveCode, code: string, consentVersion: string | undefined, now: Date) {
  const { credentialId, demoName } = await resolve(code)
  const person = await personBehind(credentialId, demoName, now)
  if (consentVersion && person.consentVersion !== consentVersion)
    await PersonModel.updateOne({ _id: person._id }, { $set: { consentVersion } })
  return { person, tokens: await openSession(person._id, now) }
}

async function personBehind(credentialId: string, demoName: string | null, now: Date): Promise<Person> {
  const known = await CredentialModel.findById(credentialId).lean()
  const person = known && (await PersonModel.findById(known.personId).lean<Person>())
  if (person) return person
  const community = await communityNear(null)
  // The credential is written first: of two first sign-ins at once one makes the person, the other finds the credential.
  const personId = known?.personId ?? new Types.ObjectId()
  if (!known)
    try {
      await CredentialModel.create({ _id: credentialId, personId, createdAt: now })
    } catch (cause) {
      if (isDuplicate(cause)) return personBehind(credentialId, demoName, now)
      throw cause
    }
  const name = demoName ?? '居民'
  await PersonModel.updateOne(
    { _id: personId },
    {
      $setOnInsert: {
        name,
        tokens: personTokens({ name, phone: null, home: null }),
        communityId: community._id,
        areas: community.areas,
        demo: demoName !== null,
        createdAt: now,
      },
    },
    { upsert: true, setDefaultsOnInsert: true },
  )
  return (await PersonModel.findById(personId).lean<Person>())!
}

/**
 * Checks a user name and password, at most 8 tries in 15 minutes for a name, over all processes. A try is counted before
 * the password is looked at, so that a hundred tries at once are not a hundred tries.
 */
export async function checkPassword(username: string, password: string, now: Date): Promise<Types.ObjectId> {
  const attempts = `password:${username}`
  if ((await countTry(attempts, now)) > TRIES)
    throw new AppError('TOO_MANY_REQUESTS', '试错的次数太多了，过 15 分钟再试，或请社区管理员重设密码。')
  const credential = await CredentialModel.findById(`password:${username}`).lean()
  const right = await verify(credential?.passwordHash ?? (await decoy), password)
  if (!credential || !right) throw new AppError('WRONG_CREDENTIALS')
  await AttemptsModel.deleteOne({ _id: attempts })
  return credential.personId
}

/** Counts one more try in the window of 15 minutes that is open, or opens one. The number so far. */
export async function countTry(id: string, now: Date): Promise<number> {
  const open = await AttemptsModel.findOneAndUpdate(
    { _id: id, expiresAt: { $gt: now } },
    { $inc: { count: 1 } },
    { returnDocument: 'after' },
  ).lean()
  if (open) return open.count
  try {
    await AttemptsModel.updateOne(
      { _id: id, expiresAt: { $lte: now } },
      { $set: { count: 1, expiresAt: new Date(now.getTime() + WINDOW_MS) } },
      { upsert: true },
    )
    return 1
  } catch (cause) {
    // Another try opened the window in between.
    if (!isDuplicate(cause)) throw cause
    return countTry(id, now)
  }
}

export async function signInStaff(username: string, password: string, now: Date) {
  const personId = await checkPassword(username, password, now)
  const person = await PersonModel.findById(personId).lean<Person>()
  if (!person || person.roles.length === 0) throw new AppError('WRONG_CREDENTIALS')
  return { person, tokens: await openSession(personId, now) }
}

/**
 * Makes the WeChat account of this phone a way in for a member of staff: its credential points to the staff person from
 * now on. What the account did as a resident stays with the resident's record.
 */
export async function bindStaff(residentId: Types.ObjectId, username: string, password: string, now: Date) {
  const personId = await checkPassword(username, password, now)
  const person = await PersonModel.findById(personId).lean<Person>()
  if (!person || person.roles.length === 0) throw new AppError('WRONG_CREDENTIALS')
  if (!residentId.equals(personId))
    await CredentialModel.updateMany({ personId: residentId, passwordHash: null }, { $set: { personId } })
  return { person, tokens: await openSession(personId, now) }
}

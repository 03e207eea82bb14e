import { hash } from '@node-rs/argon2'
import { setTimeout as wait } from 'node:timers/promises'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { networkOf } from '../http/network'
import { isDuplicate } from '../idempotency'
import { communityNear } from '../territory/areas'
import { personTokens } from './found-by'
import { AttemptsModel, CredentialModel, PersonModel, type Person } from './model'
import { DEMO_ELSEWHERE, type ResolveCode } from './resolve-code'
import { isPasswordOf } from './password-thread'
import { inTurn } from './password-turns'
import { checkSecondFactor } from './second-factor'
import { openSession, type SignsIn } from './sessions'

/** OWASP's minimum for argon2id (this library's default kind): 19 MiB, two passes. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Tries in one window, for one kind of attempt. */
export const TRIES = 8
const WINDOW_MS = 15 * 60_000
/** Tries in one window from one address, over all names: an office behind one address mistypes this often at most. */
const TRIES_AN_ADDRESS = 40
/**
 * Tries in one window for one name, over all addresses; from then on only addresses with an earlier successful sign-in
 * may try.
 */
const TRIES_A_NAME = 100
const KNOWN_DAYS = 90
const DAY_MS = 86_400_000

export const hashPassword = (password: string) => hash(password, ARGON)

/** Verified in place of the real hash when there is none, so that the time does not show which names exist. */
const decoy = hashPassword('nobody has this password')

/** Signs in by WeChat; a person seen for the first time is created. */
export async function signInByCode(
  resolve: ResolveCode,
  { code, consentVersion, isLocal, from }: { code: string; consentVersion?: string; isLocal: boolean; from?: SignsIn },
  now: Date,
) {
  const { credentialId, demoName } = await resolve(code, isLocal)
  const person = await personBehind(credentialId, demoName, now)
  if (consentVersion && person.consentVersion !== consentVersion)
    await PersonModel.updateOne({ _id: person._id }, { $set: { consentVersion } })
  const secondFactor = (await CredentialModel.exists({ _id: credentialId, secondFactor: true })) !== null
  return { person, tokens: await openSession(person._id, now, from, { credentialId, secondFactor }) }
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
        tokens: personTokens({ name, home: null }),
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

/** A try to sign in by password, and from where. */
export interface PasswordTry {
  from?: SignsIn
  username: string
  password: string
  /** The second step, where there is one. */
  code?: string | undefined
  /** The address of the caller, as http sees it. */
  ip: string
  /** Whether accounts of the demo, whose password is in the README, may sign in from there. */
  demoAllowed: boolean
}

/**
 * Checks a user name and password. The limits slow a guesser and not the owner of the name: 8 tries in 15 minutes for a
 * name from one address, 40 from one address over all names, and 100 for a name over all addresses, after which only
 * addresses from which somebody signed in successfully within 90 days may continue. Counted over all processes, and
 * before the password is checked, so that a hundred tries at once are not a hundred tries. One is checked at a time
 * (`password-turns.ts`). Throws TOO_MANY_REQUESTS or WRONG_CREDENTIALS.
 */
export function checkPassword({ username, password, ip }: PasswordTry, now: Date): Promise<Types.ObjectId> {
  const network = networkOf(ip)
  const isOwner = () => isKnown(knownFrom(username, network))
  return inTurn(isOwner, async () => {
    const pair = `password:${username}@${network}`
    const [here, address, name] = await Promise.all([
      countTry(pair, now),
      countTry(`password-from:${network}`, now),
      countTry(`password-for:${username}`, now),
    ])
    if (here > TRIES || address > TRIES_AN_ADDRESS || (name > TRIES_A_NAME && !(await isOwner())))
      throw new AppError('TOO_MANY_REQUESTS', '试错的次数太多了，过 15 分钟再试，或请社区管理员重设密码。', {
        retryAfterSeconds: WINDOW_MS / 1000,
      })
    const credential = await CredentialModel.findById(`password:${username}`).lean()
    const right = await isPasswordOf(credential?.passwordHash ?? (await decoy), password)
    if (!credential || !right) throw new AppError('WRONG_CREDENTIALS')
    await Promise.all([
      AttemptsModel.deleteOne({ _id: pair }),
      AttemptsModel.updateOne({ _id: `password-from:${network}` }, { $inc: { count: -1 } }),
      AttemptsModel.updateOne({ _id: `password-for:${username}` }, { $inc: { count: -1 } }),
      AttemptsModel.updateOne(
        { _id: knownFrom(username, network) },
        { $set: { count: 0, expiresAt: new Date(now.getTime() + KNOWN_DAYS * DAY_MS) } },
        { upsert: true },
      ),
    ])
    return credential.personId
  })
}

/** Questions of a storm are asked together: one for each of two hundred tries a second would hold up the pages. */
const TOGETHER_MS = 30
let together: { ids: Set<string>; found: Promise<Set<string>> } | null = null

/** Whether somebody signed in successfully as this name from this network. */
async function isKnown(id: string): Promise<boolean> {
  together ??= {
    ids: new Set(),
    found: wait(TOGETHER_MS).then(async () => {
      const ids = [...together!.ids]
      together = null
      const rows = await AttemptsModel.find({ _id: { $in: ids } }, { _id: 1 }).lean()
      return new Set(rows.map(({ _id }) => _id))
    }),
  }
  together.ids.add(id)
  return (await together.found).has(id)
}

const knownFrom = (username: string, network: string) => `password-known:${username}@${network}`

/** Counts one more try in the open window of 15 minutes, or opens one. Returns the number so far. */
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

/** The first step: the member of staff whose name and password these are. */
export async function staffOf(attempt: PasswordTry, now: Date): Promise<Person> {
  const person = await PersonModel.findById(await checkPassword(attempt, now)).lean<Person>()
  if (!person || person.roles.length === 0) throw new AppError('WRONG_CREDENTIALS')
  if (person.demo && !attempt.demoAllowed) throw new AppError('WRONG_CREDENTIALS', DEMO_ELSEWHERE)
  return person
}

/**
 * Tries of a second step in one window: from one address, and for one person over all. A million codes take years; a
 * phone is asked few times, so that nobody taps yes to be left alone. Only a right password counts here.
 */
const SECOND_STEPS = {
  code: { here: TRIES, all: 10, sentence: '动态码试错的次数太多了，过 15 分钟再试。' },
  phone: { here: 5, all: 10, sentence: '请手机确认的次数太多了，写动态码，或者过 15 分钟再试。' },
} as const
type SecondStep = keyof typeof SECOND_STEPS
const counterOf = (step: SecondStep, personId: Types.ObjectId, network?: string) =>
  network ? `${step}:${String(personId)}@${network}` : `${step}:${String(personId)}`

/** Those who guess are slowed; from an address with an earlier sign-in by both steps the owner still comes in. */
export async function countSecondStep(
  step: SecondStep,
  personId: Types.ObjectId,
  { username, ip }: Pick<PasswordTry, 'username' | 'ip'>,
  now: Date,
) {
  const network = networkOf(ip)
  const most = SECOND_STEPS[step]
  const [here, all] = await Promise.all([
    countTry(counterOf(step, personId, network), now),
    countTry(counterOf(step, personId), now),
  ])
  const isOwner = async () => (await AttemptsModel.exists({ _id: signedInFrom(username, network) })) !== null
  if (here > most.here || (all > most.all && !(await isOwner())))
    throw new AppError('TOO_MANY_REQUESTS', most.sentence, { retryAfterSeconds: WINDOW_MS / 1000 })
}

/** From this network the phone of this person is not asked again in this window; codes still count. */
export const stopAsking = (personId: Types.ObjectId, network: string, now: Date) =>
  AttemptsModel.updateOne(
    { _id: counterOf('phone', personId, network) },
    { $set: { count: SECOND_STEPS.phone.here, expiresAt: new Date(now.getTime() + WINDOW_MS) } },
    { upsert: true },
  )

/** Forgets the counted tries of a sign-in that succeeded by both steps, and keeps the address as one of its owner. */
export async function welcome(
  personId: Types.ObjectId,
  { username, network }: { username: string; network: string },
  now: Date,
) {
  const counted = (['code', 'phone'] as const).flatMap((step) => [
    counterOf(step, personId),
    counterOf(step, personId, network),
  ])
  await Promise.all([
    AttemptsModel.deleteMany({ _id: { $in: counted } }),
    AttemptsModel.updateOne(
      { _id: signedInFrom(username, network) },
      { $set: { count: 0, expiresAt: new Date(now.getTime() + KNOWN_DAYS * DAY_MS) } },
      { upsert: true },
    ),
    firstUse(username, now),
  ])
}
const signedInFrom = (username: string, network: string) => `code-known:${username}@${network}`

const firstUse = (username: string, now: Date) =>
  CredentialModel.updateOne({ _id: `password:${username}`, usedAt: null }, { $set: { usedAt: now } })

/** Both steps of a sign-in; the second one by a code. */
export async function checkBothSteps(attempt: PasswordTry, now: Date) {
  const person = await staffOf(attempt, now)
  const { username, ip, code } = attempt
  if (code) await countSecondStep('code', person._id, attempt, now)
  const checked = { person, ...(await checkSecondFactor(person, attempt, now)) }
  if (code) await welcome(person._id, { username, network: networkOf(ip) }, now)
  else await firstUse(username, now)
  return checked
}

export async function signInStaff(attempt: PasswordTry, now: Date) {
  const { person, secondFactor, ...more } = await checkBothSteps(attempt, now)
  return { person, ...more, tokens: await openSession(person._id, now, attempt.from, { secondFactor }) }
}

import { createHash, randomBytes, randomInt } from 'node:crypto'
import { Schema, Types, model } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { deviceOf } from '@yike/shared/people/devices'
import { PHONE_SIGN_IN_CHOICES, PHONE_SIGN_IN_SECONDS, type PhoneSignInState } from '@yike/shared/people/phone-sign-in'
import type { Call } from '../http/handle'
import { networkOf } from '../http/network'
import { CredentialModel, PersonModel, type Person } from './model'
import { confirmsSignIns } from './second-factor'
import { actorSelf, openSession, type SignsIn } from './sessions'
import { countSecondStep, staffOf, stopAsking, welcome, type PasswordTry } from './sign-in'

type Id = Types.ObjectId

/**
 * A sign-in at a console whose password was right, and which waits for the phone of the account as its second step.
 * Removed when its time is over, and once it signed somebody in.
 */
export interface PhoneSignIn {
  _id: Id
  /** Of the token that only the console has. */
  tokenDigest: string
  personId: Id
  username: string
  /** Of the password as it was: a sign-in that began before it was changed does not end after it. */
  passwordDigest: string
  state: PhoneSignInState
  number: number
  choices: number[]
  /** The network of the console, as `networkOf` says it. */
  network: string
  device: string
  askedAt: Date
  expiresAt: Date
}
const PhoneSignInSchema = new Schema<PhoneSignIn>(
  {
    tokenDigest: { type: String, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    username: { type: String, required: true },
    passwordDigest: { type: String, required: true },
    state: { type: String, required: true },
    number: { type: Number, required: true },
    choices: { type: [Number], required: true },
    network: { type: String, required: true },
    device: { type: String, default: '' },
    askedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PhoneSignInSchema.index({ tokenDigest: 1 }, { unique: true })
PhoneSignInSchema.index({ personId: 1, askedAt: -1 })
PhoneSignInSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const PhoneSignInModel = model<PhoneSignIn>('PhoneSignIn', PhoneSignInSchema, 'phone_sign_ins')

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url')
const alive = (now: Date) => ({ expiresAt: { $gt: now } })

/** Different numbers of two digits; the first one is the number at the console. */
function newNumbers(): number[] {
  const numbers = new Set<number>()
  while (numbers.size < PHONE_SIGN_IN_CHOICES) numbers.add(randomInt(10, 100))
  return [...numbers]
}

/**
 * After a right password: asks the phone. Throws SECOND_FACTOR_NEEDED where the account has no phone that can confirm,
 * and TOO_MANY_REQUESTS after five in 15 minutes from one address; codes count on.
 */
export async function askPhoneSignIn(attempt: PasswordTry & { from: SignsIn }, now: Date) {
  const { _id: personId } = await staffOf(attempt, now)
  if (!(await confirmsSignIns(personId)))
    throw new AppError('SECOND_FACTOR_NEEDED', '这个账号没有绑手机，写验证器里的 6 位动态码。', { phone: false })
  await countSecondStep('phone', personId, attempt, now)
  const { username, ip, from } = attempt
  const credential = await CredentialModel.findById(`password:${username}`).lean()
  const token = randomBytes(32).toString('base64url')
  const [number, ...others] = newNumbers()
  const asked: PhoneSignIn = {
    _id: new Types.ObjectId(),
    tokenDigest: digestOf(token),
    personId,
    username,
    passwordDigest: digestOf(credential?.passwordHash ?? ''),
    state: 'open',
    number: number!,
    // In the order of their size, the place of the right one says nothing.
    choices: [number!, ...others].sort((a, b) => a - b),
    network: networkOf(ip),
    device: deviceOf(from.agent),
    askedAt: now,
    expiresAt: new Date(now.getTime() + PHONE_SIGN_IN_SECONDS * 1000),
  }
  await PhoneSignInModel.create(asked)
  return { asked, token }
}

/**
 * The state of the sign-in of this token. The first call after the confirmation signs in: the write that spends it
 * decides. Expired where the account has ended or the password was changed meanwhile.
 */
export async function enterByPhone(token: string, from: SignsIn, now: Date) {
  const found = await PhoneSignInModel.findOne({ tokenDigest: digestOf(token), ...alive(now) }).lean<PhoneSignIn>()
  const expired = { state: 'expired', signedIn: null } as const
  if (!found) return expired
  const { _id, personId, username, network, state, passwordDigest } = found
  if (state !== 'confirmed') return { state, signedIn: null }
  if ((await PhoneSignInModel.deleteOne({ _id, state: 'confirmed' })).deletedCount === 0) return expired
  const [person, credential] = await Promise.all([
    PersonModel.findOne({ _id: personId, 'roles.0': { $exists: true } }).lean<Person>(),
    CredentialModel.findOne({ _id: `password:${username}`, personId }).lean(),
  ])
  if (!person || digestOf(credential?.passwordHash ?? '') !== passwordDigest) return expired
  await welcome(personId, { username, network }, now)
  return { state, signedIn: { person, tokens: await openSession(personId, now, from, { secondFactor: true }) } }
}

const MOST_SHOWN = 5
/** The sign-ins that wait for this person's phone, the newest first. */
export const waitingSignIns = (personId: Id, now: Date) =>
  PhoneSignInModel.find({ personId, state: 'open', ...alive(now) })
    .sort({ askedAt: -1 })
    .limit(MOST_SHOWN)
    .lean<PhoneSignIn[]>()

type AnsweringCall = Pick<Call, 'actor' | 'now' | 'record'>

/**
 * A console has no second step to give: whoever sits there may be the one who is asked about. Nor has a phone that a
 * password alone has bound.
 */
function onPhone({ actor }: AnsweringCall) {
  const session = actorSelf(actor)?.sessions.find(({ id }) => id === actor.sessionId)
  if (session?.client === 'console') throw new AppError('FORBIDDEN', '请在绑好的手机上确认，电脑上不能确认自己。')
  if (!session?.secondFactor)
    throw new AppError('FORBIDDEN', '这部手机只凭密码绑过：用动态码重新绑一次，才能确认登录。')
}

const own = ({ actor, now }: AnsweringCall, _id: string) => ({
  ...{ _id, personId: actor.personId, state: 'open' as const },
  ...alive(now),
})
const nothingWaits = () => new AppError('NOT_FOUND', '这次登录过了时间，或者已经答过了。')
const noteOf = ({ actor }: AnsweringCall) => ({ personId: String(actor.personId) })

/**
 * Confirms by the number at the console; a wrong one ends the sign-in, so that nobody finds the number by trying. The
 * writes decide. Throws NOT_FOUND where nothing waits.
 */
export async function chooseNumber(call: AnsweringCall, { id, number }: { id: string; number: number }) {
  onPhone(call)
  for (const [state, which] of [
    ['confirmed', number],
    ['missed', { $ne: number }],
  ] as const) {
    const { matchedCount } = await PhoneSignInModel.updateOne({ ...own(call, id), number: which }, { $set: { state } })
    if (matchedCount === 0) continue
    await call.record(`phone sign-in ${state}`, noteOf(call))
    return state
  }
  throw nothingWaits()
}

/** 「不是我」: ends the sign-in, and asks no more from that network for a while. */
export async function refuseSignIn(call: AnsweringCall, id: string) {
  onPhone(call)
  const refused = await PhoneSignInModel.findOneAndUpdate(own(call, id), {
    $set: { state: 'refused' },
  }).lean<PhoneSignIn>()
  if (!refused) throw nothingWaits()
  await stopAsking(refused.personId, refused.network, call.now)
  await call.record('phone sign-in refused', noteOf(call))
}

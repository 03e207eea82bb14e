import { randomInt } from 'node:crypto'
import { Schema, Types, model } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { deviceOf, type ClientCode } from '@yike/shared/people/devices'
import {
  BINDING_MINUTES,
  whereToConfirm,
  type BindingAnswer,
  type BindingState,
} from '@yike/shared/people/phone-binding'
import { addMinutes } from '@yike/shared/time/china'
import type { Call } from '../http/handle'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { CredentialModel, PersonModel, type Person } from './model'
import { openSession, type SignsIn } from './sessions'
import { checkBothSteps, countTry, TRIES, type PasswordTry } from './sign-in'

type Id = Types.ObjectId

/**
 * The wish of one phone to become a sign-in of a member of staff, whose password was right. The phone is a session: of
 * two phones of one WeChat account each asks for itself. Removed when its time is over, and once it is carried out.
 */
export interface PhoneBinding {
  _id: Id
  sessionId: string
  /** The person whom the phone signs in so far. */
  askerId: Id
  /** The member of staff. */
  personId: Id
  state: BindingState
  number: number
  /** Asked for with a second step. */
  secondFactor: boolean
  client: ClientCode
  device: string
  /** The person who confirmed or refused it; null while nobody has, and where the phone was bound before. */
  answeredBy: Id | null
  askedAt: Date
  expiresAt: Date
}
const id = Schema.Types.ObjectId
const PhoneBindingSchema = new Schema<PhoneBinding>(
  {
    sessionId: { type: String, required: true },
    askerId: { type: id, required: true },
    personId: { type: id, required: true },
    state: { type: String, required: true },
    number: { type: Number, required: true },
    secondFactor: { type: Boolean, default: false },
    client: { type: String, required: true },
    device: { type: String, default: '' },
    answeredBy: { type: id, default: null },
    askedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PhoneBindingSchema.index({ sessionId: 1 }, { unique: true })
PhoneBindingSchema.index({ personId: 1, askedAt: -1 })
PhoneBindingSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const PhoneBindingModel = model<PhoneBinding>('PhoneBinding', PhoneBindingSchema, 'phone_bindings')

type Phone = Pick<Actor, 'personId' | 'sessionId'>
const alive = (now: Date) => ({ expiresAt: { $gt: now } })
/** Two digits, so that nobody reads a leading nought. */
const newNumber = () => randomInt(10, 100)
const OVER = '这次申请过了 10 分钟，请在手机上再来一次。'

/**
 * Leaves the request after a right password and, where the account has one, a right second factor. The same phone that
 * asks again gets the request that lives; `isNew` tells whether this call left it. A phone that the account has already
 * needs nobody. Throws what a sign-in throws, and TOO_MANY_REQUESTS after eight in 15 minutes.
 */
export async function askPhoneBinding(
  phone: Phone,
  attempt: PasswordTry & { from: SignsIn },
  now: Date,
): Promise<{ binding: PhoneBinding; isNew: boolean }> {
  const { person, secondFactor } = await checkBothSteps(attempt, now)
  const mine = { sessionId: phone.sessionId, askerId: phone.personId, personId: person._id }
  const lives = { ...mine, state: { $ne: 'refused' as const }, ...alive(now) }
  if (secondFactor) await PhoneBindingModel.updateOne(lives, { $set: { secondFactor } })
  const known = await PhoneBindingModel.findOne(lives).lean<PhoneBinding>()
  if (known) return { binding: known, isNew: false }
  if ((await countTry(`phone-binding:${String(phone.personId)}`, now)) > TRIES)
    throw new AppError('TOO_MANY_REQUESTS', '申请的次数太多了，过 15 分钟再试。', { retryAfterSeconds: 900 })
  const { from } = attempt
  const made: PhoneBinding = {
    _id: new Types.ObjectId(),
    ...mine,
    state: phone.personId.equals(person._id) ? 'confirmed' : 'open',
    number: newNumber(),
    secondFactor,
    client: from.client,
    device: deviceOf(from.agent),
    answeredBy: null,
    askedAt: now,
    expiresAt: addMinutes(now, BINDING_MINUTES),
  }
  await PhoneBindingModel.deleteOne({
    sessionId: phone.sessionId,
    $or: [{ personId: { $ne: person._id } }, { state: 'refused' }, { expiresAt: { $lte: now } }],
  })
  try {
    await PhoneBindingModel.create(made)
    return { binding: made, isNew: true }
  } catch (cause) {
    // A second tap left one in between.
    if (!isDuplicate(cause)) throw cause
    const other = await PhoneBindingModel.findOne(lives).lean<PhoneBinding>()
    if (!other) throw new AppError('CONFLICT', '刚刚有另一次申请，请再试一次。')
    return { binding: other, isNew: false }
  }
}

/** The request of this phone; null where there is none, or none any more. */
export const phoneBindingOf = (phone: Phone, now: Date) =>
  PhoneBindingModel.findOne({
    sessionId: phone.sessionId,
    askerId: phone.personId,
    ...alive(now),
  }).lean<PhoneBinding>()

const MOST_SHOWN = 50
/** The phones that wait for these accounts, the newest first. */
export const waitingPhones = (people: readonly Id[], now: Date) =>
  PhoneBindingModel.find({ personId: { $in: people }, state: 'open', ...alive(now) })
    .sort({ askedAt: -1 })
    .limit(MOST_SHOWN)
    .lean<PhoneBinding[]>()

/** An answer to the request `id` for the account of `personId`. */
interface PhoneAnswer {
  id: string
  personId: Id
  answer: BindingAnswer
}

/**
 * Confirms or refuses, as the owner of the account or somebody who administers it; the write decides between two
 * answers. A confirmed phone has ten minutes more to come back. On record as a security event; the same answer again
 * changes nothing. Throws NOT_FOUND once its time is over, and CONFLICT after the other answer.
 */
export async function answerPhone(
  { actor, now, record }: Pick<Call, 'actor' | 'now' | 'record'>,
  { id: _id, personId, answer }: PhoneAnswer,
) {
  const { matchedCount } = await PhoneBindingModel.updateOne(
    { _id, personId, state: 'open', ...alive(now) },
    { $set: { state: answer, answeredBy: actor.personId, expiresAt: addMinutes(now, BINDING_MINUTES) } },
  )
  if (matchedCount > 0) return record(`phone ${answer}`, { by: String(actor.personId), personId: String(personId) })
  const there = await PhoneBindingModel.findOne({ _id, personId, ...alive(now) }).lean<PhoneBinding>()
  if (!there) throw new AppError('NOT_FOUND', OVER)
  if (there.state !== answer)
    throw new AppError('CONFLICT', there.state === 'confirmed' ? '这部手机刚刚已经确认了。' : '这部手机刚刚被拒绝了。')
}

/**
 * Makes the WeChat account of a confirmed phone a sign-in for the member of staff: its credential belongs to the staff
 * person from now on, and the phone is signed in. The account's past as a resident stays with the resident's record.
 * Each step can be repeated; the request goes last. Throws NOT_FOUND, PHONE_NOT_CONFIRMED, and FORBIDDEN for one that
 * was refused or whose account has ended meanwhile.
 */
export async function finishPhoneBinding(phone: Phone, from: SignsIn, now: Date) {
  const binding = await phoneBindingOf(phone, now)
  if (!binding) throw new AppError('NOT_FOUND', OVER)
  const { _id, askerId, personId, state, number, secondFactor } = binding
  if (state === 'open') throw notConfirmed(number)
  if (state === 'refused') throw new AppError('FORBIDDEN', '这部手机没有得到同意。是您自己在绑，就当面问问社区管理员。')
  const person = await PersonModel.findOne({ _id: personId, 'roles.0': { $exists: true } }).lean<Person>()
  if (!person) throw new AppError('FORBIDDEN', '这个工作账号停用了，请找社区管理员。')
  if (!askerId.equals(personId))
    await CredentialModel.updateMany({ personId: askerId, passwordHash: null }, { $set: { personId, secondFactor } })
  else if (secondFactor) await proveAgain(person, phone.sessionId)
  const tokens = await openSession(personId, now, from, { secondFactor })
  await PhoneBindingModel.deleteOne({ _id })
  return { person, tokens, askerId }
}

/** The WeChat account of a phone that was bound before, now by both steps. */
async function proveAgain({ _id, sessions }: Person, sessionId: string) {
  const credentialId = sessions.find(({ id }) => id === sessionId)?.credentialId
  if (credentialId)
    await CredentialModel.updateOne({ _id: credentialId, personId: _id }, { $set: { secondFactor: true } })
}

/** Refuses a phone that nobody has confirmed yet, with the way out. */
export const notConfirmed = (number: number) =>
  new AppError(
    'PHONE_NOT_CONFIRMED',
    `还差一步：${whereToConfirm(number)}${BINDING_MINUTES} 分钟内有效，确认以后在这里再点一次。`,
    { number },
  )

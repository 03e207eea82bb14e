import { createHash, randomInt } from 'node:crypto'
import { Schema, Types, model } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { addMinutes } from '@yike/shared/time/china'
import { networkOf } from '../http/network'
import { keyedDigest } from '../idempotency'
import { isMobile, type Sms } from '../messages/sms'
import { blindIndex } from '../sealing'
import { phoneIs, openedPhone } from '../sealed-values'
import { communityNear } from '../territory/areas'
import { personTokens } from './found-by'
import { CredentialModel, PersonModel, type Person } from './model'
import { haveAccounts } from './resolve-code'
import { sealFacts } from './sealed-facts'
import { openSession, type SignsIn } from './sessions'
import { countTry } from './sign-in'

/** Sends one SMS by the gateway of the office; null where it has none. */
export type SmsDoor = ((sms: Sms) => Promise<void>) | null

/** A code that was sent to a number, of which only digests are kept. Its id is a blind index of the number. */
interface SmsCode {
  _id: string
  digest: string
  tries: number
  expiresAt: Date
}
const SmsCodeSchema = new Schema<SmsCode>(
  {
    _id: { type: String, required: true },
    digest: { type: String, required: true },
    tries: { type: Number, default: 0 },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
SmsCodeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const SmsCodeModel = model<SmsCode>('SmsCode', SmsCodeSchema, 'sms_codes')

const LIFE_MINUTES = 10
const MOST_TRIES = 5
/** Messages in 15 minutes: to one number, for one network, and of the whole installation, because each costs money. */
const MOST = { number: 3, network: 20, all: 300 } as const

const indexOf = (phone: string) => blindIndex('sms code', phone)
const digestOf = (phone: string, code: string) =>
  keyedDigest(createHash('sha256').update(`${phone}:${code}`).digest('base64url'))

const tooMany = (sentence: string) => new AppError('TOO_MANY_REQUESTS', sentence, { retryAfterSeconds: 900 })

/**
 * Sends six digits to a mobile number; those before are not valid any more. The answer is the same whether somebody of
 * that number is known. Throws SMS_REFUSED where the gateway does not take it or there is none, TOO_MANY_REQUESTS.
 */
export async function sendSmsCode(door: SmsDoor, { phone, ip }: { phone: string; ip: string }, now: Date) {
  if (!door) throw new AppError('SMS_REFUSED', '这里没有接短信，请在微信里打开“一刻”登录。')
  if (!isMobile(phone))
    throw new AppError('INVALID_INPUT', undefined, { fields: { phone: ['要写能收短信的手机号，11 位数字'] } })
  const _id = indexOf(phone)
  // The network first: one that is over its limit uses up no number of anybody else.
  if ((await countTry(`sms-from:${networkOf(ip)}`, now)) > MOST.network)
    throw tooMany('这个网络发得太多了，过 15 分钟再试。')
  if ((await countTry(`sms-code:${_id}`, now)) > MOST.number)
    throw tooMany('这个号码刚刚发过几次了，过 15 分钟再试，或者打电话问社区。')
  if ((await countTry('sms-all', now)) > MOST.all) throw tooMany('这会儿发短信的人太多，过 15 分钟再试。')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await SmsCodeModel.updateOne(
    { _id },
    { $set: { digest: digestOf(phone, code), tries: 0, expiresAt: addMinutes(now, LIFE_MINUTES) } },
    { upsert: true },
  )
  const text = `【一刻】登录用的验证码是 ${code}，${LIFE_MINUTES} 分钟内有效。不是您自己在登录，就不要告诉别人。`
  // Refused, or cut off: somebody who waits for the digits reads the same, and asks again.
  await door({ id: String(new Types.ObjectId()), phone, text }).catch(() => {
    throw new AppError('SMS_REFUSED')
  })
}

/** Spends a code. Throws SMS_CODE_WRONG after ten minutes, after five wrong tries, and for one that was spent. */
async function spendCode(phone: string, code: string, now: Date) {
  const open = await SmsCodeModel.findOneAndUpdate(
    { _id: indexOf(phone), expiresAt: { $gt: now }, tries: { $lt: MOST_TRIES } },
    { $inc: { tries: 1 } },
    { returnDocument: 'after' },
  ).lean<SmsCode>()
  if (!open || open.digest !== digestOf(phone, code)) throw new AppError('SMS_CODE_WRONG')
  // Of two who send the right code at once, one is signed in.
  if ((await SmsCodeModel.deleteOne({ _id: open._id, digest: open.digest })).deletedCount === 0)
    throw new AppError('SMS_CODE_WRONG')
}

/** The residents whose verified number this is, and who sign in by themselves; staff sign in by name and password. */
async function accountsOf(phone: string): Promise<Person[]> {
  const found = await PersonModel.find({
    ...phoneIs('phone', phone),
    ...{ phoneVerifiedAt: { $ne: null }, roles: [], mergedInto: null, diedOn: null, erasedAt: null },
  })
    .limit(20)
    .lean<Person[]>()
  // A short number is also the end of longer ones.
  const people = found.filter((one) => openedPhone(one.phone) === phone)
  const accounts = await haveAccounts(people.map(({ _id }) => _id))
  return people.filter(({ _id }) => accounts.has(String(_id)))
}

/** A new resident, whose number is verified by the code. */
async function newResident(phone: string, now: Date): Promise<Person> {
  const [personId, community] = [new Types.ObjectId(), await communityNear(null)]
  const name = '居民'
  await CredentialModel.create({ _id: `sms:${String(personId)}`, personId, createdAt: now })
  const person = await PersonModel.create({
    ...{ _id: personId, name, ...sealFacts({ phone }), phoneVerifiedAt: now, createdAt: now },
    ...{ communityId: community._id, areas: community.areas, tokens: personTokens({ name, home: null }) },
  })
  return person.toObject<Person>()
}

/** A sign-in by the code that was sent to a number. */
export interface SmsSignIn {
  phone: string
  code: string
  consentVersion?: string | undefined
  from: SignsIn
}

/**
 * Signs a resident in by a code. The number leads to the account whose verified number it is; without one an account is
 * made. Throws SMS_CODE_WRONG, and CONFLICT where a number is verified for several accounts.
 */
export async function signInBySms({ phone, code, consentVersion, from }: SmsSignIn, now: Date) {
  await spendCode(phone, code, now)
  const known = await accountsOf(phone)
  if (known.length > 1)
    throw new AppError('CONFLICT', '这个号码登记了几位，分不清是哪一位。请在微信里登录，或者到窗口核对电话。')
  const person = known[0] ?? (await newResident(phone, now))
  if (consentVersion && person.consentVersion !== consentVersion)
    await PersonModel.updateOne({ _id: person._id }, { $set: { consentVersion } })
  return { person, tokens: await openSession(person._id, now, from) }
}

import { createHash, randomBytes } from 'node:crypto'
import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { dutyOf } from '@yike/shared/people/permissions'
import { isTotpCode, RECOVERY_CODES } from '@yike/shared/people/second-factor'
import { isDuplicate } from '../idempotency'
import { olderKeys, rewrap, seal, unseal } from '../sealing'
import { CredentialModel, PersonModel, SecondFactorModel, type Person, type SecondFactor } from './model'
import { hasBoundPhone } from './resolve-code'
import { base32, newSecret, otpauthAddress, stepOf, totpCode } from './totp'

type Id = Types.ObjectId
const ownerOf = (personId: Id) => `totp:${String(personId)}`
const secretOf = ({ _id, sealed }: SecondFactor) => unseal<{ secret: string }>(ownerOf(_id), sealed).secret
const digestOf = (code: string) => createHash('sha256').update(code).digest('base64url')

/**
 * Those who administer, decide on roles or audit; accounts of the demo sign in from this machine only. Such a role does
 * not count in a session without the second step (`sessions.ts`).
 */
export const needsSecondFactor = ({ roles, demo }: Pick<Person, 'roles' | 'demo'>) =>
  !demo && roles.some((held) => dutyOf(held) !== null)

/**
 * The second step of a sign-in, after a right password. Nothing happens for people without an authenticator who need
 * none; `secondFactor` tells whether there was a second step. With the first code of a new authenticator the recovery
 * codes are given, this once.
 */
export async function checkSecondFactor(
  person: Person,
  { username, code }: { username: string; code?: string | undefined },
  now: Date,
): Promise<{ secondFactor: boolean; recoveryCodes?: string[] }> {
  const factor = await SecondFactorModel.findById(person._id).lean<SecondFactor>()
  if (!factor?.confirmedAt && !needsSecondFactor(person)) return { secondFactor: false }
  if (!factor?.confirmedAt) return setUp(factor ?? (await begin(person._id, now)), { username, code }, now)
  if (!code) throw new AppError('SECOND_FACTOR_NEEDED', undefined, { phone: await hasBoundPhone(person._id) })
  const right = isTotpCode(code) ? await useCode(factor, code, now, {}) : await useRecoveryCode(person._id, code)
  if (!right) throw new AppError('SECOND_FACTOR_WRONG')
  return { secondFactor: true }
}

/** Whether the bound phone of this account can be the second step: it has an authenticator, and a phone. */
export const confirmsSignIns = async (personId: Id) =>
  (await SecondFactorModel.exists({ _id: personId, confirmedAt: { $ne: null } })) !== null &&
  (await hasBoundPhone(personId))

/** A new authenticator, not yet confirmed; of two that begin at once one stays. */
async function begin(_id: Id, now: Date): Promise<SecondFactor> {
  const made = { sealed: seal(ownerOf(_id), { secret: newSecret() }), createdAt: now }
  try {
    await SecondFactorModel.updateOne({ _id }, { $setOnInsert: made }, { upsert: true, setDefaultsOnInsert: true })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  return (await SecondFactorModel.findById(_id).lean<SecondFactor>())!
}

async function setUp(
  factor: SecondFactor,
  { username, code }: { username: string; code?: string | undefined },
  now: Date,
) {
  if (!code) {
    const secret = secretOf(factor)
    throw new AppError('SECOND_FACTOR_SETUP', undefined, {
      secret: base32(Buffer.from(secret, 'hex')).toUpperCase(),
      otpauth: otpauthAddress(secret, username),
    })
  }
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(10)).match(/.{4}/g)!.join('-'))
  const confirmed = { confirmedAt: now, recovery: recoveryCodes.map(digestOf) }
  if (!isTotpCode(code) || !(await useCode(factor, code, now, confirmed))) throw new AppError('SECOND_FACTOR_WRONG')
  return { secondFactor: true, recoveryCodes }
}

/** Codes of the step before and after count too: clocks differ. */
const DRIFT = [0, -1, 1]

/** Spends a code: no code counts twice, nor one older than the last. The write decides, of two with the same one comes in. */
async function useCode(factor: SecondFactor, code: string, now: Date, set: Partial<SecondFactor>) {
  const secret = secretOf(factor)
  const step = DRIFT.map((by) => stepOf(now) + by).find((one) => totpCode(secret, one) === code)
  if (step === undefined) return false
  const { matchedCount } = await SecondFactorModel.updateOne(
    { _id: factor._id, lastStep: { $lt: step }, confirmedAt: factor.confirmedAt },
    { $set: { ...set, lastStep: step } },
  )
  return matchedCount > 0
}

async function useRecoveryCode(_id: Id, code: string) {
  const digest = digestOf(code)
  const { matchedCount } = await SecondFactorModel.updateOne({ _id, recovery: digest }, { $pull: { recovery: digest } })
  return matchedCount > 0
}

/**
 * For somebody whose phone and codes are lost: every session ends, a bound phone confirms nothing until it is bound anew,
 * and the next sign-in sets up a new authenticator.
 */
export async function forgetSecondFactor(personId: Id) {
  await CredentialModel.updateMany({ personId }, { $unset: { secondFactor: 1 } })
  await PersonModel.updateOne({ _id: personId }, { $set: { sessions: [] } })
  await SecondFactorModel.deleteOne({ _id: personId })
}

/** A job: secrets sealed by an older secret of the installation. Returns how many. */
export async function rewrapSecondFactors(): Promise<number> {
  let done = 0
  for (const factor of await SecondFactorModel.find({ 'sealed.key': { $in: olderKeys() } })
    .limit(200)
    .lean<SecondFactor[]>()) {
    const sealed = rewrap(ownerOf(factor._id), factor.sealed)
    const filter = { _id: factor._id, 'sealed.wrapped': factor.sealed.wrapped }
    done += (await SecondFactorModel.updateOne(filter, { $set: { sealed } })).modifiedCount
  }
  return done
}

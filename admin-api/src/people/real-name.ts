import { AppError } from '@yike/shared/errors'
import {
  bestProof,
  isInRegister,
  isSameIdentity,
  REAL_NAME_DOCUMENTS,
  type ProvenLevel,
} from '@yike/shared/people/real-name'
import type { ConfirmRealName } from '@yike/shared/people/real-name-schemas'
import type { ChangeMe } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { authorize, type Actor } from '../http/policy'
import { noteConsent } from '../privacy/consents'
import { recordAccess } from './access-log'
import { PersonModel, type Person, type RealNameProof } from './model'
import { personPolicy } from './policy'
import { idEndOf, phoneOf } from './sealed-facts'
import { countTry } from './sign-in'

/** The question to an outside service: whether the name, the number and the phone belong to one person. */
export interface RealNameQuestion {
  id: string
  name: string
  idNumber: string
  phone: string
}
/** Asks the outside service; null where the office has none. */
export type RealNameDoor = ((question: RealNameQuestion) => Promise<boolean>) | null

export const isRealNameKnown = ({ realName }: Pick<Person, 'realName'>) => bestProof(realName) !== null

const TIMEOUT_MS = 8000

/**
 * The office's own gateway to a service that knows numbers, names and phones: it answers `{"match": true}` or
 * `{"match": false}`. Throws for any other answer.
 */
export const askRealName =
  (url: string): NonNullable<RealNameDoor> =>
  async (question) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = response.ok ? ((await response.json()) as { match?: unknown }) : null
    if (typeof answer?.match !== 'boolean') throw new Error(`Real name gateway: ${response.status}`)
    return answer.match
  }

/** Adds a proof to a record, once for each level, where the name still is the one that was looked at. */
const addProof = (person: Pick<Person, '_id' | 'name'>, proof: RealNameProof) =>
  PersonModel.updateOne(
    { _id: person._id, name: person.name, mergedInto: null, diedOn: null, 'realName.level': { $ne: proof.level } },
    { $push: { realName: proof } },
  )
const removeProof = (_id: Types.ObjectId, proof: Partial<RealNameProof> & { level: ProvenLevel }) =>
  PersonModel.updateOne({ _id }, { $pull: { realName: proof } })

/**
 * A member of staff has looked at a document of the person. Its number is compared with what is on record and not kept.
 * Throws INVALID_INPUT where it is another one, CONFLICT where somebody changed the name meanwhile.
 */
export async function confirmRealName(
  actor: Actor,
  person: Person,
  { document, idNumber }: Omit<z.output<typeof ConfirmRealName>, 'personId'>,
  now: Date,
): Promise<void> {
  authorize(personPolicy.bind(actor, person))
  if (person.diedOn) throw new AppError('NOT_ELIGIBLE', `${person.name}的登记停用了，不用再核对。`)
  const onRecord = { name: person.name, birthYear: person.birthYear, idLast4: idEndOf(person) }
  const seen = { birthYear: idNumber?.birthYear, idLast4: idNumber?.idLast4 }
  if (!isSameIdentity(onRecord, seen))
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { idNumber: ['和登记的出生年份或身份证后四位不一样：看看是不是同一位，登记错了就先改登记'] },
    })
  const words = `看了${REAL_NAME_DOCUMENTS[document]}，核对了实名`
  await recordAccess(actor, [person._id], { what: 'edit', reason: 'real_name', words }, now)
  const added = await addProof(person, { level: 'counter', at: now, byId: actor.personId, document })
  if (added.modifiedCount > 0) return
  const standing = await PersonModel.findOne(
    { _id: person._id, name: person.name, 'realName.level': 'counter' },
    { _id: 1 },
  ).lean()
  if (!standing) throw new AppError('CONFLICT')
}

/** Takes back what staff confirmed; repeating it changes nothing. */
export async function undoRealName(actor: Actor, person: Person, now: Date): Promise<void> {
  authorize(personPolicy.bind(actor, person))
  const words = '撤回了窗口的实名核对'
  await recordAccess(actor, [person._id], { what: 'edit', reason: 'real_name_undone', words }, now)
  await removeProof(person._id, { level: 'counter' })
}

const TRIES = 5

/** The reason why somebody cannot prove their name by themself, in a sentence; null where they can. */
export function whyNotProve(door: RealNameDoor, person: Person): string | null {
  if (!door) return '这里没有接核验，带身份证到社区窗口看一眼就行。'
  if (!person.phone || !person.phoneVerifiedAt)
    return '先在“我的资料”里核对手机号，再来核验；也可以带身份证到社区窗口。'
  return null
}

/**
 * A resident proves their name by their number, which an outside service compares with the name and the verified phone:
 * somebody who knows another's number has not their phone. Throws REAL_NAME_REFUSED, TOO_MANY_REQUESTS.
 */
export async function proveRealName(door: RealNameDoor, person: Person, idNumber: string, now: Date): Promise<void> {
  const why = whyNotProve(door, person)
  if (why) throw new AppError('REAL_NAME_REFUSED', why)
  if ((await countTry(`real-name:${String(person._id)}`, now)) > TRIES)
    throw new AppError('TOO_MANY_REQUESTS', '试得太多了，过 15 分钟再试，或者带身份证到社区窗口。', {
      retryAfterSeconds: 900,
    })
  await noteConsent(person._id, 'real_name', now)
  const number = idNumber.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  const question = { id: String(new Types.ObjectId()), name: person.name, idNumber: number, phone: phoneOf(person)! }
  const isMatch = await door!(question).catch(() => {
    throw new AppError('REAL_NAME_REFUSED', '核验那边没有回应，过一会儿再试，或者带身份证到社区窗口。')
  })
  if (!isMatch) throw new AppError('REAL_NAME_REFUSED')
  await addProof(person, { level: 'service', at: now, byId: person._id })
}

/** Takes away what the outside service said. */
export const forgetService = (_id: Types.ObjectId) => removeProof(_id, { level: 'service' })

/**
 * The fields that a change by the person themself writes as well: another name, year or number is another identity, which nobody has
 * confirmed.
 */
export function realNameAfter(person: Person, change: z.output<typeof ChangeMe>): { realName?: [] } {
  const was = { name: person.name, birthYear: person.birthYear, idLast4: idEndOf(person) }
  return isSameIdentity(was, change) ? {} : { realName: [] }
}

/** The proof that a list of residents gives, where it says enough of somebody. */
export const registerProof = (
  resident: Parameters<typeof isInRegister>[0],
  { at, byId }: { at: Date; byId: Types.ObjectId },
): RealNameProof | null => (isInRegister(resident) ? { level: 'register', at, byId } : null)

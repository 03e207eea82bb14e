import { createHash, randomInt } from 'node:crypto'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { CODE_MINUTES, OPEN_REQUESTS, REQUEST_DAYS } from '@yike/shared/people/family'
import { plainName, sameName } from '@yike/shared/people/names'
import { RELATIONS } from '@yike/shared/people/relations'
import type { AskFamily } from '@yike/shared/people/schemas'
import { addMinutes } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { entryOf } from '../messages/notify'
import { expireRequests } from './answer-family'
import { pairOf, bindingNotification } from './bind'
import { BindingModel, FamilyCodeModel, type Binding, type FamilyCode } from './binding-model'
import { personById } from './me'
import { openedPhone, phoneIs } from '../sealed-values'
import { blindIndex } from '../sealing'
import { PersonModel, type Person } from './model'
import { haveAccounts } from './resolve-code'
import { countTry, TRIES } from './sign-in'
import { sealedLast4, sealLast4 } from './sealed-facts'

const CODE_TRIES = 50
const DAY_MINUTES = 1440

/** Makes six digits that identify the actor for ten minutes. One code at a time: earlier ones become invalid. */
export async function showCode(actor: Actor, now: Date): Promise<FamilyCode> {
  await FamilyCodeModel.deleteMany({ personId: actor.personId })
  const expiresAt = addMinutes(now, CODE_MINUTES)
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    try {
      await FamilyCodeModel.updateOne(
        { _id: code, expiresAt: { $lte: now } },
        { $set: { personId: actor.personId, expiresAt } },
        { upsert: true },
      )
      return { _id: code, personId: actor.personId, expiresAt }
    } catch (cause) {
      // Somebody else shows these digits right now.
      if (!isDuplicate(cause)) throw cause
    }
  }
  throw new AppError('CONFLICT', '这会儿用的人太多，过一分钟再点。')
}

interface Asked {
  person: Person | null
  name: string
  last4: string | null
  /** The typed name, shown for the other side where nobody of that name and number is registered. */
  typed: string
}

async function byCode(code: string, now: Date): Promise<Asked> {
  const shown = await FamilyCodeModel.findOne({ _id: code, expiresAt: { $gt: now } }).lean<FamilyCode>()
  const person = shown && (await PersonModel.findById(shown.personId).lean<Person>())
  if (!person)
    throw new AppError('FAMILY_CODE_WRONG', undefined, {
      fields: { code: ['不对，或者过了 10 分钟，请对方再点开一次'] },
    })
  return { person, name: person.name, last4: null, typed: '' }
}

/** Name and number both have to be right, the number has to be verified, and only somebody who can answer is found. */
async function byPhone(name: string, phone: string): Promise<Asked> {
  const known = await PersonModel.find({ ...phoneIs('phone', phone), phoneVerifiedAt: { $ne: null }, mergedInto: null })
    .sort({ _id: 1 })
    .limit(20)
    .lean<Person[]>()
  // 「1234」 is a short number, and the end of longer ones: only the whole number counts.
  const people = known.filter((person) => openedPhone(person.phone) === phone && sameName(person.name, name))
  const accounts = await haveAccounts(people.map(({ _id }) => _id))
  const person = people.find(({ _id }) => accounts.has(String(_id))) ?? null
  const typed = createHash('sha256')
    .update(`${phone}:${plainName(name)}`)
    .digest('hex')
    .slice(0, 24)
  return { person, name, last4: phone.slice(-4), typed: blindIndex('asked', typed) }
}

/**
 * Asks to act for somebody. At most five open at once, eight tries in 15 minutes, and not again within seven days of a
 * no. By phone nothing in the answer shows whether anybody is registered: a request that nobody can see waits like any
 * other.
 */
export async function askFamily(
  actor: Actor,
  key: string,
  input: z.output<typeof AskFamily>,
  now: Date,
): Promise<Binding> {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Binding>(BindingModel, idem)
  if (before) return before
  if ((await countTry(`family:${String(actor.personId)}`, now)) > TRIES)
    throw new AppError('TOO_MANY_REQUESTS', '问得太多了，过 15 分钟再试，或者带上证件请社区核对。')
  const me = await personById(actor.personId)
  const asked = input.code === undefined ? await byPhone(input.name!, input.phone!) : await byCode(input.code, now)
  const { person, name, last4, typed } = asked
  if (person?._id.equals(me._id)) throw new AppError('INVALID_INPUT', '这是您自己，自己的事直接办就行。')
  const pair = pairOf(me._id, person?._id ?? typed)
  await expireRequests(now, me._id)
  if (await BindingModel.exists({ pair, state: 'declined', expiresAt: { $gt: now } }))
    throw new AppError('FAMILY_ASKED', '对方上次没有同意，过几天再问，或者一起带上证件请社区核对。')
  const _id = new Types.ObjectId()
  const request = {
    _id,
    askerId: me._id,
    askerName: me.name,
    askerPhoneLast4: sealedLast4(me.phone),
    personId: person?._id ?? null,
    personName: name,
    personPhoneLast4: last4 ? sealLast4(last4) : null,
    relation: input.relation,
    state: 'open' as const,
    pair,
    live: true,
    expiresAt: addMinutes(now, REQUEST_DAYS * DAY_MINUTES),
    outbox: person ? [entryOf(bindingNotification({ _id }, wordsTo(person, me, input.relation)), now)] : [],
    idem,
    createdAt: now,
  }
  for (let slot = 0; slot < OPEN_REQUESTS; slot++)
    try {
      return (await BindingModel.create({ ...request, slot })).toObject<Binding>()
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      // Whichever index spoke first: the same tap sent again is not a second request.
      const same = await replayed<Binding>(BindingModel, idem)
      if (same) return same
      if (isDuplicate(cause, 'pair')) throw await alreadyAsked(pair)
    }
  throw new AppError('FAMILY_REQUESTS_OPEN', `已经有 ${OPEN_REQUESTS} 位没答复，等一等，或者撤回一个再问。`)
}

async function alreadyAsked(pair: string) {
  const acts = await BindingModel.exists({ pair, state: 'confirmed' })
  return acts ? new AppError('FAMILY_ASKED', '您已经能替他办事了，不用再问。') : new AppError('FAMILY_ASKED')
}

const wordsTo = (person: Person, me: Person, relation: Binding['relation']) => ({
  kind: 'family_asked' as const,
  recipients: [person._id],
  title: `${me.name}想替您办事`,
  body: `说您是他的${RELATIONS[relation]}。同意了，他就能替您预约；您随时能停。${REQUEST_DAYS} 天内在“家人”里回答。`,
})

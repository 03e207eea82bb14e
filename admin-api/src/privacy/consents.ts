import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { PURPOSE_CODES, PURPOSES, type PurposeCode } from '@yike/shared/privacy/purposes'
import type { PurposeView } from '@yike/shared/privacy/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { PurposeConsentModel, type PurposeConsent } from './consent-model'
import { allPurposes, type PurposeHandler } from './registry'

type Id = Types.ObjectId

const idOf = (personId: Id, purpose: PurposeCode) => `${String(personId)}:${purpose}`

/** Those of these people who have withdrawn their consent to a purpose that came with the agreement, by id. */
export async function withdrawnFrom(purpose: PurposeCode, people: readonly Id[]): Promise<Set<string>> {
  const withdrawn = await PurposeConsentModel.find(
    { _id: { $in: people.map((id) => idOf(id, purpose)) }, withdrawnAt: { $ne: null } },
    { personId: 1 },
  ).lean<Pick<PurposeConsent, 'personId'>[]>()
  return new Set(withdrawn.map(({ personId }) => String(personId)))
}

/** Puts a yes on record: by a tap, or because somebody wrote down the data that the purpose needs. */
export async function noteConsent(personId: Id, purpose: PurposeCode, now: Date): Promise<void> {
  const _id = idOf(personId, purpose)
  const before = await PurposeConsentModel.findById(_id).lean<PurposeConsent>()
  const { version } = PURPOSES[purpose]
  if (before?.version === version && !before.withdrawnAt) return
  const past = before?.at ? [{ version: before.version!, at: before.at, withdrawnAt: before.withdrawnAt }] : []
  await PurposeConsentModel.updateOne(
    { _id },
    { $set: { personId, purpose, version, at: now, withdrawnAt: null }, $push: { past: { $each: past } } },
    { upsert: true, setDefaultsOnInsert: false },
  )
}

async function stateOf({ isGiven }: PurposeHandler, personId: Id, kept: PurposeConsent | undefined) {
  if (isGiven) return (await isGiven(personId)) ? 'given' : kept?.withdrawnAt ? 'withdrawn' : 'not_given'
  return kept?.withdrawnAt ? 'withdrawn' : 'given'
}

/** Every purpose with somebody's answer. */
export async function listPurposes(personId: Id): Promise<PurposeView[]> {
  const kept = await PurposeConsentModel.find({ personId }).lean<PurposeConsent[]>()
  return Promise.all(
    PURPOSE_CODES.map(async (code) => {
      const handler = handlerOf(code)
      const consent = kept.find(({ purpose }) => purpose === code)
      const state = await stateOf(handler, personId, consent)
      const { label, what, stops } = PURPOSES[code]
      const at = state === 'withdrawn' ? consent?.withdrawnAt : state === 'given' ? consent?.at : null
      return {
        ...{ purpose: { code, label }, what, stops, state },
        version: state === 'given' ? (consent?.version ?? null) : null,
        at: at ? toApiTime(at) : null,
        can: { give: state === 'withdrawn' && !handler.isGiven, withdraw: state === 'given' },
      }
    }),
  )
}

const handlerOf = (code: PurposeCode) => {
  const handler = allPurposes().find((one) => one.code === code)
  if (!handler) throw new Error(`No domain declares the purpose "${code}".`)
  return handler
}

/** Agrees to a purpose. One that needs data is agreed to by writing it down. */
export async function givePurpose(
  personId: Id,
  { purpose, version }: { purpose: PurposeCode; version: string },
  now: Date,
) {
  if (version !== PURPOSES[purpose].version) throw new AppError('CONFLICT', '说明刚刚改过，请重新看一遍再同意。')
  if (handlerOf(purpose).isGiven)
    throw new AppError('CONFLICT', `要用的时候，把${PURPOSES[purpose].label}写上，就是同意了。`)
  await noteConsent(personId, purpose, now)
}

/**
 * Ends what the purpose allowed, and puts it on record. A crash in between leaves the purpose ended and shown as it is;
 * a second tap finishes.
 */
export async function withdrawPurpose(personId: Id, purpose: PurposeCode, now: Date): Promise<void> {
  await handlerOf(purpose).withdraw?.(personId, now)
  await PurposeConsentModel.updateOne(
    { _id: idOf(personId, purpose) },
    { $set: { personId, purpose, withdrawnAt: now }, $setOnInsert: { version: null, at: null, past: [] } },
    { upsert: true, setDefaultsOnInsert: false },
  )
}

import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { PURPOSE_CODES, PURPOSES, type PurposeCode } from '@yike/shared/privacy/purposes'
import type { PurposeView } from '@yike/shared/privacy/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { isDuplicate } from '../idempotency'
import { PurposeConsentModel, type PurposeConsent } from './consent-model'
import { allPurposes, type PurposeHandler } from './registry'

type Id = Types.ObjectId

const idOf = (personId: Id, purpose: PurposeCode) => `${String(personId)}:${purpose}`

/** Those of these people who have withdrawn their consent to a purpose that came with the agreement, by id. */
export async function withdrawnFrom(purpose: PurposeCode, people: readonly Id[]): Promise<Set<string>> {
  const withdrawn = await PurposeConsentModel.find(
    { personId: { $in: people }, purpose, withdrawnAt: { $ne: null } },
    { personId: 1 },
  ).lean<Pick<PurposeConsent, 'personId'>[]>()
  return new Set(withdrawn.map(({ personId }) => String(personId)))
}

/** Puts a yes on record: by a tap, or because somebody wrote down the data that the purpose needs. */
export async function noteConsent(personId: Id, purpose: PurposeCode, now: Date): Promise<void> {
  const before = await PurposeConsentModel.findOne({ personId, purpose }).lean<PurposeConsent>()
  const { version } = PURPOSES[purpose]
  if (before?.version === version && !before.withdrawnAt) return
  const given = { version, at: now, withdrawnAt: null }
  if (!before) {
    await orWrittenAlready(
      PurposeConsentModel.create({ ...given, _id: idOf(personId, purpose), personId, purpose, past: [] }),
    )
    return
  }
  const { _id, at, withdrawnAt } = before
  // Of two taps the second one no longer finds the answer that it read.
  await PurposeConsentModel.updateOne(
    { _id, at, withdrawnAt },
    { $set: given, ...(at ? { $push: { past: { version: before.version, at, withdrawnAt } } } : {}) },
  )
}

/** Two calls at once: the answer of the first counts. */
async function orWrittenAlready(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
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
  await orWrittenAlready(
    PurposeConsentModel.updateOne(
      { personId, purpose, withdrawnAt: null },
      {
        $set: { withdrawnAt: now },
        $setOnInsert: { _id: idOf(personId, purpose), version: null, at: null, past: [] },
      },
      { upsert: true, setDefaultsOnInsert: false },
    ).exec(),
  )
}

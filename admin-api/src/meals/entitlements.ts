import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { Entitlement } from '@yike/shared/meals/kinds'
import type { ConfirmEntitlement } from '@yike/shared/meals/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { recordSensitiveReads } from '../care/reads'
import { orNotFound, type Actor } from '../http/policy'
import { peopleByIds, personById } from '../people/me'
import { EntitlementModel, type EntitlementRecord } from './model'
import { mealPolicy } from './policy'
import { homeOf } from '../people/sealed-facts'

const idOf = (personId: string, kind: Entitlement) => `${personId}:${kind}`

/** The entitlements of somebody on a day. */
export const heldBy = async (personId: Types.ObjectId, day: string): Promise<Entitlement[]> =>
  (await EntitlementModel.find({ personId, until: { $gte: day } }, { kind: 1 }).lean<EntitlementRecord[]>()).map(
    ({ kind }) => kind,
  )

/** Writes down the evidence; a second confirmation for the same person and kind replaces the first. */
export async function confirmEntitlement(
  actor: Actor,
  { personId, kind, evidence, until }: z.output<typeof ConfirmEntitlement>,
  now: Date,
) {
  const person = await personById(personId)
  // Staff do not learn who lives elsewhere.
  orNotFound(mealPolicy.entitle(actor, person) || null)
  if (until < dayOf(now)) throw new AppError('INVALID_INPUT', undefined, { fields: { until: ['到期的日子已经过了'] } })
  const record = await EntitlementModel.findOneAndUpdate(
    { _id: idOf(personId, kind) },
    {
      $set: {
        personId: person._id,
        areas: person.areas,
        position: homeOf(person)?.position ?? null,
        kind,
        evidence,
        until,
        confirmedByName: actor.name,
        confirmedAt: now,
      },
    },
    { upsert: true, returnDocument: 'after' },
  ).lean<EntitlementRecord>()
  return { record: record!, name: person.name }
}

export async function endEntitlement(actor: Actor, personId: string, kind: Entitlement) {
  const ended = await EntitlementModel.deleteOne({ _id: idOf(personId, kind), ...mealPolicy.entitlements(actor) })
  orNotFound(ended.deletedCount > 0 || null)
}

const SHOWN = 500

/** The entitlements that the actor's offices confirmed, the newest first; at most 500. The reading is on record. */
export async function listEntitlements(actor: Actor, now: Date) {
  const records = await EntitlementModel.find(mealPolicy.entitlements(actor))
    .sort({ confirmedAt: -1 })
    .limit(SHOWN)
    .lean<EntitlementRecord[]>()
  await recordSensitiveReads(
    actor,
    records.map(({ personId }) => personId),
    'entitlement',
    now,
  )
  const people = await peopleByIds(records.map(({ personId }) => personId))
  return records.map((record) => ({
    record,
    name: people.find(({ _id }) => _id.equals(record.personId))?.name ?? '已注销',
  }))
}

import type { Types } from 'mongoose'
import type { KeepConsents } from '@yike/shared/messages/schemas'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { ConsentModel, type Consent } from './model'
import type { Templates } from './template'

type Id = Types.ObjectId

/** More consents than anybody gives before a message comes; a client's claim beyond it is not counted. */
const MOST = 99
const KEYS_KEPT = 20
const TAKEN_KEPT = 200

const idOf = (personId: Id, templateId: string) => `${String(personId)}:${templateId}`
const YES = new Set(['accept', 'acceptWithAudio'])

/** Each template of the office once, with the kinds of message that leave by it and the actor's consents. */
export async function consentsOf({ personId }: Actor, templates: Templates) {
  const kept = await ConsentModel.find({ personId }).lean<Consent[]>()
  const kindsOf = new Map<string, string[]>()
  for (const [kind, { id }] of Object.entries(templates)) kindsOf.set(id, [...(kindsOf.get(id) ?? []), kind])
  return [...kindsOf].map(([templateId, kinds]) => {
    const consent = kept.find((one) => one.templateId === templateId)
    return { templateId, kinds, left: consent?.left ?? 0, lasting: consent?.lasting ?? false }
  })
}

/**
 * Counts WeChat's answer after asking for consent. The key of the tap is in the same write, so that an answer sent
 * again counts once. A template that the office does not have (any more) is skipped.
 */
export async function keepConsents(
  { personId }: Actor,
  key: string,
  { outcomes }: z.output<typeof KeepConsents>,
  templates: Templates,
) {
  for (const { templateId, outcome } of outcomes) {
    const template = Object.values(templates).find(({ id }) => id === templateId)
    const _id = idOf(personId, templateId)
    if (template?.lasting && !YES.has(outcome)) await ConsentModel.updateOne({ _id }, { $set: { lasting: false } })
    if (!template || !YES.has(outcome)) continue
    try {
      await ConsentModel.updateOne(
        { _id, keys: { $ne: key }, left: { $lt: MOST } },
        {
          $push: { keys: { $each: [key], $slice: -KEYS_KEPT } },
          $setOnInsert: { personId, templateId, taken: [] },
          ...(template.lasting
            ? { $set: { lasting: true }, $inc: { left: 0 } }
            : { $inc: { left: 1 }, $set: { lasting: false } }),
        },
        { upsert: true, setDefaultsOnInsert: false },
      )
    } catch (cause) {
      // The record exists already, and has counted this answer or is full.
      if (!isDuplicate(cause)) throw cause
    }
  }
}

/** The people among these who agreed to at least one more message by this template, by id. */
export async function havingConsent(people: readonly Id[], templateId: string): Promise<Set<string>> {
  const rows = await ConsentModel.find(
    { personId: { $in: people }, templateId, $or: [{ lasting: true }, { left: { $gt: 0 } }] },
    { personId: 1 },
  ).lean<Pick<Consent, 'personId'>[]>()
  return new Set(rows.map(({ personId }) => String(personId)))
}

/**
 * Takes one consent for a delivery that is about to be queued; false when none is left. Taken again for the same
 * delivery it is taken once. A lasting consent is not used up.
 */
export async function takeConsent(personId: Id, templateId: string, deliveryId: string): Promise<boolean> {
  const _id = idOf(personId, templateId)
  if (await holdsConsent(personId, templateId, deliveryId)) return true
  const taken = await ConsentModel.updateOne(
    { _id, left: { $gt: 0 }, taken: { $ne: deliveryId } },
    { $inc: { left: -1 }, $push: { taken: { $each: [deliveryId], $slice: -TAKEN_KEPT } } },
  )
  return taken.matchedCount > 0 || holdsConsent(personId, templateId, deliveryId)
}

/** Whether a delivery still has its consent when it leaves: WeChat may have answered meanwhile that there are none. */
export const holdsConsent = async (personId: Id, templateId: string, deliveryId: string): Promise<boolean> =>
  (await ConsentModel.exists({
    _id: idOf(personId, templateId),
    $or: [{ lasting: true }, { taken: deliveryId }],
  })) !== null

/** WeChat certainly did not send it, and not for lack of consent: the consent may be used for another message. Once. */
export const giveConsentBack = (personId: Id, templateId: string, deliveryId: string) =>
  ConsentModel.updateOne(
    { _id: idOf(personId, templateId), taken: deliveryId },
    { $inc: { left: 1 }, $pull: { taken: deliveryId } },
  )

/** WeChat has sent it, or may have: the consent is used up. */
export const spendConsent = (personId: Id, templateId: string, deliveryId: string) =>
  ConsentModel.updateOne({ _id: idOf(personId, templateId), taken: deliveryId }, { $pull: { taken: deliveryId } })

/** WeChat knows better: this person agrees to no more of these, and queued messages do not leave either. */
export const dropConsent = (personId: Id, templateId: string) =>
  ConsentModel.updateOne({ _id: idOf(personId, templateId) }, { $set: { left: 0, lasting: false, taken: [] } })

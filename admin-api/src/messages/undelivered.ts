import type { ListUndelivered } from '@yike/shared/messages/schemas'
import type { z } from '@yike/shared/zod'
import { INSTANT, pagedList, WORDS } from '../http/cursor'
import { orNotFound, type Actor } from '../http/policy'
import { peopleByIds } from '../people/me'
import { DeliveryModel, type Delivery } from './model'
import { deliveryPolicy } from './policy'

const SCANNED = 200
const SCANS = 5
const LIST = pagedList<Delivery>('listUndelivered', { at: [-1, INSTANT], _id: [-1, WORDS] })

/** The deliveries with their recipients, where the actor works for them. */
async function withPeople(actor: Actor, deliveries: readonly Delivery[]) {
  const people = await peopleByIds(deliveries.map(({ recipientId }) => recipientId))
  return deliveries.flatMap((delivery) => {
    const person = people.find(({ _id }) => _id.equals(delivery.recipientId))
    return person && deliveryPolicy.followUp(actor, person) ? [{ delivery, person }] : []
  })
}
export type UndeliveredFacts = Awaited<ReturnType<typeof withPeople>>[number]

/**
 * Messages that did not reach somebody of the actor's areas, newest first. The areas are those of the person, who may
 * have moved since; a page stops after a thousand rows of other areas and the next continues there.
 */
export async function listUndelivered(
  actor: Actor,
  { state, way, done, cursor, limit }: z.output<typeof ListUndelivered>,
): Promise<{ items: UndeliveredFacts[]; nextCursor: string | null }> {
  const items: UndeliveredFacts[] = []
  let ahead = LIST.from(cursor)
  let last: Delivery | undefined
  for (let scan = 0; scan < SCANS; scan++) {
    const rows: Delivery[] = await DeliveryModel.find({
      state: state ?? { $in: ['failed', 'unknown'] },
      recipientId: { $exists: true },
      ...(way ? { way } : {}),
      ...(done ? {} : { followedUp: null }),
      $and: [ahead],
    })
      .sort(LIST.sort)
      .limit(SCANNED)
      .lean<Delivery[]>()
    for (const fact of await withPeople(actor, rows)) {
      if (items.length === limit) return { items, nextCursor: LIST.cursorAt(items[limit - 1]!.delivery) }
      items.push(fact)
    }
    last = rows.at(-1)
    if (!last || rows.length < SCANNED) return { items, nextCursor: null }
    ahead = LIST.following(last)
  }
  return { items, nextCursor: last ? LIST.cursorAt(last) : null }
}

/** Somebody phoned about it. The first one stays on record. */
export async function followUp(actor: Actor, id: string, now: Date): Promise<UndeliveredFacts> {
  const delivery = orNotFound(
    await DeliveryModel.findOne({ _id: id, state: { $in: ['failed', 'unknown'] } }).lean<Delivery>(),
  )
  const [fact] = await withPeople(actor, [delivery])
  orNotFound(fact)
  await DeliveryModel.updateOne(
    { _id: id, followedUp: null },
    { $set: { followedUp: { byId: actor.personId, byName: actor.name, at: now } } },
  )
  const after = orNotFound(await DeliveryModel.findById(id).lean<Delivery>())
  return { ...fact!, delivery: after }
}

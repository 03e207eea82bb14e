import { Types } from 'mongoose'
import { DeliveryModel } from '../messages/model'
import { personTokens } from '../people/found-by'
import { PersonModel, type Person } from '../people/model'
import type { Migration } from './run'

const BATCH = 500

/**
 * Older family lines were written down by one side; people are found by tokens from now on: here those of their names,
 * all of them in 0016.
 */
async function people() {
  let batch: Parameters<typeof PersonModel.bulkWrite>[0] = []
  const write = async () => {
    if (batch.length > 0) await PersonModel.bulkWrite(batch)
    batch = []
  }
  for await (const row of PersonModel.find({}, { name: 1, family: 1 }).lean<Person[]>().cursor()) {
    const { _id, name, family = [] } = row as unknown as Person
    const tokens = personTokens({ name, home: null })
    batch.push({ updateOne: { filter: { _id }, update: { $set: { tokens } } } })
    for (const { personId, state } of family)
      if (!state)
        batch.push({
          updateOne: {
            filter: { _id },
            update: { $set: { 'family.$[own].state': 'written_down', 'family.$[own].bindingId': null } },
            arrayFilters: [{ 'own.personId': personId }],
          },
        })
    if (batch.length >= BATCH) await write()
  }
  await write()
}

/** Deliveries have a recipient, which only their id named before; all older ones left by WeChat. */
async function deliveries() {
  const before = DeliveryModel.find({ way: { $exists: false } }, { _id: 1 }).lean<{ _id: string }[]>()
  for await (const { _id } of before.cursor() as AsyncIterable<{ _id: string }>) {
    const recipient = _id.split(':').at(-1)!
    const recipientId = Types.ObjectId.isValid(recipient) ? { recipientId: new Types.ObjectId(recipient) } : {}
    await DeliveryModel.updateOne({ _id }, { $set: { way: 'wechat', followedUp: null, ...recipientId } })
  }
}

/** Family lines have a state, people tokens, and deliveries their recipient. */
export const familyAndDeliveries: Migration = {
  name: '0007-family-and-deliveries',
  run: async () => {
    await people()
    await deliveries()
  },
}

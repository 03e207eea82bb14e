import { PersonModel } from '../people/model'
import type { Migration } from './run'

/**
 * Numbers that staff wrote down at the counter count as verified. Numbers that people or their family typed match
 * nobody until WeChat's button or the counter verifies them.
 */
export const verifiedPhones: Migration = {
  name: '0010-verified-phones',
  run: async () => {
    const staff = await PersonModel.find({ 'roles.0': { $exists: true } }, { _id: 1 }).lean()
    const people = PersonModel.find(
      { writtenDownBy: { $in: staff.map(({ _id }) => _id) }, phone: { $ne: null }, phoneVerifiedAt: null },
      { createdAt: 1 },
    )
      .lean()
      .cursor()
    for await (const { _id, createdAt } of people)
      await PersonModel.updateOne({ _id }, { $set: { phoneVerifiedAt: createdAt } })
  },
}

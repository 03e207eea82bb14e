import { cellOf } from '@yike/shared/geo/cells'
import type { LngLat } from '@yike/shared/geo/walking'
import { CaseModel, CaseWordsModel, CategoryModel } from '../cases/model'
import { DEFAULT_CATEGORIES } from '../cases/default-categories'
import type { Migration } from './run'

/**
 * Cases can be followed and merged from now on: older ones have no followers and stand for themselves. Words with a
 * position get their square of the map, and the first categories that are about somebody's own life are private.
 */
export const followersOfCases: Migration = {
  name: '0015-followers-of-cases',
  run: async () => {
    await CaseModel.updateMany({ follows: { $exists: false } }, { $set: { follows: 0, merged: null, absorbed: [] } })
    const words = CaseWordsModel.find({ cell: { $exists: false }, position: { $ne: null } }, { position: 1 }).lean()
    for await (const { _id, position } of words.cursor())
      // Sealed only by the next migration.
      if (position) await CaseWordsModel.updateOne({ _id }, { $set: { cell: cellOf(position as unknown as LngLat) } })
    const groups = DEFAULT_CATEGORIES.filter(({ isPrivate }) => isPrivate)
    for (const { name } of groups) {
      const group = await CategoryModel.findOne({ name, parentId: null }, { _id: 1 }).lean()
      if (group)
        await CategoryModel.updateMany(
          { $or: [{ _id: group._id }, { parentId: group._id }] },
          { $set: { isPrivate: true } },
        )
    }
  },
}

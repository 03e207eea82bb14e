import { CaseModel } from '../cases/model'
import { dropIndex } from './drop-index'
import type { Migration } from './run'

/**
 * A case that goes to another community keeps its number: the community that gave it is in a field of its own. One update
 * for each community; a run that was interrupted goes on with those that have none yet.
 */
export const numbersOfCases: Migration = {
  name: '0034-numbers-of-cases',
  run: async () => {
    const without = { numberedBy: { $exists: false } }
    for (const communityId of await CaseModel.distinct('communityId'))
      await CaseModel.updateMany({ communityId, ...without }, { $set: { numberedBy: communityId } })
    await dropIndex(CaseModel, 'communityId_1_number_1')
    await CaseModel.createIndexes()
  },
}

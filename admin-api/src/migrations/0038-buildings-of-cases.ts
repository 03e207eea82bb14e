import { CaseWordsModel, type CaseWords } from '../cases/model'
import { buildingIndex, placeOf } from '../cases/sealed-words'
import type { Migration } from './run'

const WITHOUT = { building: { $exists: false }, address: { $ne: null } }

/** Cases at one building are told by a blind index beside their address; cases from before get theirs. */
export const buildingsOfCases: Migration = {
  name: '0038-buildings-of-cases',
  run: async () => {
    const words = CaseWordsModel.find(WITHOUT, { address: 1 }).lean<Pick<CaseWords, '_id' | 'address'>[]>()
    for await (const { _id, address } of words.cursor()) {
      const said = placeOf({ address, position: null }).address
      await CaseWordsModel.updateOne({ _id, ...WITHOUT }, { $set: { building: said ? buildingIndex(said) : null } })
    }
  },
}

import { CaseModel } from '../cases/model'
import type { Migration } from './run'

/** A case can be split from now on: those of before have no parts, and are none. */
export const partsOfCases: Migration = {
  name: '0021-parts-of-cases',
  run: async () => {
    await CaseModel.updateMany({ parts: { $exists: false } }, { $set: { parts: [], partOf: null } })
  },
}

import { CaseModel } from '../cases/model'
import { tallyMissing } from '../cases/rebuild-tallies'
import { CaseTallyModel } from '../cases/tally-model'
import type { Migration } from './run'

/**
 * Rates are read from tallies. The cases of before are counted one day of a community at a time; a run that was
 * interrupted goes on with the month it was in.
 */
export const talliesOfCases: Migration = {
  name: '0024-tallies-of-cases',
  run: async () => {
    // The days are found by an index that is new too.
    await CaseModel.createIndexes()
    await CaseTallyModel.createIndexes()
    await tallyMissing()
  },
}

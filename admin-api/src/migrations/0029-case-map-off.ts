import { AreaModel } from '../territory/model'
import type { Migration } from './run'

/** The residents' map of reports is new: an office that is at work already decides whether to publish it. */
export const caseMapOff: Migration = {
  name: '0029-case-map-off',
  run: async () => {
    await AreaModel.updateMany({ parentId: null }, { $addToSet: { featuresOff: 'case_map' } })
  },
}

import { PlaceModel, ServiceModel } from '../directory/model'
import type { Migration } from './run'

/** Services say for whom they are and what to bring, places who runs them; those of before say nothing of it. */
export const serviceDetails: Migration = {
  name: '0005-service-details',
  run: async () => {
    const nothing = {
      topic: null,
      hours: null,
      phone: null,
      groups: [],
      documents: [],
      fees: [],
      subsidy: '',
      languages: [],
    }
    await ServiceModel.updateMany({ groups: { $exists: false } }, { $set: nothing })
    await PlaceModel.updateMany(
      { organizationId: { $exists: false } },
      { $set: { organizationId: null, organizationName: null } },
    )
  },
}

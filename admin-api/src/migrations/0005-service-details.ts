import { PlaceModel, ServiceModel } from '../directory/model'
import type { Migration } from './run'

/** Services have groups and documents to bring, places have an organization; older records lack them. */
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

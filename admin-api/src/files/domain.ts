import { domain, every, MINUTE_MS } from '../domain'
import { FileModel } from './model'
import { fileRoutes } from './routes'
import { sweepUnclaimed, useAddressSecret } from './store'
import { fileData } from './person-data'

export const files = domain({
  name: 'files',
  floor: 'ground',
  models: [FileModel],
  useSecrets: ([secret]) => useAddressSecret(secret),
  personData: fileData,
  routes: () => [fileRoutes()],
  jobs: () => [every(30 * MINUTE_MS, 'unclaimed photos', sweepUnclaimed)],
})

import { privacyMessages } from '@yike/shared/privacy/messages'
import { domain, whenDue } from '../domain'
import { ErasureModel } from './model'
import { usePersonData } from './registry'
import { privacyRoutes } from './routes'
import { erasuresDue, runErasures } from './run-erasures'

/** What people may ask of their own data: to read all of it, and to have it deleted. */
export const privacy = domain({
  name: 'privacy',
  floor: 'ground',
  models: [ErasureModel],
  outboxes: [ErasureModel],
  messages: privacyMessages,
  keepsPeople: [{ model: ErasureModel, why: 'The evidence that a deletion was asked for and done: the id alone.' }],
  register: ({ personData }) => usePersonData(personData),
  routes: () => [privacyRoutes()],
  jobs: () => [whenDue('accounts to delete', runErasures, erasuresDue)],
})

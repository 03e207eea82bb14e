import { domain } from '../domain'
import { FeedModel } from './model'
import { feedRoutes } from './routes'
import { feedData } from './person-data'

/** Data for outside: calendars for other programs, and files for the office. */
export const feeds = domain({
  name: 'feeds',
  floor: 'calendar',
  models: [FeedModel],
  personRecords: [{ model: FeedModel, fields: ['ownerId'] }],
  permissions: ['booking.read', 'sitting.edit'],
  personData: feedData,
  routes: () => [feedRoutes()],
})

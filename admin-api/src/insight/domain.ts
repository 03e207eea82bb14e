import { domain } from '../domain'
import { insightRoutes } from './routes'

/** Reads from the domains below and stores nothing. */
export const insight = domain({
  name: 'insight',
  floor: 'roof',
  permissions: ['insight.read'],
  routes: () => [insightRoutes()],
})

import { domain } from '../domain'
import { insightRoutes } from './routes'

/** Reads what the domains below know and keeps nothing. */
export const insight = domain({
  name: 'insight',
  floor: 'roof',
  permissions: ['insight.read'],
  routes: () => [insightRoutes()],
})

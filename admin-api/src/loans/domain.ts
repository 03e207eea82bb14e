import { loanMessages } from '@yike/shared/loans/messages'
import { domain, every, SECOND_MS } from '../domain'
import './details'
import { loanAreaRecords } from './area-records'
import { sweepThings } from './counter'
import { loanHooks } from './lend'
import { LoanServiceModel, ThingModel } from './model'
import { remindReturns } from './remind'
import { loanRoutes } from './routes'
import { hasThings } from './things'

export const loans = domain({
  name: 'loans',
  floor: 'kinds',
  models: [LoanServiceModel, ThingModel],
  areaRecords: loanAreaRecords,
  outboxes: [ThingModel],
  messages: loanMessages,
  personRecords: [{ model: ThingModel, fields: ['out.personId'] }],
  bookingKinds: { loan: loanHooks },
  permissions: ['service.edit', 'booking.read', 'booking.check_in'],
  removalGuards: { service: [hasThings] },
  routes: () => [loanRoutes()],
  jobs: () => [every(15 * SECOND_MS, 'things lent', sweepThings), every(15 * SECOND_MS, 'things due', remindReturns)],
})

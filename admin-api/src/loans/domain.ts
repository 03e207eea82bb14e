import { loanMessages } from '@yike/shared/loans/messages'
import { domain, every, MINUTE_MS } from '../domain'
import './details'
import { loanAreaRecords } from './area-records'
import { sweepThings } from './counter'
import { loanHooks } from './lend'
import { LoanServiceModel, ThingModel } from './model'
import { remindReturns } from './remind'
import { loanRoutes } from './routes'
import { countThingsOut, hasThings } from './things'
import { loanData } from './person-data'

export const loans = domain({
  name: 'loans',
  floor: 'kinds',
  feature: 'loans',
  models: [LoanServiceModel, ThingModel],
  areaRecords: loanAreaRecords,
  outboxes: [ThingModel],
  messages: loanMessages,
  personRecords: [{ model: ThingModel, fields: ['out.personId'] }],
  bookingKinds: { loan: loanHooks },
  permissions: ['service.edit', 'booking.read', 'booking.book', 'booking.check_in'],
  removalGuards: { service: [hasThings] },
  openInFeature: { loans: countThingsOut },
  personData: loanData,
  routes: () => [loanRoutes()],
  jobs: () => [every(MINUTE_MS, 'things lent', sweepThings), every(MINUTE_MS, 'things due', remindReturns)],
})

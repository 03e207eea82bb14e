import { scheduleMessages } from '@yike/shared/schedule/messages'
import { domain, every, MINUTE_MS, whenDue } from '../domain'
import { scheduleAreaRecords } from './area-records'
import { SeriesModel } from './model'
import { finishMoves } from './relocate'
import { scheduleRoutes } from './routes'
import { hasSeriesAhead, runSeries } from './series'
import { carryChangedSessions, sessionsToCarry } from './sessions'
import { writtenByStaff } from '../privacy/person-data'

/**
 * Makes and changes the calendar. More than a dozen files: sittings (`sittings`, `change-sitting`, `relocate`), series of
 * them (`series*`), several sessions under one booking (`sessions`), and each change has its preview (`preview*`,
 * `clashes`), which only reads.
 */
export const schedule = domain({
  name: 'schedule',
  floor: 'calendar',
  models: [SeriesModel],
  areaRecords: scheduleAreaRecords,
  messages: scheduleMessages,
  permissions: ['sitting.edit', 'booking.read', 'booking.cancel', 'course.lead', 'course.certify'],
  removalGuards: { service: [hasSeriesAhead] },
  keepsPeople: writtenByStaff(SeriesModel),
  routes: () => [scheduleRoutes()],
  jobs: () => [
    whenDue('changed sessions', carryChangedSessions, sessionsToCarry),
    every(MINUTE_MS, 'series', runSeries),
    every(MINUTE_MS, 'moved sittings', finishMoves),
  ],
})

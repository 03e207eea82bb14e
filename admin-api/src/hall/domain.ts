import { hallMessages } from '@yike/shared/hall/messages'
import { domain, every, MINUTE_MS, whenDue } from '../domain'
import type { BookingDoor } from './arrivals'
import { hallAreaRecords } from './area-records'
import { isInLine, ticketRecords } from './merge-records'
import { closeOldDays, notifyHolders, holdersToNotify } from './jobs'
import { DeviceTriesModel, HallModel, KioskModel, TicketCounterModel, TicketModel } from './model'
import { countOpenTickets } from './queue'
import { hallRoutes } from './routes'
import { hallData } from './person-data'
import { writtenByStaff } from '../privacy/person-data'
import { removedByDatabase } from '../privacy/retention'

declare module '../domain' {
  interface Questions {
    arrivals: BookingDoor
  }
}

/**
 * The queue of a hall: numbers, windows, kiosks and the screen. More than a dozen files: a verb a file (`take`, `call`,
 * `transitions`); `queue` counts the wait, `arrivals` finds the bookings of people who arrive.
 */
export const hall = domain({
  name: 'hall',
  floor: 'upper',
  feature: 'hall',
  models: [HallModel, TicketModel, TicketCounterModel, KioskModel, DeviceTriesModel],
  areaRecords: hallAreaRecords,
  outboxes: [TicketModel],
  personRecords: [ticketRecords],
  mergeGuards: [isInLine],
  messages: hallMessages,
  permissions: ['hall.call', 'hall.edit'],
  asks: ['arrivals'],
  personData: hallData,
  retention: [removedByDatabase(TicketModel, 'takenAt', { what: '取号', kept: '九十天' })],
  keepsPeople: writtenByStaff(KioskModel),
  openInFeature: { hall: countOpenTickets },
  routes: ({ registry }) => [hallRoutes(registry.answers.arrivals)],
  jobs: () => [
    whenDue('numbers called', notifyHolders, holdersToNotify),
    every(MINUTE_MS, 'halls at midnight', closeOldDays),
  ],
})

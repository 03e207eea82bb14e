import { bookingMessages } from '@yike/shared/booking/messages'
import { domain, every, HOUR_MS, SECOND_MS, whenDue } from '../domain'
import { resumeUnfinished } from './book'
import { bookingAreaRecords } from './area-records'
import { bookingDoor } from './hall-door'
import { endHolds, holdsToEnd } from './hold'
import { hasOpenBookings, openBookingsInFeature } from './list'
import { BookingModel, DiaryModel, SittingModel } from './model'
import { bookingRecords, overlappingBookings } from './merge-records'
import { endOffers, makeOffers, offersToEnd, offersToMake } from './offers'
import { useKindHooks } from './kind-hooks'
import { remind, remindersToSend } from './reminders'
import { bookingRetention, forgetOldBookings } from './retention'
import { bookingRoutes } from './routes'
import { hasSittingsAhead, nextSittings } from './sittings'
import { phoneField } from '../sealed-values'
import { bookingData } from './person-data'

/**
 * One booking from the first tap to its end. More than a dozen files, because it is one state machine: a verb a file
 * (book, cancel, reschedule, hold, offers, attendance), the claims of a booking (`claims.ts` over `diary.ts`,
 * `kind-hooks.ts`, `seats.ts`), its moves (`transitions.ts`) and how it is read. `schedule/` makes its calendar, and
 * `feeds/` its calendar feeds and exports.
 */
export const booking = domain({
  name: 'booking',
  floor: 'upper',
  models: [BookingModel, SittingModel, DiaryModel],
  areaRecords: bookingAreaRecords,
  outboxes: [BookingModel],
  messages: bookingMessages,
  permissions: [
    'sitting.edit',
    'booking.read',
    'booking.book',
    'booking.check_in',
    'booking.cancel',
    'course.lead',
    'course.certify',
  ],
  personRecords: [bookingRecords],
  sealedFields: [phoneField(BookingModel, 'phone')],
  mergeGuards: [overlappingBookings],
  openInFeature: openBookingsInFeature,
  removalGuards: { person: [hasOpenBookings], service: [hasSittingsAhead] },
  answers: { nextSittings, arrivals: bookingDoor },
  register: ({ bookingKinds }) => useKindHooks(bookingKinds),
  personData: bookingData,
  retention: bookingRetention,
  routes: () => [bookingRoutes()],
  jobs: () => [
    whenDue('holds', endHolds, holdsToEnd),
    whenDue('offers that end', endOffers, offersToEnd),
    whenDue('offers', makeOffers, offersToMake),
    whenDue('reminders', remind, remindersToSend),
    every(15 * SECOND_MS, 'unfinished bookings', resumeUnfinished),
    every(HOUR_MS, 'old bookings', forgetOldBookings),
  ],
})

import { domain, every, HOUR_MS, MINUTE_MS, SECOND_MS } from '../domain'
import { sweepUnsettled } from './book'
import { bookingCarriers } from './carriers'
import { FeedModel } from './feed-model'
import { bookingDoor } from './hall-door'
import { endHolds } from './hold'
import { hasOpenBookings } from './list'
import { BookingModel, DiaryModel, SittingModel } from './model'
import { finishMoves } from './moving'
import { endOffers, makeOffers } from './offers'
import { outRoutes } from './out-routes'
import { useParts } from './parts'
import { remind } from './reminders'
import { forgetOldBookings } from './retention'
import { bookingRoutes } from './routes'
import { hasSeriesAhead, runSeries } from './series'
import { SeriesModel } from './series-model'
import { seriesRoutes } from './series-routes'
import { carryChangedSessions } from './sessions'
import { hasSittingsAhead, nextSittings } from './sittings'

export const booking = domain({
  name: 'booking',
  floor: 'upper',
  models: [BookingModel, SittingModel, DiaryModel, SeriesModel, FeedModel],
  areaRecords: bookingCarriers,
  outboxes: [BookingModel],
  permissions: [
    'sitting.edit',
    'booking.read',
    'booking.book',
    'booking.check_in',
    'booking.cancel',
    'course.lead',
    'course.certify',
    'person.find',
  ],
  removalGuards: { person: [hasOpenBookings], service: [hasSittingsAhead, hasSeriesAhead] },
  answers: { nextSittings, arrivals: bookingDoor },
  register: ({ bookingKinds }) => useParts(bookingKinds),
  routes: () => [outRoutes(), bookingRoutes(), seriesRoutes()],
  jobs: () => [
    every(SECOND_MS, 'holds', endHolds),
    every(SECOND_MS, 'offers that end', endOffers),
    every(SECOND_MS, 'offers', makeOffers),
    every(15 * SECOND_MS, 'reminders', remind),
    every(5 * SECOND_MS, 'changed sessions', carryChangedSessions),
    every(MINUTE_MS, 'series', runSeries),
    every(15 * SECOND_MS, 'moved sittings', finishMoves),
    every(15 * SECOND_MS, 'unsettled bookings', sweepUnsettled),
    every(HOUR_MS, 'old bookings', forgetOldBookings),
  ],
})

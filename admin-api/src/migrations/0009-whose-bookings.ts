import { BookingModel } from '../booking/model'
import { dropIndex } from './drop-index'
import type { Migration } from './run'

/**
 * Bookings by the office are not its staff's own: the index by the person who booked includes the relation. And one by
 * person is enough: the other was written twice for each booking.
 */
export const whoseBookings: Migration = {
  name: '0009-whose-bookings',
  run: async () => {
    await dropIndex(BookingModel, 'bookedById_1_startsAt_1')
    await dropIndex(BookingModel, 'personId_1_state_1_startsAt_1')
  },
}

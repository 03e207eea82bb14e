import type { AreaRecords } from '../territory/area-records'
import { BookingModel, SittingModel, type Offer } from './model'

/** Sittings, their series and bookings belong to the area in which the place of their service lies. */
export const byServicePosition = {
  reads: ['offer.position'],
  stands: (rows: object[]) => (rows as { offer: Pick<Offer, 'position'> }[]).map(({ offer }) => offer.position),
}

export const bookingAreaRecords: AreaRecords[] = [
  { model: SittingModel, what: '场次', ...byServicePosition },
  { model: BookingModel, what: '预约', ...byServicePosition },
]

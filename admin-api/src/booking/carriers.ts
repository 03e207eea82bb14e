import type { Carrier } from '../territory/carriers'
import { BookingModel, SittingModel, type Offer } from './model'
import { SeriesModel } from './series-model'

/** Sittings, their series and bookings stand where what they offer stands. */
const offered = {
  reads: ['offer.position'],
  stands: (rows: object[]) => (rows as { offer: Pick<Offer, 'position'> }[]).map(({ offer }) => offer.position),
}

export const bookingCarriers: Carrier[] = [
  { model: SittingModel, what: '场次', ...offered },
  { model: SeriesModel, what: '排班', ...offered },
  { model: BookingModel, what: '预约', ...offered },
]

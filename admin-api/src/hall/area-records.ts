import type { Types } from 'mongoose'
import { placesByIds } from '../directory/find'
import type { AreaRecords } from '../territory/area-records'
import { HallModel, KioskModel, TicketModel } from './model'

/** A hall, its numbers and its devices belong to the areas in which the place lies. */
async function wherePlacesStand(rows: object[]) {
  const ids = (rows as { placeId: Types.ObjectId }[]).map(({ placeId }) => placeId)
  const places = await placesByIds(ids)
  return ids.map((id) => {
    const place = places.find(({ _id }) => _id.equals(id))
    return place ? { lng: place.location.coordinates[0], lat: place.location.coordinates[1] } : null
  })
}

const ofPlace = { reads: ['placeId'], stands: wherePlacesStand }

export const hallAreaRecords: AreaRecords[] = [
  { model: HallModel, what: '叫号大厅', namesCommunity: true, ...ofPlace },
  { model: TicketModel, ...ofPlace },
  { model: KioskModel, ...ofPlace },
]

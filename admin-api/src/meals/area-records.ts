import type { LngLat } from '@yike/shared/geo/walking'
import type { AreaRecords } from '../territory/area-records'
import { DeliveryModel, EntitlementModel, TillDayModel } from './model'

const byPosition = {
  reads: ['position'],
  stands: (rows: object[]) => (rows as { position: LngLat | null }[]).map(({ position }) => position),
}

export const mealAreaRecords: AreaRecords[] = [
  { model: EntitlementModel, ...byPosition },
  { model: DeliveryModel, ...byPosition },
  { model: TillDayModel, ...byPosition },
]

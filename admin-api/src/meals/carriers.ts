import type { LngLat } from '@yike/shared/geo/walking'
import type { Carrier } from '../territory/carriers'
import { DeliveryModel, EntitlementModel, TillDayModel } from './model'

const byPosition = {
  reads: ['position'],
  stands: (rows: object[]) => (rows as { position: LngLat | null }[]).map(({ position }) => position),
}

export const mealCarriers: Carrier[] = [
  { model: EntitlementModel, ...byPosition },
  { model: DeliveryModel, ...byPosition },
  { model: TillDayModel, ...byPosition },
]

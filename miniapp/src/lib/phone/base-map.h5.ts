import type { LngLat } from '@yike/shared/geo/walking'
import { getGround } from '@yike/shared/territory/endpoints'
import type { Ground } from '@yike/shared/territory/schemas'
import { nearText } from './position'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The background of a map around here: tiles of the office's base map, or roads and borders. */
export const useBaseMap = (around: LngLat | null | undefined): Ground | undefined =>
  useEndpoint(getGround, around ? { near: nearText(around) } : null).data

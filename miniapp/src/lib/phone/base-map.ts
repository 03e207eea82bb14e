import type { LngLat } from '@yike/shared/geo/walking'
import type { Ground } from '@yike/shared/territory/schemas'

/** WeChat's map brings its own ground. */
export const useBaseMap = (_around: LngLat | null | undefined): Ground | undefined => undefined

import type { PlaceCategory } from './categories'

/**
 * The categories that a complete residential community has within a quarter of an hour on foot: the first eight of the
 * standard of 2020 (建科规〔2020〕7号), the rest of the pilots of 2022. Recalled, not re-read: figures of size are not
 * used, and the screen says that the list is to be checked.
 */
export const COMPLETE_COMMUNITY = {
  version: '2020 标准、2022 试点（待核）',
  minutes: 15,
  categories: [
    'service_station',
    'kindergarten',
    'nursery',
    'elder_station',
    'health_station',
    'convenience_store',
    'parcel_station',
    'activity',
    'market',
    'canteen',
    'barber',
    'laundry',
    'pharmacy',
    'repair',
    'housekeeping',
  ],
} as const satisfies { version: string; minutes: number; categories: readonly PlaceCategory[] }

/**
 * Categories of places, after the complete residential community (2020) and its pilots (2022). `icon` is an icon of the
 * kit; `short` is the word in the hero of the home page (「食堂、菜店、药房」).
 */
export const PLACE_CATEGORIES = {
  service_station: { label: '社区服务站', short: '服务站', icon: 'home' },
  canteen: { label: '长者食堂', short: '食堂', icon: 'meal' },
  elder_station: { label: '养老服务站', short: '养老站', icon: 'care' },
  health_station: { label: '卫生服务站', short: '卫生站', icon: 'cross' },
  pharmacy: { label: '药房', short: '药房', icon: 'cross' },
  nursery: { label: '托育点', short: '托育', icon: 'family' },
  kindergarten: { label: '幼儿园', short: '幼儿园', icon: 'family' },
  convenience_store: { label: '便利店', short: '便利店', icon: 'bag' },
  market: { label: '菜市场、菜店', short: '菜店', icon: 'bag' },
  parcel_station: { label: '快递驿站', short: '快递', icon: 'bag' },
  barber: { label: '理发', short: '理发', icon: 'user' },
  laundry: { label: '洗衣', short: '洗衣', icon: 'tool' },
  repair: { label: '维修点', short: '维修', icon: 'tool' },
  housekeeping: { label: '家政', short: '家政', icon: 'home' },
  library: { label: '书屋、文化站', short: '书屋', icon: 'book' },
  activity: { label: '活动场地', short: '活动场地', icon: 'tree' },
  park: { label: '公园绿地', short: '公园', icon: 'tree' },
  bank: { label: '银行网点', short: '银行', icon: 'calendar' },
} as const
export type PlaceCategory = keyof typeof PLACE_CATEGORIES
export const PLACE_CATEGORY_CODES = Object.keys(PLACE_CATEGORIES) as [PlaceCategory, ...PlaceCategory[]]

/** Kinds of service. `door` is the word on the home page. */
export const SERVICE_KINDS = {
  meal: { label: '助餐', door: '订餐', icon: 'meal', unit: '份' },
  care: { label: '上门照护', door: '上门照护', icon: 'care', unit: '次' },
  course: { label: '课程活动', door: '课程活动', icon: 'book', unit: '位' },
  health: { label: '健康', door: '健康', icon: 'pulse', unit: '位' },
  loan: { label: '借用', door: '借器具', icon: 'bag', unit: '件' },
} as const
export type ServiceKind = keyof typeof SERVICE_KINDS
export const SERVICE_KIND_CODES = Object.keys(SERVICE_KINDS) as [ServiceKind, ...ServiceKind[]]

/** Whether a place is in use; after HSDS, in the words of the counter. */
export const PLACE_STATUSES = { active: '正常', paused: '暂停', closed: '已关' } as const
export type PlaceStatus = keyof typeof PLACE_STATUSES
export const PLACE_STATUS_CODES = Object.keys(PLACE_STATUSES) as [PlaceStatus, ...PlaceStatus[]]

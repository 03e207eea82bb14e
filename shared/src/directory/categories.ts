import type { Feature } from '../territory/features'

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

/** Kinds of service. `door` is the word on the home page; with its `feature` a kind is switched off. */
export const SERVICE_KINDS = {
  meal: { label: '助餐', door: '订餐', icon: 'meal', unit: '份', feature: 'meals' },
  care: { label: '上门照护', door: '上门照护', icon: 'care', unit: '次', feature: 'visits' },
  course: { label: '课程活动', door: '课程活动', icon: 'book', unit: '位', feature: 'courses' },
  health: { label: '健康', door: '健康', icon: 'pulse', unit: '位', feature: 'health' },
  loan: { label: '借用', door: '借器具', icon: 'bag', unit: '件', feature: 'loans' },
  legal: { label: '法律咨询', door: '约律师', icon: 'book', unit: '位', feature: 'legal' },
} as const satisfies Record<string, { label: string; door: string; icon: string; unit: string; feature: Feature }>
export type ServiceKind = keyof typeof SERVICE_KINDS
export const SERVICE_KIND_CODES = Object.keys(SERVICE_KINDS) as [ServiceKind, ...ServiceKind[]]
/**
 * The kinds with an entrance on the home page. Entrances come from the API, and a mini-program of an older version has no
 * page for one that it does not know: a new kind is found another way, and never stands here.
 */
export const HOME_KINDS = ['meal', 'care', 'course', 'health', 'loan'] as const satisfies readonly ServiceKind[]
export type HomeKind = (typeof HOME_KINDS)[number]
/** The kinds that are used where these features are switched off. */
export const kindsWithout = (off: readonly Feature[]) =>
  SERVICE_KIND_CODES.filter((kind) => !off.includes(SERVICE_KINDS[kind].feature))
/** The kinds of service of a feature; none for one without services. */
export const kindsOfFeature = (feature: Feature) =>
  SERVICE_KIND_CODES.filter((kind) => SERVICE_KINDS[kind].feature === feature)

/** Whether a place is in use; after HSDS, in the words of the counter. */
export const PLACE_STATUSES = { active: '正常', paused: '暂停', closed: '已关' } as const
export type PlaceStatus = keyof typeof PLACE_STATUSES
export const PLACE_STATUS_CODES = Object.keys(PLACE_STATUSES) as [PlaceStatus, ...PlaceStatus[]]

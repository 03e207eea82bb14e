/**
 * The features of the product that an office may do without. A feature that is switched off is gone from both clients, and
 * its endpoints say so. Cases, notices, care and the life circle stay: an installation without them helps nobody, and a
 * call for help always finds somebody.
 */
export const FEATURES = {
  meals: { label: '助餐', hint: '订餐、菜单、后厨、收款' },
  visits: { label: '上门照护', hint: '护理员、上门的行程和记录' },
  courses: { label: '课程活动', hint: '报名、点名、学时和证书' },
  health: { label: '健康', hint: '量血压、体检、义诊的预约' },
  legal: { label: '法律咨询', hint: '律师值班时间的预约' },
  loans: { label: '借还', hint: '轮椅、拐杖、会议室' },
  hall: { label: '叫号', hint: '大厅取号、叫号屏、自助机' },
  case_map: { label: '附近反映过的', hint: '居民看附近反映了什么、办好没有，不显示谁反映的' },
} as const
export type Feature = keyof typeof FEATURES
/** The features that an office switches on when it wants them: what is published of its cases is its own decision. */
export const OFF_AT_FIRST: readonly Feature[] = ['case_map']
export const FEATURE_CODES = Object.keys(FEATURES) as [Feature, ...Feature[]]

interface Open {
  /** The word after the number of what is open. */
  what: string
  /** The fate of it when the feature goes off, and the work to do before. */
  before: string
}
const BOOKED: Open = {
  what: '份没办完',
  before: '关了以后不能再约，已经约好的还在预约名单里，先给这些人打个电话。',
}
const OPEN: Partial<Record<Feature, Open>> = {
  loans: { what: '件约好了或借着没还', before: '关了以后不能再借，先给这些人打个电话，借出去的请还回来。' },
  hall: { what: '个号没办完', before: '关了以后不能取号，也不能叫号，先把等着的人办完。' },
}
/** The things that are open in a feature, in words. */
export const openInFeature = (feature: Feature, open: number) => `${open} ${(OPEN[feature] ?? BOOKED).what}`
/** The work that is left before the feature goes off, in words. */
export const beforeOff = (feature: Feature) => (OPEN[feature] ?? BOOKED).before

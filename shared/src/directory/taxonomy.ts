/**
 * The subjects of community services: the fields of the complete residential community and of the quarter-of-an-hour
 * life circle, and the five kinds of social work that service stations offer. Data with a version: codes stay, labels
 * may change.
 */
export const SERVICE_TAXONOMY = { version: '2022', name: '社区服务分类' } as const
export const SERVICE_TOPICS = {
  elder: { label: '养老', group: '社区服务' },
  childcare: { label: '托幼', group: '社区服务' },
  meals: { label: '助餐', group: '社区服务' },
  age_friendly: { label: '适老改造', group: '社区服务' },
  disabled: { label: '助残', group: '社区服务' },
  education: { label: '教育', group: '社区服务' },
  culture: { label: '文化', group: '社区服务' },
  daily_life: { label: '生活', group: '社区服务' },
  health: { label: '健康', group: '社区服务' },
  comfort: { label: '精神慰藉', group: '社会工作' },
  resources: { label: '资源链接', group: '社会工作' },
  capability: { label: '能力提升', group: '社会工作' },
  relations: { label: '关系调适', group: '社会工作' },
  inclusion: { label: '社会融入', group: '社会工作' },
} as const
export type ServiceTopic = keyof typeof SERVICE_TOPICS
export const SERVICE_TOPIC_CODES = Object.keys(SERVICE_TOPICS) as [ServiceTopic, ...ServiceTopic[]]

/** The groups a service is for, beside an age; none named means everybody. */
export const SERVICE_GROUPS = {
  elder: '老年人',
  living_alone: '独居、空巢老人',
  disabled: '残疾人',
  minimum_living: '低保家庭',
  extreme_poverty: '特困人员',
  bereaved: '失独家庭',
  children: '儿童',
  veterans: '退役军人',
  newcomers: '新来的居民',
} as const
export type ServiceGroup = keyof typeof SERVICE_GROUPS
export const SERVICE_GROUP_CODES = Object.keys(SERVICE_GROUPS) as [ServiceGroup, ...ServiceGroup[]]

/** Languages spoken beside Mandarin. ISO 639 codes, for HSDS. */
export const LANGUAGES = {
  zh: '普通话',
  'zh-dialect': '本地话',
  sgn: '手语',
  en: '英语',
} as const
export type Language = keyof typeof LANGUAGES
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as [Language, ...Language[]]

/** Features that make a place easy to reach and to use. */
export const ACCESSIBILITY = { ramp: '有坡道', lift: '有电梯', toilet: '无障碍厕所', parking: '能停车' } as const
export type Accessibility = keyof typeof ACCESSIBILITY
export const ACCESSIBILITY_CODES = Object.keys(ACCESSIBILITY) as [Accessibility, ...Accessibility[]]

/** 用房: the states of the rooms that a community is owed. */
export const PREMISES_STATES = {
  in_use: '正常使用',
  idle: '闲置',
  misused: '挪作他用',
  not_handed_over: '没有移交',
  returned: '已经收回',
} as const
export type PremisesState = keyof typeof PREMISES_STATES
export const PREMISES_STATE_CODES = Object.keys(PREMISES_STATES) as [PremisesState, ...PremisesState[]]

/** A danger that a form asks about before a report: a phone call comes first, the report after it. */
export interface Danger {
  /** The answer in the form: 「闻到煤气味」. */
  label: string
  /** The first thing to do, in one or two short sentences. */
  first: string
  /** The numbers that hold everywhere, the most urgent first. */
  phones: readonly { name: string; phone: string }[]
  /** The leaf of the first tree of categories that its report belongs to, by its first name and that of its group. */
  leaf: string
  group: string
  /** Words of a report in which it shows. */
  words: readonly string[]
}

const FIRE_BRIGADE = { name: '消防', phone: '119' }
const AMBULANCE = { name: '急救', phone: '120' }
const POLICE = { name: '报警', phone: '110' }
/** The line of the National Health Commission for people in despair, one number for the country since 2025. */
const LISTENER = { name: '心理援助', phone: '12356' }

const ABOUT_PLACES = '马上有危险'
const ABOUT_PEOPLE = '困难求助'

/**
 * The questions about safety. The office adds the organisation that its dispatch catalogue names for the leaf: the gas
 * company's repair number, the firm that looks after the lift (`listDangerPhones`).
 */
export const DANGERS = {
  gas: {
    label: '闻到煤气味',
    first: '开窗，人先出去。别开灯、别用明火，到屋外再打电话。',
    phones: [FIRE_BRIGADE],
    leaf: '闻到燃气味',
    group: ABOUT_PLACES,
    words: ['煤气味', '燃气味', '天然气味', '漏气', '煤气泄漏', '燃气泄漏'],
  },
  fire: {
    label: '冒烟、着火',
    first: '人先走，走楼梯，别坐电梯。烟大就弯腰，捂住口鼻。',
    phones: [FIRE_BRIGADE],
    leaf: '起火、冒烟',
    group: ABOUT_PLACES,
    words: ['着火', '起火', '失火', '明火', '浓烟'],
  },
  trapped: {
    label: '有人被困',
    first: '陪他说话，别扒门，也别让里面的人自己爬出来。',
    phones: [FIRE_BRIGADE, POLICE],
    leaf: '有人困在电梯',
    group: ABOUT_PLACES,
    words: ['困在', '被困', '电梯困人', '关在电梯'],
  },
  shock: {
    label: '触电、电线掉落',
    first: '别碰人，也别碰线，离开八米以上。能拉闸的先拉闸。',
    phones: [AMBULANCE, FIRE_BRIGADE],
    leaf: '电线掉落',
    group: ABOUT_PLACES,
    words: ['触电', '漏电', '电线掉', '电线垂', '电线断'],
  },
  ill: {
    label: '突发急病、昏倒',
    first: '别搬动人，解开领口。没有呼吸就按压胸口，听 120 的人说怎么做。',
    phones: [AMBULANCE],
    leaf: '人有危险',
    group: ABOUT_PEOPLE,
    words: ['昏倒', '晕倒', '昏迷', '喘不上气', '没有呼吸', '没呼吸', '抽搐', '大出血', '叫不醒'],
  },
  harm: {
    label: '想不开、有人要伤人',
    first: '有人陪着，别离开。刀、药收起来；有人动手就先躲开，到安全的地方再打。',
    phones: [POLICE, AMBULANCE, LISTENER],
    leaf: '人有危险',
    group: ABOUT_PEOPLE,
    words: ['不想活', '轻生', '自杀', '跳楼', '割腕', '要砍人', '拿刀', '家暴', '打死'],
  },
} as const satisfies Record<string, Danger>
export type DangerCode = keyof typeof DANGERS
export const DANGER_CODES = Object.keys(DANGERS) as [DangerCode, ...DangerCode[]]

/** The danger that shows in these words; null when none does. */
export const dangerIn = (words: string): DangerCode | null =>
  DANGER_CODES.find((code) => DANGERS[code].words.some((word) => words.includes(word))) ?? null

/** The phone numbers that an office adds, by danger. */
type OfficePhones = readonly { danger: DangerCode; name: string; phone: string }[]

/** The numbers to ring, in this order: those of the office are for the cause, and stand behind those that save. */
export const phonesFor = (danger: DangerCode, office: OfficePhones) => [
  ...DANGERS[danger].phones,
  ...office.filter((one) => one.danger === danger).map(({ name, phone }) => ({ name, phone })),
]

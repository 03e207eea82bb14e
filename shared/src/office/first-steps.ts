/**
 * The first steps after the set-up of an office, in the order in which an office takes them. `page` is the page of the
 * console where the step is done. A domain counts its step from its records (`firstSteps` of its manifest): a tick is
 * never stored.
 */
const FIRST_STEPS = {
  hours: {
    label: '定上班时间',
    hint: '答复居民的时限按上班时间算，节假日按国务院的安排，自己放的假另外写',
    page: '/settings',
    unit: '处写好了上班时间',
  },
  places: {
    label: '导入地方',
    hint: '把食堂、药房、服务站的 Excel 表拖进来，先看一遍再写入，错了能撤销',
    page: '/places/import',
    unit: '处地方',
  },
  residents: {
    label: '导入居民',
    hint: '用手上的花名册，先看一遍再写入，错了能撤销',
    page: '/people/import',
    unit: '位居民',
  },
  staff: {
    label: '邀请同事',
    hint: '一人一个链接，同事点开，自己定账号和密码；登录过就勾上',
    page: '/staff',
    unit: '位同事登录过',
  },
  wechat: {
    label: '试一下微信和短信',
    hint: '在“设置”里点一下，哪儿不对、去哪儿改，会说清楚',
    page: '/settings',
    unit: '次试通了',
  },
  notice: {
    label: '发第一条通知',
    hint: '写给居民：社区开通了一刻，有事怎么找您',
    page: '/notices/new',
    unit: '条通知',
  },
} as const
export type FirstStepCode = keyof typeof FIRST_STEPS
export const FIRST_STEP_CODES = Object.keys(FIRST_STEPS) as [FirstStepCode, ...FirstStepCode[]]

/** The number of records of each step, of the areas that somebody administers. */
export type FirstStepCounts = Record<FirstStepCode, number>

export interface FirstStep {
  code: FirstStepCode
  label: string
  isDone: boolean
  /** 「30 处地方」 once there are any, else how to do it. */
  says: string
  page: string
}

/** The steps with their ticks: one record is enough for a tick, and one that is removed again takes it back. */
export const firstStepsOf = (counts: FirstStepCounts): FirstStep[] =>
  FIRST_STEP_CODES.map((code) => {
    const { label, hint, page, unit } = FIRST_STEPS[code]
    const isDone = counts[code] > 0
    return { code, label, isDone, says: isDone ? `${counts[code]} ${unit}` : hint, page }
  })

/** 「第一步做了 2 件，还有 4 件」 */
export function progressInWords(steps: readonly FirstStep[]) {
  const left = steps.filter(({ isDone }) => !isDone).length
  const done = steps.length - left
  if (left === 0) return `${steps.length} 件都做完了`
  return done === 0 ? `一共 ${left} 件，做一件勾一件` : `做完 ${done} 件，还有 ${left} 件`
}

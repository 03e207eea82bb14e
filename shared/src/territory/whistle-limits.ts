/** The times that a receiver has after a whistle was blown. */
export interface WhistleLimits {
  signMinutes: number
  contactHours: number
  reportInWorkdays: number
  /** To report in when the community calls the case a hard one. */
  hardWorkdays: number
}
/** The limits where no area has set others (Nanjing Gulou). */
export const WHISTLE_LIMITS: WhistleLimits = { signMinutes: 60, contactHours: 24, reportInWorkdays: 3, hardWorkdays: 5 }

/** 「1 小时内应哨，24 小时内联系，3 个工作日内到场（难办的 5 个）」. */
export function whistleLimitsInWords({ signMinutes, contactHours, reportInWorkdays, hardWorkdays }: WhistleLimits) {
  const sign = signMinutes % 60 === 0 ? `${signMinutes / 60} 小时` : `${signMinutes} 分钟`
  return `${sign}内应哨，${contactHours} 小时内联系，${reportInWorkdays} 个工作日内到场（难办的 ${hardWorkdays} 个）`
}

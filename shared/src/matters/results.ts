/** The thing that somebody goes home with: a certificate of the community, or their papers with the office that decides. */
export const MATTER_RESULTS = {
  certificate: { label: '社区开证明', ready: '证明开好了，可以来领' },
  referral: { label: '社区收材料，上级办', ready: '办好了，可以来领' },
} as const
export type MatterResult = keyof typeof MATTER_RESULTS
export const MATTER_RESULT_CODES = Object.keys(MATTER_RESULTS) as [MatterResult, ...MatterResult[]]

/** No community takes money for these. */
export const FEE = '不收钱'

export const timeInWords = (workdays: number) => `材料齐了，${workdays} 个工作日内办好`

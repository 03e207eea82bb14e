/**
 * The faults of a place that a resident can report. `asks` is the label of the corrected value; none where reporting
 * the fault is enough.
 */
export const CORRECTABLE = {
  phone: { label: '电话', asks: '对的电话' },
  hours: { label: '开门时间', asks: '应该几点到几点' },
  address: { label: '地址', asks: '对的地址' },
  name: { label: '名字', asks: '现在叫什么' },
  closed: { label: '已经关了', asks: null },
  other: { label: '别的', asks: '哪儿不对' },
} as const satisfies Record<string, { label: string; asks: string | null }>
export type Correctable = keyof typeof CORRECTABLE
export const CORRECTABLE_CODES = Object.keys(CORRECTABLE) as [Correctable, ...Correctable[]]

export const CORRECTION_STATES = { open: '等核对', accepted: '采纳了', refused: '没采纳' } as const
export type CorrectionState = keyof typeof CORRECTION_STATES

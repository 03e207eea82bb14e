/** Each state's name for staff and for the resident. */
export const CASE_STATES = {
  submitted: { label: '等受理', toResident: '交上了，等社区看' },
  accepted: { label: '等派单', toResident: '社区收下了' },
  in_progress: { label: '在办', toResident: '正在办' },
  waiting: { label: '等补充', toResident: '等您补充' },
  /** A certificate lies at the counter. */
  ready: { label: '等来领', toResident: '可以来领了' },
  resolved: { label: '等回访', toResident: '办好了，等您说一声' },
  returned: { label: '已退回', toResident: '不归社区管' },
  closed: { label: '办结', toResident: '办结了' },
  merged: { label: '已合并', toResident: '和同一件事一起办' },
} as const
export type CaseState = keyof typeof CASE_STATES
export const CASE_STATE_CODES = Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]
/** The states that follow each state. A state that no row names cannot be reached. */
export type Flow = Partial<Record<CaseState, readonly CaseState[]>>

export const OPEN_CASE_STATES = [
  'submitted',
  'accepted',
  'in_progress',
  'waiting',
] as const satisfies readonly CaseState[]
/** The same, and those that lie ready for their reporter: not done with for them. */
export const UNFINISHED_STATES = [...OPEN_CASE_STATES, 'ready'] as const satisfies readonly CaseState[]

/** The kinds of unfinished work that belong to one member of staff: each is handed to a colleague when they leave. */
export const WORK_KINDS = {
  case: { label: '诉求' },
  alert: { label: '照护' },
  visit: { label: '上门' },
} as const
export type WorkKind = keyof typeof WORK_KINDS
export const WORK_KIND_CODES = Object.keys(WORK_KINDS) as [WorkKind, ...WorkKind[]]

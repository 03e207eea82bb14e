/** The states of an import. Nothing is written before `writing`; `undoing` takes the writes back. */
export const IMPORT_STATES = {
  open: '等确认',
  writing: '正在导入',
  done: '导入完了',
  undoing: '正在撤回',
  undone: '撤回了',
} as const
export type ImportState = keyof typeof IMPORT_STATES

/** Minutes in which a death that was recorded ends nothing yet: a wrong 李桂兰 is put right without a trace. */
export const DEATH_GRACE_MINUTES = 30
/** Days in which the record may be taken back after it has ended what was open. */
const DEATH_UNDO_DAYS = 30

export const DEATH_STATES = {
  waiting: '半小时内可撤回',
  ending: '正在停办',
  ended: '都停办了',
  undone: '撤回了',
} as const
export type DeathState = keyof typeof DEATH_STATES

/** True while the record can still be taken back. */
export const isDeathUndoable = ({ state, at }: { state: DeathState; at: Date }, now: Date) =>
  state === 'waiting' || (state === 'ended' && now.getTime() - at.getTime() < DEATH_UNDO_DAYS * 86_400_000)

/** The states of two records of one person becoming one. */
export type MergeState = 'moving' | 'merged' | 'undoing' | 'undone'

const UNDO_HOURS = 24
/** The instant until which two records that were merged can be parted again. */
export const undoMergeUntil = (at: Date) => new Date(at.getTime() + UNDO_HOURS * 3_600_000)

/** The states of two records of one person becoming one. */
export type MergeState = 'moving' | 'merged' | 'undoing' | 'undone'

/**
 * Why: the office found two records of one person; the person signed in and said that a record is theirs; or family that
 * had written the person down may act for the person themself now.
 */
export const MERGE_REASONS = ['office', 'claim', 'family'] as const
export type MergeReason = (typeof MERGE_REASONS)[number]

const UNDO_HOURS = 24

/** Whether two records can be parted again. Family acts for the survivor by a binding, which stays. */
export const isMergeUndoable = ({ reason, at }: { reason?: MergeReason; at: Date }, now: Date) =>
  reason !== 'family' && now.getTime() < at.getTime() + UNDO_HOURS * 3_600_000

/**
 * Days between the request to delete an account and the deletion, in which it may be taken back. The app rules of China
 * allow fifteen working days; seven are enough for somebody who misses the app, or whose phone another person held.
 */
export const ERASURE_GRACE_DAYS = 7

/** The word that is typed in the second step. */
export const ERASURE_WORD = '注销'

/** The name in records that are kept without the person. */
export const ERASED_NAME = '已注销的居民'

export type ErasureState = 'waiting' | 'erasing' | 'erased' | 'taken_back'

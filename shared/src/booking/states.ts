/**
 * `pending` lasts for a moment between two writes and is shown to nobody. `held` has its places for some minutes, while
 * the page is filled in. `waiting` has none; `offered` has them until they are accepted, declined or the time is over.
 */
export const BOOKING_STATES = {
  pending: '正在订',
  held: '先占着',
  waiting: '排队中',
  offered: '轮到了',
  confirmed: '已约好',
  checked_in: '已到',
  no_show: '没来',
  cancelled: '已取消',
  refused: '没订上',
} as const
export type BookingState = keyof typeof BOOKING_STATES
/** States that have places in a sitting and a line in the diary. */
export const WITH_PLACES = ['held', 'offered', 'confirmed', 'checked_in', 'no_show'] as const satisfies BookingState[]
/** States that a resident or the office can still give up. */
export const OPEN_STATES = ['waiting', 'offered', 'confirmed'] as const satisfies BookingState[]
/** States that no list shows. */
export const UNSEEN_STATES = ['pending', 'held', 'refused'] as const satisfies BookingState[]
export const BOOKING_STATE_CODES = Object.keys(BOOKING_STATES) as [BookingState, ...BookingState[]]

export const SITTING_STATES = { open: '可预约', cancelled: '已取消' } as const
export type SittingState = keyof typeof SITTING_STATES

/** The way a booking was made. */
export const BOOKING_CHANNELS = { wechat: '微信', web: '网页', counter: '窗口代订', phone: '电话代订' } as const
export type BookingChannel = keyof typeof BOOKING_CHANNELS

/** The office's answer to a resident's reason for not coming. */
export const APPEAL_STATES = { open: '等答复', accepted: '不算没来', refused: '还是算没来' } as const
export type AppealState = keyof typeof APPEAL_STATES

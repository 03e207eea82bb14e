/** `pending` lives for a moment between two writes and is shown to nobody. */
export const BOOKING_STATES = {
  pending: '正在订',
  confirmed: '已约好',
  checked_in: '已到',
  no_show: '没来',
  cancelled: '已取消',
  refused: '没订上',
} as const
export type BookingState = keyof typeof BOOKING_STATES
export const BOOKING_STATE_CODES = Object.keys(BOOKING_STATES) as [BookingState, ...BookingState[]]

export const SITTING_STATES = { open: '可预约', cancelled: '已取消' } as const
export type SittingState = keyof typeof SITTING_STATES

/** Where a booking came from. */
export const BOOKING_CHANNELS = { wechat: '微信', web: '网页', counter: '窗口代订', phone: '电话代订' } as const
export type BookingChannel = keyof typeof BOOKING_CHANNELS

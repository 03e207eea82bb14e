/** `closed`: its day ended before it was called. `left`: its holder gave it back. */
export const TICKET_STATES = {
  waiting: '等着叫',
  called: '叫到了',
  served: '办完了',
  missed: '过号了',
  left: '不等了',
  closed: '当天没办',
} as const
export type TicketState = keyof typeof TICKET_STATES

/** The way a ticket was taken. */
export const TICKET_CHANNELS = { kiosk: '自助机', phone: '手机', counter: '窗口' } as const
export type TicketChannel = keyof typeof TICKET_CHANNELS

/** The three occasions for which a whistle may be blown (the rule of Beijing's streets). */
export const OCCASIONS = {
  joint_enforcement: { label: '综合执法', brief: '要几个部门一起查、一起管', byTheClock: false },
  key_work: { label: '重点工作', brief: '一家办不成，要几家一起办', byTheClock: false },
  emergency: { label: '应急处置', brief: '有危险，夜里、节假日也要马上来', byTheClock: true },
} as const satisfies Record<string, { label: string; brief: string; byTheClock: boolean }>
export type Occasion = keyof typeof OCCASIONS
export const OCCASION_CODES = Object.keys(OCCASIONS) as [Occasion, ...Occasion[]]

export const MOST_PARTIES = 10

/** The community's rating of a receiver that was called. */
export const PARTY_RATINGS: Record<number, string> = { 3: '来得快、办得实', 2: '来了，办得一般', 1: '没来，或者没办' }

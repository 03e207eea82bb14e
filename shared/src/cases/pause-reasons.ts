/**
 * The reasons for which a clock may rest: all of them wait for the resident. Weather, spare parts and purchases are the
 * office's own; for these there is the extension. The first holds where a client gives none. `asks`: how the resident
 * reads it, after 「请您」.
 */
export const PAUSE_REASONS = {
  words: { label: '补充说明', asks: '补充' },
  papers: { label: '补充材料或照片', asks: '补充材料' },
  home: { label: '约个在家的时间', asks: '约个在家的时间' },
} as const
export type PauseReason = keyof typeof PAUSE_REASONS
export const PAUSE_REASON_CODES = Object.keys(PAUSE_REASONS) as [PauseReason, ...PauseReason[]]

/** The end of the form that asks the resident: whether the clock rests meanwhile. `left`: working days; absent from older servers. */
export const pauseInWords = (left: number | undefined) =>
  left === 0
    ? '停表已经停满了，等居民的时候照样计时'
    : left === undefined
      ? '等居民补充时先不计时'
      : `等居民补充时先不计时，这一件最多还能停 ${left} 个工作日`

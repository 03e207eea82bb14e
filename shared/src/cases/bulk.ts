/** The most cases of one bulk action: its author reads the preview row by row. */
export const BULK_MAX = 100

/** An assignment can be taken back for this long, while nobody has taken another step. */
export const TAKE_BACK_MINUTES = 10

interface BulkStep {
  label: string
  /** The question above the box for the sentence; the words go out filled like a reply template. */
  asks: string
  said: string
  optional?: true
  /** The words about undoing it, before it is done. */
  undo: string
}

/** The steps that many cases can take at once. Each case still takes its own, by its own version. */
export const BULK_STEPS = {
  accept: {
    label: '受理',
    asks: '居民会读到（不写也行）',
    said: '收下了，我们先去看一眼，有结果马上告诉您。',
    optional: true,
    undo: '受理了就算收下，撤不回。',
  },
  assign: {
    label: '派单',
    asks: '给居民的一句话（不写也行）',
    said: '',
    optional: true,
    undo: `派错了，${TAKE_BACK_MINUTES} 分钟内没人接着办，就能撤回。`,
  },
  reply: { label: '答复', asks: '居民会读到', said: '', undo: '发给居民的话撤不回，先看清楚。' },
  close: {
    label: '回访办结',
    asks: '回访时居民怎么说',
    said: '',
    undo: '办结了撤不回，居民说没办好可以要求重办。',
  },
} as const satisfies Record<string, BulkStep>
export type BulkStepCode = keyof typeof BULK_STEPS
export const BULK_STEP_CODES = Object.keys(BULK_STEPS) as [BulkStepCode, ...BulkStepCode[]]
export const bulkStep = (code: BulkStepCode): BulkStep => BULK_STEPS[code]

import type { StaffCase } from '@yike/shared/cases/schemas'

/** The moves of a case, in the order they usually come; the first one open is the page's main button. */
export const STEPS = {
  accept: { label: '受理', key: 'a', submit: '收下', said: '收下了，我们先去看一眼，有结果马上告诉您。' },
  assign: { label: '派单', key: 'p', submit: '派出去', said: '' },
  resolve: { label: '办好了', key: undefined, submit: '告诉居民办好了', said: '' },
  close: { label: '回访办结', key: undefined, submit: '办结', said: '' },
  reply: { label: '答复', key: 'r', submit: '发给居民', said: '' },
  ask: { label: '请居民补充', key: undefined, submit: '请居民补充', said: '' },
  return: { label: '不归我们管', key: undefined, submit: '退回并说清', said: '' },
} as const satisfies Record<string, { label: string; key: string | undefined; submit: string; said: string }>
export type Step = keyof typeof STEPS

export const openSteps = ({ can }: StaffCase) => (Object.keys(STEPS) as Step[]).filter((step) => can[step])

import type { NoticeState } from './kinds'

/** The state a notice is in for each step. What was published is withdrawn, and written anew. */
export const NOTICE_STEPS = {
  edit: 'draft',
  remove: 'draft',
  publish: 'draft',
  withdraw: 'published',
} as const satisfies Record<string, NoticeState>

import type { NoticeState } from './kinds'

/** The states in which each step is possible. A published notice is withdrawn, and written anew. */
export const NOTICE_STEPS = {
  edit: 'draft',
  remove: 'draft',
  publish: 'draft',
  withdraw: 'published',
} as const satisfies Record<string, NoticeState>

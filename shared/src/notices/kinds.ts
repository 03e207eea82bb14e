/** Kinds of notice: the word of the tag, and whether a neighbour should see it before anything else. */
export const NOTICE_KINDS = {
  outage: { label: '停水停电', icon: 'warn' },
  meal: { label: '助餐', icon: 'meal' },
  health: { label: '健康', icon: 'pulse' },
  activity: { label: '活动', icon: 'calendar' },
  policy: { label: '政策', icon: 'info' },
  safety: { label: '安全提醒', icon: 'warn' },
  affairs: { label: '居务公开', icon: 'bell' },
} as const
export type NoticeKind = keyof typeof NOTICE_KINDS
export const NOTICE_KIND_CODES = Object.keys(NOTICE_KINDS) as [NoticeKind, ...NoticeKind[]]

export const NOTICE_STATES = { draft: '草稿', published: '已发布', withdrawn: '已撤回' } as const
export type NoticeState = keyof typeof NOTICE_STATES
export const NOTICE_STATE_CODES = Object.keys(NOTICE_STATES) as [NoticeState, ...NoticeState[]]

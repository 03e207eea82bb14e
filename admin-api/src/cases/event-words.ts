import type { CaseEventKind } from '@yike/shared/cases/events'

/** Each event in the words that everybody reads. */
export const WHAT: Record<CaseEventKind, string> = {
  filed: '交给社区',
  accepted: '社区收下了',
  classified: '改了类别',
  transferred: '转给别的社区，等接收',
  transfer_ruled: '会商定归别的社区，等接收',
  transfer_accepted: '转到别的社区接着办',
  transfer_returned: '别的社区退回来了',
  returned: '不归社区管',
  assigned: '派了人来办',
  reassigned: '换了人来办',
  unassigned: '退回来重派',
  replied: '有答复',
  asked: '请补充',
  checked: '看过材料了',
  brought: '材料补来了，接着办',
  ready: '办好了，可以来领',
  collected: '领走了',
  commented: '补充了情况',
  supplemented: '补充了情况，接着办',
  matched: '附近已经有了',
  planned: '列入项目了',
  unplanned: '项目没有办成，再想办法',
  resolved: '办好了',
  rated: '评价了',
  confirmed: '说好了，办结',
  closed: '回访过，办结了',
  concluded: '有了结果，办结了',
  lapsed: '没等到居民回音，先办结了',
  extension_asked: '申请延期',
  extended: '延期了',
  extension_refused: '延期没有批',
  promised: '按时限表定了期限',
  reopened: '没办好，要求重办',
  still_broken: '邻居说还没修好',
  dispatched: '请单位来办',
  redispatched: '请单位来办',
  handed_up: '社区办不了，报给街道',
  handed_down: '街道定了，由社区接着办',
  ruled: '会商定了单位来办',
  signed: '单位签收了',
  handed_back: '单位退回来了',
  noted: '单位的话',
  reported: '单位说办好了',
  released: '把联系方式给了单位',
  alerted: '到时提醒',
  order_changed: '上级更新了工单',
  order_urged: '上级催办',
  order_reopened: '上级要求重办',
  whistled: '吹哨，请几家单位一起来办',
  whistle_signed: '单位应哨了',
  whistle_contacted: '单位来联系了',
  whistle_reported_in: '单位到场报到了',
  whistle_rated: '社区评了单位',
  merged: '和同一件事并到一起办',
  unmerged: '又单独办了',
  absorbed: '并进来一件同样的事',
  split: '分成几件办',
  split_off: '从一件里分出来，单独办',
  parted: '拿出去一件，单独办',
  office_noted: '内部备注',
}

/** The resident sees that it happened; the words are between the receiver and the office. */
export const WORDS_FOR_STAFF: ReadonlySet<CaseEventKind> = new Set(['whistle_reported_in'])

/** The steps of the reporter. */
export const BY_RESIDENT: ReadonlySet<CaseEventKind> = new Set([
  'commented',
  'supplemented',
  'rated',
  'confirmed',
  'reopened',
])

/**
 * The steps whose words neighbours read too: what the office did. A question to the reporter, their answer and what they
 * said at the call-back stay between the two.
 */
export const READ_BY_NEIGHBOURS: ReadonlySet<CaseEventKind> = new Set([
  'accepted',
  'returned',
  'assigned',
  'reassigned',
  'replied',
  'resolved',
  'dispatched',
  'redispatched',
  'ruled',
  'handed_up',
  'handed_down',
  'extended',
  'transfer_accepted',
])

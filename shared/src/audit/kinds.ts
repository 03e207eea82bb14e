/** The shortest time that entries are kept: six months, as the rules for graded protection (等保) ask. */
export const LEAST_DAYS = 184

/** The deeds that an entry of the audit log is about. */
export const AUDIT_KINDS = {
  read: '查看',
  change: '改动',
  export: '导出',
  security: '安全',
} as const
export type AuditKind = keyof typeof AUDIT_KINDS
export const AUDIT_KIND_CODES = Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]]

/** The part of the product that an address of the API belongs to, by its first word. */
const PARTS: Readonly<Record<string, string>> = {
  accounts: '工作人员',
  appeals: '预约',
  areas: '区划',
  'area-changes': '区划',
  'area-imports': '区划',
  attendance: '签到表',
  audit: '审计记录',
  auth: '登录',
  bookings: '预约',
  calendar: '日历',
  care: '照护',
  carers: '护理员',
  cases: '诉求',
  'catalogue-entries': '派单目录',
  certificates: '证书',
  'check-in': '签到',
  colleagues: '工作人员',
  corrections: '地点纠错',
  'course-bookings': '课程',
  courses: '课程',
  coverage: '生活圈',
  deaths: '离世登记',
  entitlements: '助餐待遇',
  halls: '叫号',
  handovers: '交接',
  invitations: '邀请',
  kitchen: '助餐',
  loans: '借还',
  me: '我的账号',
  messages: '消息',
  'my-visits': '上门',
  notices: '通知',
  offers: '候补',
  organizations: '机构',
  people: '居民',
  leaves: '休假',
  'place-imports': '地点导入',
  places: '地点',
  plans: '上门计划',
  premises: '小区',
  pupils: '课程',
  'received-cases': '来件',
  receivers: '承办单位',
  rights: '权限',
  'resident-imports': '居民导入',
  roles: '岗位',
  series: '排期',
  services: '服务',
  sittings: '场次',
  things: '借用物品',
  tickets: '叫号',
  till: '助餐收款',
  today: '今天',
  'unfinished-visits': '上门',
  visits: '上门',
  whistles: '吹哨',
}

/** Events, and the reasons for which somebody's data was read or changed. */
const EVENTS: Readonly<Record<string, string>> = {
  person: '居民',
  merge: '合并登记',
  death: '离世登记',
  death_undone: '撤回离世登记',
  'bulk reading': '看得比平时多',
  merge_undone: '分开登记',
  phone_person: '电话',
  phone_booking: '电话',
  phone_case: '电话',
  visit_report: '上门记录',
  entitlement: '助餐待遇',
  visit: '照护档案',
  alert: '照护档案',
  call: '照护档案',
  keep: '照护档案',
  check: '照护档案',
  sensitive: '敏感资料',
  'sign-in failed': '登录失败',
  'office opened': '开通',
  'staff invited': '邀请工作人员',
  'staff deactivated': '停用账号',
  'invitation accepted': '接受邀请',
  'role made': '定岗位',
  'role changed': '改岗位',
  'role removed': '删岗位',
  'role given': '给岗位',
  'role ended': '收回岗位',
  'authenticator set up': '设好动态码',
  'authenticator reset': '重设动态码',
}

/** The words for the `act` of an entry: an event, a reason, or a method and an address of the API. */
export function actInWords(act: string): string {
  const part = /^[A-Z]+ (?:\/staff)?\/([\w-]+)/.exec(act)?.[1]
  return EVENTS[act] ?? (part && PARTS[part]) ?? act
}

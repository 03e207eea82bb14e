import type { ServiceKind } from '../directory/categories'
import type { AreaLevel } from '../territory/levels'

/**
 * The rights of a member of staff, each named as a question of the counter. Held per area: a role counts below its
 * area. The value is its name on the page about roles.
 */
export const PERMISSION_LABELS = {
  'place.edit': '改生活圈的地方',
  /** Confirms that an entry is right, after a look; a grid worker passes by. */
  'place.verify': '核对地方还在不在',
  'service.edit': '改服务和护理员',
  'sitting.edit': '排场次、写菜单',
  'booking.read': '看预约名单',
  'booking.book': '替居民预约',
  'booking.check_in': '给来的人签到',
  'booking.cancel': '替居民取消、改期',
  /** Reads a carer's measurements and notes of a visit; each reading is on record. */
  'visit.read_report': '看上门的测量和记录',
  /** Marks the attendance of a course, and sees who may collect a child. */
  'course.lead': '带课、记出勤',
  /** Gives and withdraws certificates. */
  'course.certify': '发结业证书',
  /** Calls numbers at a window. */
  'hall.call': '叫号',
  /** Lines, windows, screens and kiosks of a hall. */
  'hall.edit': '设大厅的窗口和屏幕',
  'case.read': '看诉求',
  'case.create': '替居民登记诉求',
  'case.accept': '受理诉求',
  'case.assign': '把诉求派给同事',
  'case.handle': '办诉求',
  'case.close': '回访、办结诉求',
  /** Decides which receiver a case belongs to that was returned twice. */
  'case.rule': '退了两次的诉求定归谁',
  /** Calls several receivers at once to one case, and is notified of those that do not answer. */
  'case.whistle': '吹哨，叫几个单位一起来',
  /** Looks at the papers of a matter, with their photos, and hands the certificate out. */
  'matter.handle': '看办事的材料、发证明',
  /** The guide of what the community handles: what to bring, how long, where. */
  'matter.edit': '改办事指南',
  /** Works on the cases that were given to the person's organisation, without seeing who reported them. */
  'case.receive': '办派给本单位的来件',
  /** Sentences that the office says often, for all who answer cases in an area. */
  'template.edit': '改答复模板',
  /** The tree of categories of cases, one for all communities of the installation: held over all of them. */
  'category.edit': '改诉求的类别',
  /** Organisations that mend, their members, and the dispatch catalogue. */
  'receiver.edit': '改承办单位',
  /** Outside systems that file cases by Open311, and their keys. */
  'partner.edit': '管合作系统的密钥',
  /** Sees who reported a case anonymously. */
  'case.see_reporter': '看匿名诉求是谁报的',
  /** Talks with the parties of a dispute, and sees the disputes that were assigned to the person alone. */
  'mediation.handle': '调解矛盾纠纷',
  /** Sees every dispute of the area, accepts it, and chooses or changes its mediator. */
  'mediation.direct': '看全部矛盾纠纷，指定调解员',
  /** Does casework with people who agreed, and sees the caseworks that are the person's own alone. */
  'casework.handle': '做社工个案',
  /** Sees every casework of the area, accepts it, and chooses or changes its social worker. */
  'casework.supervise': '看全部社工个案，指定社工',
  /** A member of a department asks a street to let its communities do a work. */
  'admission.ask': '申请把工作交给社区做',
  /** Remarks on such works, and notes the hours that a community spends on them. */
  'admission.work': '看街道准入的工作、提意见、记工时',
  /** Admits, refuses and ends them, for a street. */
  'admission.decide': '答复工作准入的申请',
  /** Answers requests for legal aid, and sees those that were assigned to the person alone. */
  'legal.handle': '办法律援助',
  /** Sees every request for legal aid of the area, accepts it, and chooses who handles it. */
  'legal.direct': '看全部法律援助，指定谁办',
  'notice.read': '看通知',
  'notice.edit': '写通知',
  'notice.publish': '发布通知',
  /** Reads reports about public words and pictures, and decides them. */
  'report.decide': '处理举报',
  'person.find': '找居民',
  'person.edit': '改居民的登记',
  /** Makes one of two records of the same person, and parts them again. */
  'person.merge': '合并重复登记的居民',
  /** Ends everything of somebody who died, in one step. */
  'person.death': '登记离世',
  /** Confirms by documents: that one resident may act for another, a number, a name, a home. */
  'person.bind': '核对证件：家人、电话、实名、住址',
  /** Sees the messages that did not reach somebody, to phone them. */
  'message.follow_up': '给没送到消息的人打电话',
  'insight.read': '看今天的数字',
  /** Opens the care files of elders; each reading is on record. */
  'care.read': '看照护档案',
  'care.edit': '改照护档案',
  /** Is notified when somebody did not say 我很好 or calls for help, and goes. */
  'care.respond': '接呼救、去看望',
  /** Is notified when nobody went. */
  'care.direct': '呼救没人接时被叫到',
  /** Names, codes and borders of the areas below the person's own, and how they merge and split. */
  'territory.edit': '改区划',
  /** Closes the till of a day, and makes the statement of a month. */
  'meal.account': '关账、做月结单',
  /** Opens a closed till again. */
  'meal.reopen': '把关了的账打开',
  /** Confirms the entitlements that the price of a meal depends on: 低保. */
  'meal.entitle': '确认低保等优惠',
  /** Invites colleagues, and ends their accounts. */
  'staff.manage': '邀请同事、停用账号',
  /** Makes roles of permissions: a duty apart from giving them to people. */
  'role.edit': '定岗位能做什么',
  /** Records incidents with personal data, and to whom they were reported. */
  'incident.edit': '登记个人信息安全事件',
  /** Reads the audit log, and changes nothing: nobody judges their own deeds. */
  'audit.read': '查谁看过谁的资料',
} as const
export type Permission = keyof typeof PERMISSION_LABELS
export const PERMISSIONS = Object.keys(PERMISSION_LABELS) as Permission[]

/** Three duties that no account joins: who has accounts, what their roles may do, and who watches both. */
export const DUTIES = {
  'staff.manage': '系统管理',
  'role.edit': '安全管理',
  'audit.read': '审计',
} as const satisfies Partial<Record<Permission, string>>
export type Duty = keyof typeof DUTIES
const isDuty = (permission: Permission): permission is Duty => permission in DUTIES

/** Permissions that stay with the role made for them: no other role of the product and none of an office has them. */
const OF_ONE_ROLE: readonly Permission[] = ['case.receive', 'admission.ask', 'incident.edit']

/** The part of an area that a role works for: these kinds of service, and of them only the person's own work. */
export interface Serves {
  kinds: readonly ServiceKind[]
  own: boolean
}

export const ROLES = {
  /** Everything but the two other duties, and the work of organisations outside the office. */
  community_admin: {
    label: '社区管理员',
    permissions: PERMISSIONS.filter((one) => !['role.edit', 'audit.read', ...OF_ONE_ROLE].includes(one)),
  },
  clerk: {
    label: '窗口人员',
    permissions: [
      'place.edit',
      'place.verify',
      'service.edit',
      'sitting.edit',
      'booking.read',
      'booking.book',
      'booking.check_in',
      'booking.cancel',
      'visit.read_report',
      'course.lead',
      'course.certify',
      'hall.call',
      'hall.edit',
      'case.read',
      'case.create',
      'case.accept',
      'case.assign',
      'case.handle',
      'matter.handle',
      'matter.edit',
      'admission.work',
      'notice.read',
      'notice.edit',
      'report.decide',
      'person.find',
      'person.edit',
      'person.bind',
      'message.follow_up',
      'insight.read',
      'care.read',
      'care.edit',
      'care.respond',
      'meal.account',
      'meal.entitle',
    ],
  },
  grid_worker: {
    label: '网格员',
    permissions: [
      'place.verify',
      'booking.read',
      'booking.book',
      'booking.check_in',
      'course.lead',
      'hall.call',
      'case.read',
      'case.create',
      'case.accept',
      'case.handle',
      'admission.work',
      'notice.read',
      'person.find',
      'person.bind',
      'message.follow_up',
      'insight.read',
      'care.read',
      'care.respond',
    ],
  },
  carer: {
    label: '护理员',
    permissions: [
      'care.read',
      'care.respond',
      'booking.read',
      'booking.check_in',
      'visit.read_report',
      'case.read',
      'case.create',
    ],
    serves: { kinds: ['care'], own: true },
  },
  receiver: { label: '承办人', permissions: ['case.receive', 'admission.ask'] },
  cook: {
    label: '助餐员',
    permissions: ['booking.read', 'booking.check_in'],
    serves: { kinds: ['meal'], own: false },
    places: 'optional',
  },
  /** Talks with neighbours who disagree: handles cases, and nothing else about people. */
  mediator: {
    label: '调解员',
    permissions: ['case.read', 'case.create', 'case.handle', 'mediation.handle', 'notice.read'],
  },
  /** Does casework with people whom they find; reads and answers cases as a mediator does. */
  social_worker: {
    label: '社工',
    permissions: ['case.read', 'case.create', 'case.handle', 'casework.handle', 'person.find', 'notice.read'],
  },
  /**
   * The lawyer of a community (一社区一法律顾问): answers what is assigned to them, receives those who booked a duty time,
   * and nothing else about people.
   */
  lawyer: {
    label: '法律顾问',
    permissions: [
      'case.read',
      'case.create',
      'case.handle',
      'legal.handle',
      'booking.read',
      'booking.check_in',
      'notice.read',
    ],
    serves: { kinds: ['legal'], own: false },
  },
  /** Held at places of their own: their entry, their services, and who comes. */
  provider: {
    label: '服务单位',
    permissions: [
      'place.edit',
      'place.verify',
      'service.edit',
      'sitting.edit',
      'booking.read',
      'booking.check_in',
      'booking.cancel',
    ],
    places: 'required',
  },
  security_admin: { label: '安全管理员', permissions: ['role.edit', 'incident.edit'] },
  auditor: { label: '审计员', permissions: ['audit.read'] },
  /** A role that the office made of permissions: they are written in each entry that holds it. */
  custom: { label: '自定义岗位', permissions: [] },
} as const satisfies Record<string, RoleDefinition>
export type Role = keyof typeof ROLES

interface RoleDefinition {
  label: string
  permissions: readonly Permission[]
  serves?: Serves
  /** Given together with the places at which it counts; where they are optional and none is given, all of its area. */
  places?: 'required' | 'optional'
}
/** A role as somebody holds it. */
export interface RoleHeld {
  role: Role
  custom?: { label: string; permissions: readonly Permission[] } | undefined
}
const definitionOf = (role: Role): RoleDefinition => ROLES[role]

export const permissionsOfRole = ({ role, custom }: RoleHeld): readonly Permission[] =>
  custom?.permissions ?? definitionOf(role).permissions
/** Administrators are named after the level of their area: 街道管理员. */
export const labelOfRole = ({ role, custom }: RoleHeld, level?: AreaLevel) => {
  const above = role === 'community_admin' && level ? ADMIN_LABELS[level] : undefined
  return custom?.label ?? above ?? definitionOf(role).label
}
const ADMIN_LABELS: Partial<Record<AreaLevel, string>> = {
  city: '市管理员',
  district: '区县管理员',
  street: '街道管理员',
}
/** The part of an area that a role works for; null where it is all of it. */
export const servesOf = (role: Role): Serves | null => definitionOf(role).serves ?? null
/** Whether one of the roles works for services of this kind at this place: a cook for the meals of their canteen. */
export const worksFor = (
  roles: readonly { role: Role; placeIds: readonly string[] | null }[],
  { kind, placeId }: { kind: ServiceKind; placeId: string },
) =>
  roles.some(
    ({ role, placeIds }) => (servesOf(role)?.kinds.includes(kind) ?? true) && (placeIds?.includes(placeId) ?? true),
  )
/** Whether a role is given together with places; null where it counts in an area. */
export const placesOf = (role: Role) => definitionOf(role).places ?? null
/**
 * True when two people have a duty in common, beside the three that no account joins: one can then stand in for the
 * other.
 */
export function sharesWork(some: readonly RoleHeld[], others: readonly RoleHeld[]) {
  const theirs = new Set(others.flatMap(permissionsOfRole))
  return some.flatMap(permissionsOfRole).some((one) => !isDuty(one) && theirs.has(one))
}
/** The duty of the three that a role carries; null for everybody else. */
export const dutyOf = (held: RoleHeld): Duty | null => permissionsOfRole(held).find(isDuty) ?? null
/** The permissions that a custom role may have: the duties stay with their own roles, and so do those of one role. */
export const FREE_PERMISSIONS = PERMISSIONS.filter((one) => !isDuty(one) && !OF_ONE_ROLE.includes(one))

export const ROLE_CODES = Object.keys(ROLES) as [Role, ...Role[]]
/** The roles that an office may give as they are. */
export const GIVEN_ROLES = ROLE_CODES.filter((role) => role !== 'custom')

import { opensAdmissions } from '@yike/shared/admission/asking'
import type { ServiceKind } from '@yike/shared/directory/categories'
import { servesOf, type Permission, type Role } from '@yike/shared/people/permissions'
import type { StaffMe } from '@yike/shared/people/schemas'
import type { Feature } from '@yike/shared/territory/features'
import type { IconName } from '../kit/show/icons'

/** The requirements of a page: a permission, and a kind of service that the person works for. */
interface Needs {
  /** One of them is enough. */
  permission: Permission | readonly Permission[]
  kind?: ServiceKind
  /** Hidden where the person's communities do without it. */
  feature?: Feature
  /** The permission must count in a whole area: the page shows or adds what belongs to one. */
  inArea?: true
  /** A rule beside the permission. */
  opens?: (who: Who) => boolean
}

export interface Section extends Needs {
  to: string
  icon: IconName
  label: string
}

/** The main menu. Entries whose requirements a person lacks are hidden. */
const SECTIONS = [
  { to: '/', icon: 'clock', label: '今天', permission: 'insight.read' },
  { to: '/cases', icon: 'speak', label: '诉求', permission: 'case.read' },
  { to: '/mediations', icon: 'speak', label: '调解', permission: 'mediation.handle' },
  { to: '/needs', icon: 'plus', label: '需求', permission: 'case.assign' },
  { to: '/caseworks', icon: 'care', label: '个案', permission: 'casework.handle' },
  { to: '/matters', icon: 'book', label: '办事', permission: ['matter.handle', 'matter.edit'] },
  { to: '/whistles', icon: 'bell', label: '吹哨', permission: 'case.whistle' },
  { to: '/rulings', icon: 'family', label: '会商', permission: 'case.rule' },
  { to: '/rates', icon: 'pulse', label: '三率', permission: 'insight.read' },
  { to: '/received', icon: 'bag', label: '来件', permission: 'case.receive' },
  {
    to: '/admissions',
    icon: 'check',
    label: '准入',
    permission: ['admission.work', 'admission.ask'],
    opens: opensAdmissions,
  },
  { to: '/bookings', icon: 'calendar', label: '预约', permission: 'booking.read' },
  { to: '/hall', icon: 'ticket', label: '叫号', permission: 'hall.call', feature: 'hall' },
  { to: '/care', icon: 'care', label: '照护', permission: 'care.respond' },
  { to: '/meals', icon: 'bag', label: '助餐', permission: 'booking.check_in', kind: 'meal', feature: 'meals' },
  // Carers and things belong to an area, none to the place of a provider.
  {
    ...{ to: '/visits', icon: 'walk', label: '上门', permission: 'booking.read', kind: 'care' },
    ...{ feature: 'visits', inArea: true },
  },
  {
    ...{ to: '/loans', icon: 'tool', label: '借还', permission: 'booking.read', kind: 'loan' },
    ...{ feature: 'loans', inArea: true },
  },
  { to: '/notices', icon: 'bell', label: '通知', permission: 'notice.read' },
  { to: '/reports', icon: 'warn', label: '举报', permission: 'report.decide' },
  { to: '/places', icon: 'map', label: '生活圈', permission: 'place.verify' },
  { to: '/services', icon: 'meal', label: '服务', permission: ['booking.book', 'service.edit'] },
  { to: '/people', icon: 'family', label: '居民', permission: 'person.find' },
  { to: '/messages', icon: 'phone', label: '没送到', permission: 'message.follow_up' },
  { to: '/territory', icon: 'pin', label: '区划', permission: 'insight.read' },
  { to: '/receivers', icon: 'tool', label: '承办单位', permission: 'case.assign' },
  { to: '/staff', icon: 'user', label: '工作人员', permission: 'staff.manage' },
  { to: '/settings', icon: 'sliders', label: '设置', permission: ['staff.manage', 'partner.edit'] },
  { to: '/audit', icon: 'search', label: '审计', permission: 'audit.read' },
  { to: '/rights', icon: 'lock', label: '权限', permission: ['role.edit', 'staff.manage', 'audit.read'] },
  { to: '/incidents', icon: 'warn', label: '安全事件', permission: 'incident.edit' },
] as const satisfies readonly Section[]

/** Pages below a section that require more than the section does. */
const DEEPER: Record<string, Needs> = {
  '/cases/new': { permission: 'case.create' },
  '/case-categories': { permission: 'category.edit' },
  '/bookings/calls': { permission: 'booking.book' },
  '/courses': { permission: 'course.lead', feature: 'courses' },
  '/meals/statement': { permission: 'meal.account', kind: 'meal', feature: 'meals' },
  '/notices/new': { permission: 'notice.edit' },
  '/places/new': { permission: 'place.edit', inArea: true },
  '/places/import': { permission: 'place.edit', inArea: true },
  '/people/import': { permission: 'booking.book', inArea: true },
  '/services/new': { permission: 'service.edit' },
}
const NEEDS = new Map<string, Needs>([...SECTIONS.map((one) => [one.to, one] as const), ...Object.entries(DEEPER)])

type Who = Pick<StaffMe, 'permissions' | 'areaPermissions' | 'roles' | 'featuresOff' | 'handsWorkDown'>

const has = (who: Who, { permission, kind, feature, inArea, opens }: Needs) =>
  !(feature && who.featuresOff.includes(feature)) &&
  [permission].flat().some((one) => (inArea ? who.areaPermissions : who.permissions).includes(one)) &&
  (!kind || who.roles.some(({ role }) => servesOf(role.code as Role)?.kinds.includes(kind) ?? true)) &&
  (!opens || opens(who))

const LISTS: ReadonlySet<string> = new Set(SECTIONS.map(({ to }) => to))
/** True for the address of a section, which lists what is below it. */
export const isList = (path: string) => LISTS.has(path)

export const sectionsOf = (who: Who): Section[] => SECTIONS.filter((section) => has(who, section))

/** The first page of a person: today for the office, their own kind of service for a cook or a carer. */
export function landingOf(who: Who): string {
  const mine = sectionsOf(who)
  const own = mine.find(
    ({ kind }) => kind && who.roles.some(({ role }) => servesOf(role.code as Role)?.kinds.includes(kind)),
  )
  return (mine.find(({ to }) => to === '/') ?? own ?? mine[0])?.to ?? '/'
}

/** Whether an address is a page of theirs: the longest known part of it decides. */
export function mayOpen(who: Who, path: string): boolean {
  const parts = path.split('/').filter(Boolean)
  for (let length = parts.length; length > 0; length--) {
    const needs = NEEDS.get(`/${parts.slice(0, length).join('/')}`)
    if (needs) return has(who, needs)
  }
  return path !== '/' || has(who, NEEDS.get('/')!)
}

import type { ServiceKind } from '../directory/categories'

/**
 * The rights of a member of staff, each named as a question of the counter. Held per area: a role counts below its
 * area.
 */
export const PERMISSIONS = [
  'place.edit',
  /** Confirms that an entry is right, after a look; a grid worker passes by. */
  'place.verify',
  'service.edit',
  'sitting.edit',
  'booking.read',
  'booking.book',
  'booking.check_in',
  'booking.cancel',
  /** Reads a carer's measurements and notes of a visit; each reading is on record. */
  'visit.read_report',
  /** Marks the attendance of a course, and sees who may collect a child. */
  'course.lead',
  /** Gives and withdraws certificates. */
  'course.certify',
  /** Calls numbers at a window. */
  'hall.call',
  /** Lines, windows, screens and kiosks of a hall. */
  'hall.edit',
  'case.read',
  'case.create',
  'case.accept',
  'case.assign',
  'case.handle',
  'case.close',
  /** Decides which receiver a case belongs to that was returned twice. */
  'case.rule',
  /** Works on the cases that were given to the person's organisation, without seeing who reported them. */
  'case.receive',
  /** Organisations that mend, their members, and the dispatch catalogue. */
  'receiver.edit',
  /** Sees who reported a case anonymously. */
  'case.see_reporter',
  'notice.read',
  'notice.edit',
  'notice.publish',
  'person.find',
  'person.edit',
  /** Confirms with evidence that one resident may act for another, and ends it. */
  'person.bind',
  /** Sees the messages that did not reach somebody, to phone them. */
  'message.follow_up',
  'insight.read',
  /** Opens the care files of elders; each reading is on record. */
  'care.read',
  'care.edit',
  /** Is notified when somebody did not say 我很好 or calls for help, and goes. */
  'care.respond',
  /** Is notified when nobody went. */
  'care.direct',
  /** Names, codes and borders of the areas below the person's own, and how they merge and split. */
  'territory.edit',
  /** Closes the till of a day, and makes the statement of a month. */
  'meal.account',
  /** Opens a closed till again. */
  'meal.reopen',
  /** Confirms the entitlements that the price of a meal depends on: 低保. */
  'meal.entitle',
  /** Invites colleagues, and ends their accounts. */
  'staff.manage',
  /** Reads the audit log, and changes nothing. */
  'audit.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The part of an area that a role works for: these kinds of service, and of them only the person's own work. */
export interface Serves {
  kinds: readonly ServiceKind[]
  own: boolean
}

/**
 * Nobody judges their own deeds: administrators do not read the audit log, and auditors do nothing else. Nobody of the
 * office works for an organisation outside it.
 */
const ADMINISTERED = PERMISSIONS.filter((permission) => permission !== 'audit.read' && permission !== 'case.receive')

export const ROLES = {
  community_admin: { label: '社区管理员', permissions: ADMINISTERED },
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
      'notice.read',
      'notice.edit',
      'person.find',
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
  receiver: { label: '承办人', permissions: ['case.receive'] },
  cook: {
    label: '助餐员',
    permissions: ['booking.read', 'booking.check_in'],
    serves: { kinds: ['meal'], own: false },
  },
  auditor: { label: '审计员', permissions: ['audit.read'] },
} as const satisfies Record<string, { label: string; permissions: readonly Permission[]; serves?: Serves }>
export type Role = keyof typeof ROLES
/** The part of an area that a role works for; null where it is all of it. */
export const servesOf = (role: Role): Serves | null => {
  const of: { permissions: readonly Permission[]; serves?: Serves } = ROLES[role]
  return of.serves ?? null
}
export const ROLE_CODES = Object.keys(ROLES) as [Role, ...Role[]]

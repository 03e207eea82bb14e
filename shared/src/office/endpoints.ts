import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { AnswerPhoneOf } from '../people/phone-schemas'
import type * as r from './role-schemas'
import type * as l from './leave-schemas'
import type * as s from './schemas'
import type * as t from './settings-schemas'

type Done = { done: true }
type In<Schema extends z.ZodType> = z.input<Schema>

/** Whether the first administrator is still missing. */
export const getSetup = endpoint<Record<string, never>, z.output<typeof s.SetupState>>({
  method: 'GET',
  path: '/setup',
  access: 'public',
  errors: [],
})
/** Whether a set-up link is valid: for 24 hours, until the next one is made or the set-up is done. */
export const openSetup = endpoint<In<typeof s.LinkInput>, s.SetupOpened>({
  method: 'POST',
  path: '/setup/open',
  access: 'public',
  errors: ['LINK_EXPIRED', 'TOO_MANY_REQUESTS'],
})
/** Divisions of the national list, for the holder of the set-up link. Below some districts the list has none. */
export const listSetupDivisions = endpoint<In<typeof s.SetupDivisions>, z.output<typeof s.DivisionList>>({
  method: 'POST',
  path: '/setup/divisions',
  access: 'public',
  errors: ['LINK_EXPIRED', 'TOO_MANY_REQUESTS'],
})
/**
 * Makes the territory down to the communities and the first administrator, who signs in next. Sent again after a crash
 * with the same link it resumes.
 */
export const finishSetup = endpoint<In<typeof s.Setup>, Done>({
  method: 'POST',
  path: '/setup',
  access: 'public',
  errors: ['LINK_EXPIRED', 'TOO_MANY_REQUESTS', 'NAME_TAKEN'],
})

/** The first steps of the areas that the caller administers, ticked by what is on record there. */
export const listFirstSteps = endpoint<Record<string, never>, s.FirstStepList>({
  method: 'GET',
  path: '/staff/first-steps',
  access: { staff: 'staff.manage' },
  errors: [],
})
/** Puts the list away for these areas, whatever is left to do. Sent again it changes nothing. */
export const putFirstStepsAway = endpoint<Record<string, never>, Done>({
  method: 'POST',
  path: '/staff/first-steps/put-away',
  access: { staff: 'staff.manage' },
  errors: [],
})

/** The features and office hours of a community, or of an area above one, that the caller administers. */
export const getAreaSettings = endpoint<In<typeof t.OfArea>, t.AreaSettings>({
  method: 'GET',
  path: '/staff/areas/:id/settings',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND'],
})
/**
 * The features that are off here and below. FEATURE_IN_USE while something is open in one that goes off, until the
 * caller sends that they have read how much.
 */
export const switchFeatures = endpoint<In<typeof t.SwitchFeatures>, t.AreaSettings>({
  method: 'PUT',
  path: '/staff/areas/:id/features',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'CONFLICT', 'FEATURE_IN_USE'],
})
/** The office hours here and below; limits that are counted from now on keep to them. */
export const setOfficeHours = endpoint<In<typeof t.SetOfficeHours>, t.AreaSettings>({
  method: 'PUT',
  path: '/staff/areas/:id/hours',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** By when the receivers of a whistle answer, here and below. Whistles that were blown keep their limits. */
export const setWhistleLimits = endpoint<In<typeof t.SetWhistleLimits>, t.AreaSettings>({
  method: 'PUT',
  path: '/staff/areas/:id/whistle-limits',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** Staff of the areas that the caller administers, and invited people. */
export const listStaff = endpoint<In<typeof s.ListStaff>, z.output<typeof s.StaffList>>({
  method: 'GET',
  path: '/staff/accounts',
  access: { staff: 'staff.manage' },
  errors: [],
})
/** A link for seven days with which somebody makes their own account. */
export const inviteStaff = endpoint<In<typeof s.InviteStaff>, s.Invited>({
  method: 'POST',
  path: '/staff/invitations',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
export const withdrawInvitation = endpoint<In<typeof s.ById>, Done>({
  method: 'DELETE',
  path: '/staff/invitations/:id',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND'],
})
/** The unfinished work of a colleague in the caller's areas, at most 500 parts of each kind. */
export const getOpenWork = endpoint<In<typeof s.OpenWorkOf>, s.OpenWorkView>({
  method: 'GET',
  path: '/staff/accounts/:personId/open-work',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND'],
})
/** Handovers in the caller's areas, the newest first. */
export const listHandovers = endpoint<In<typeof s.ListStaff>, z.output<typeof s.HandoverList>>({
  method: 'GET',
  path: '/staff/handovers',
  access: { staff: 'staff.manage' },
  errors: [],
})
/**
 * Removes the roles in the caller's areas and ends every session at once, and hands the open work over in the same step.
 * PERSON_IN_USE while work is open and no taker is named. After a crash a job finishes the handover.
 */
export const deactivateStaff = endpoint<In<typeof s.DeactivateStaff>, Done>({
  method: 'POST',
  path: '/staff/accounts/:personId/deactivate',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'PERSON_IN_USE'],
})
/** Confirms or refuses a phone that waits for the account of a colleague; like `answerMyPhone`, and never for oneself. */
export const answerPhoneOf = endpoint<In<typeof AnswerPhoneOf>, Done>({
  method: 'POST',
  path: '/staff/accounts/:personId/phones/:id/answer',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const openInvitation = endpoint<In<typeof s.LinkInput>, s.InvitationView>({
  method: 'POST',
  path: '/invitations/open',
  access: 'public',
  errors: ['LINK_EXPIRED', 'TOO_MANY_REQUESTS'],
})
/** Makes the account; its holder signs in next. */
export const acceptInvitation = endpoint<In<typeof s.AcceptInvitation>, Done>({
  method: 'POST',
  path: '/invitations/accept',
  access: 'public',
  errors: ['LINK_EXPIRED', 'TOO_MANY_REQUESTS', 'NAME_TAKEN'],
})

/** The roles of the product and those the office made, for people with one of the three duties. */
export const listRoles = endpoint<In<typeof r.ListRoles>, z.output<typeof r.RoleList>>({
  method: 'GET',
  path: '/staff/roles',
  access: { staff: 'any' },
  errors: ['FORBIDDEN'],
})
export const createRole = endpoint<In<typeof r.NewRole>, r.RoleView>({
  method: 'POST',
  path: '/staff/roles',
  access: { staff: 'role.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/** Counts at once for everybody who holds it. */
export const changeRole = endpoint<In<typeof r.ChangeRole>, r.RoleView>({
  method: 'PUT',
  path: '/staff/roles/:id',
  access: { staff: 'role.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN'],
})
export const removeRole = endpoint<In<typeof s.ById>, Done>({
  method: 'DELETE',
  path: '/staff/roles/:id',
  access: { staff: 'role.edit' },
  errors: ['NOT_FOUND', 'ROLE_IN_USE'],
})
/** One more role for a colleague; one that they have in the area counts at these places from now on. */
export const giveRole = endpoint<In<typeof r.GiveRole>, Done>({
  method: 'POST',
  path: '/staff/accounts/:personId/roles',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'DUTIES_APART', 'FORBIDDEN'],
})
/** Takes a role away; the last one only goes with the account. */
export const endRole = endpoint<In<typeof r.EndRole>, Done>({
  method: 'POST',
  path: '/staff/accounts/:personId/roles/end',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'PERSON_IN_USE', 'FORBIDDEN'],
})
/** The rights of everybody and the roles they come from, for people with one of the three duties. */
export const listRights = endpoint<In<typeof r.ListRoles>, r.RightsView>({
  method: 'GET',
  path: '/staff/rights',
  access: { staff: 'any' },
  errors: ['FORBIDDEN'],
})
/** Forgets the authenticator of a colleague whose phone is lost: their next sign-in sets up a new one. */
export const resetSecondFactor = endpoint<In<typeof s.OpenWorkOf>, Done>({
  method: 'POST',
  path: '/staff/accounts/:personId/second-factor/reset',
  access: { staff: 'staff.manage' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})

/** Present and coming leaves: the reader's own and, for who manages staff, those of their areas. */
export const listLeaves = endpoint<In<typeof s.ListStaff>, l.LeaveList>({
  method: 'GET',
  path: '/staff/leaves',
  access: { staff: 'any' },
  errors: [],
})
/** Nothing is assigned to somebody on leave; the delegate gets the open work on the first day. */
export const enterLeave = endpoint<In<typeof l.EnterLeave>, l.Leave>({
  method: 'POST',
  path: '/staff/leaves',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
/** Back earlier, or it is not taken: it ends the day before; one that has not begun is removed. */
export const endLeave = endpoint<In<typeof s.ById>, Done>({
  method: 'POST',
  path: '/staff/leaves/:id/end',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})

import { endpoint } from '../endpoint'
import type { ShownPhone } from '../people/schemas'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/**
 * The categories of a kind with their promises, each after the one above it: up to three levels. A case is put under one
 * of the second or the third.
 */
export const listCategories = endpoint<In<typeof s.ListCategories>, Out<typeof s.CaseCategoryList>>({
  method: 'GET',
  path: '/case-categories',
  access: 'public',
  errors: [],
})
export const fileCase = endpoint<In<typeof s.FileCase>, s.CaseView>({
  method: 'POST',
  path: '/cases',
  access: 'resident',
  errors: ['NOT_FOUND', 'PHOTO_TAKEN', 'KEY_REUSED', 'TOO_MANY_REQUESTS'],
  idempotent: true,
})
export const listMyCases = endpoint<In<typeof s.ListMyCases>, Out<typeof s.CasePage>>({
  method: 'GET',
  path: '/me/cases',
  access: 'resident',
  errors: [],
})
export const getCase = endpoint<In<typeof s.ById>, s.CaseView>({
  method: 'GET',
  path: '/cases/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const commentCase = endpoint<In<typeof s.CommentCase>, s.CaseView>({
  method: 'POST',
  path: '/cases/:id/comments',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const reopenCase = endpoint<In<typeof s.ReopenCase>, s.CaseView>({
  method: 'POST',
  path: '/cases/:id/reopen',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN'],
})
/** Once for each answer; 1 (没办好) offers to reopen with a reason, which is a separate step. */
export const rateCase = endpoint<In<typeof s.RateCase>, s.CaseView>({
  method: 'POST',
  path: '/cases/:id/rating',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})

export const listStaffCases = endpoint<In<typeof s.ListStaffCases>, Out<typeof s.StaffCasePage>>({
  method: 'GET',
  path: '/staff/cases',
  access: { staff: 'case.read' },
  errors: [],
})
export const getStaffCase = endpoint<In<typeof s.ById>, s.StaffCase>({
  method: 'GET',
  path: '/staff/cases/:id',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND'],
})
/** The number of the reporter, to phone them: it goes on record. Not for an anonymous report. */
export const showReporterPhone = endpoint<In<typeof s.ById>, ShownPhone>({
  method: 'POST',
  path: '/staff/cases/:id/phone/show',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
export const fileCaseForSomebody = endpoint<In<typeof s.FileCaseForSomebody>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases',
  access: { staff: 'case.create' },
  errors: ['PERSON_KNOWN', 'NOT_FOUND', 'PHOTO_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN', 'KEY_REUSED'] as const

export const acceptCase = endpoint<In<typeof s.AcceptCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/accept',
  access: { staff: 'case.accept' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
export const returnCase = endpoint<In<typeof s.ReturnCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/return',
  access: { staff: 'case.accept' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/**
 * Another category for a case that was accepted. No limit that the resident was told ends later; the category's own holds
 * where it ends earlier (`limitsOfCategory`). INVALID_INPUT for the category that it has.
 */
export const reclassifyCase = endpoint<In<typeof s.ReclassifyCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/reclassify',
  access: { staff: 'case.accept' },
  errors: [...STEP_ERRORS, 'INVALID_INPUT'],
  idempotent: 'optional',
})
export const assignCase = endpoint<In<typeof s.AssignCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/assign',
  access: { staff: 'case.assign' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
export const replyToCase = endpoint<In<typeof s.ReplyToCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/reply',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
export const resolveCase = endpoint<In<typeof s.ResolveCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/resolve',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** The assignee gives a case back to the office, with the reason, to be assigned to somebody else. */
export const unassignCase = endpoint<In<typeof s.UnassignCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/unassign',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Writes down a word that the reporter adds on the phone: it counts as theirs, and names its writer. */
export const commentForCaller = endpoint<In<typeof s.CommentForCaller>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/caller/comment',
  access: { staff: 'case.create' },
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASE_MOVED', 'KEY_REUSED'],
  idempotent: true,
})
/** The reporter says on the phone that it is not mended. */
export const reopenForCaller = endpoint<In<typeof s.ReopenForCaller>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/caller/reopen',
  access: { staff: 'case.create' },
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASE_MOVED'],
})
/** Writes down the rating that the reporter gives on the phone. */
export const rateForCaller = endpoint<In<typeof s.RateCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/caller/rate',
  access: { staff: 'case.create' },
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASE_MOVED'],
})
/** The colleagues who can be assigned a case. */
export const listAssignees = endpoint<In<typeof s.ById>, Out<typeof s.Assignees>>({
  method: 'GET',
  path: '/staff/cases/:id/assignees',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND'],
})
export const closeCase = endpoint<In<typeof s.CloseCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/close',
  access: { staff: 'case.close' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})

/**
 * The receivers that work where the case is, those that the dispatch catalogue names first. FORBIDDEN for staff who may
 * neither assign nor rule nor blow a whistle there.
 */
export const listReceiversForCase = endpoint<In<typeof s.ById>, Out<typeof s.ReceiverChoices>>({
  method: 'GET',
  path: '/staff/cases/:id/receivers',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/** The receiver's clock starts, whether it signs or not. After two returns only a ruling gives the case to one. */
export const dispatchCase = endpoint<In<typeof s.DispatchCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/dispatch',
  access: { staff: 'case.assign' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Binds the receiver, and writes it into the dispatch catalogue for the category of the case in its community. */
export const ruleCase = endpoint<In<typeof s.RuleCase>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/rule',
  access: { staff: 'case.rule' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** The receiver may know who reported this case, with a reason on record. Never for an anonymous report. */
export const releaseReporter = endpoint<In<typeof s.ReleaseReporter>, s.StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/release',
  access: { staff: 'case.assign' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})

import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as m from './merging-schemas'
import type { ById, StaffCase } from './schemas'

type In<S extends z.ZodType> = z.input<S>

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'] as const

/** The open cases that are likely about the same matter, with the reason, the likeliest first. */
export const listLikelyDuplicates = endpoint<In<typeof ById>, z.output<typeof m.LikelyDuplicates>>({
  method: 'GET',
  path: '/staff/cases/:id/duplicates',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND'],
})
/**
 * Two cases about one matter: the older goes on under its number and takes over the earlier limit; whoever reported or
 * follows the other hears of every step from now on. The answer is the case that goes on.
 */
export const mergeCase = endpoint<In<typeof m.MergeCase>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/merge',
  access: { staff: 'case.assign' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** The merged case stands again as it stood before. */
export const unmergeCase = endpoint<In<typeof m.UnmergeCase>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/unmerge',
  access: { staff: 'case.assign' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Two cases that have to do with each other and stay two. */
export const linkCases = endpoint<In<typeof m.LinkCases>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/links',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})
export const unlinkCases = endpoint<In<typeof m.LinkCases>, StaffCase>({
  method: 'DELETE',
  path: '/staff/cases/:id/links/:otherId',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND'],
})

import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './category-schemas'

type In<S extends z.ZodType> = z.input<S>
type Tree = z.output<typeof s.StaffCategoryTree>

/** The categories of all kinds, with what they are used for now; retired ones too. */
export const listStaffCategories = endpoint<Record<string, never>, Tree>({
  method: 'GET',
  path: '/staff/case-categories',
  access: { staff: 'category.edit' },
  errors: [],
})
/**
 * A name exists once among the categories beside it. INVALID_INPUT below a 细类 or a retired category. FORBIDDEN, here and
 * below, for anybody who does not work for all communities.
 */
export const createCategory = endpoint<In<typeof s.CreateCategory>, Tree>({
  method: 'POST',
  path: '/staff/case-categories',
  access: { staff: 'category.edit' },
  errors: ['FORBIDDEN', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/**
 * CONFLICT: somebody else changed it since revision `revision`. INVALID_INPUT for a place below itself, below a 细类, or
 * where it is about other kinds of case. A new promise counts for cases that are filed from now on.
 */
export const changeCategory = endpoint<In<typeof s.ChangeCategory>, Tree>({
  method: 'PATCH',
  path: '/staff/case-categories/:id',
  access: { staff: 'category.edit' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'NAME_TAKEN', 'CONFLICT'],
})
/** At the first or the last place nothing changes. */
export const moveCategory = endpoint<In<typeof s.MoveCategory>, Tree>({
  method: 'POST',
  path: '/staff/case-categories/:id/move',
  access: { staff: 'category.edit' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'],
})
/**
 * It and what is below it is not offered any more. Cases keep it, filters find them, and the dispatch catalogue answers for
 * them. INVALID_INPUT where a question about a danger files under it.
 */
export const retireCategory = endpoint<In<typeof s.CategoryRevision>, Tree>({
  method: 'POST',
  path: '/staff/case-categories/:id/retire',
  access: { staff: 'category.edit' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'],
})
/** It is offered again, with what is below it, unless one above it is retired. */
export const restoreCategory = endpoint<In<typeof s.CategoryRevision>, Tree>({
  method: 'POST',
  path: '/staff/case-categories/:id/restore',
  access: { staff: 'category.edit' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'],
})

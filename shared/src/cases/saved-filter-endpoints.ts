import { endpoint } from '../endpoint'
import type { Done, z } from '../zod'
import type * as f from './saved-filter-schemas'
import type { ById } from './schemas'

/** The filters of the list of cases that the reader saved, each with the number of open cases it finds now. */
export const listSavedFilters = endpoint<Record<string, never>, f.SavedFilters>({
  method: 'GET',
  path: '/staff/case-filters',
  access: { staff: 'case.read' },
  errors: [],
})
/**
 * Writes the whole list anew: to add, rename, sort or delete one, or to bring it back. CONFLICT where another screen of
 * the same person changed it meanwhile; the same list sent again changes nothing.
 */
export const saveFilters = endpoint<z.input<typeof f.SaveFilters>, f.SavedFilters>({
  method: 'PUT',
  path: '/staff/case-filters',
  access: { staff: 'case.read' },
  errors: ['CONFLICT'],
})
/** Puts a case on the shortlist of the reader, and takes it off: nobody else sees it. CONFLICT where it is full. */
export const starCase = endpoint<z.input<typeof ById>, Done>({
  method: 'PUT',
  path: '/staff/cases/:id/star',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const unstarCase = endpoint<z.input<typeof ById>, Done>({
  method: 'DELETE',
  path: '/staff/cases/:id/star',
  access: { staff: 'case.read' },
  errors: [],
})

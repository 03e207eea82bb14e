import { ListStaffCases } from './schemas'
import { z } from '../zod'

/** The most cases in one file. */
export const MOST_CASES_EXPORTED = 5_000

/** The filters and the order of the list, and the kind of file. */
export const ExportCases = ListStaffCases.omit({ cursor: true, limit: true }).extend({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
})

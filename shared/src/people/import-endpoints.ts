import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './import-schemas'

type In<S extends z.ZodType> = z.input<S>

/**
 * multipart/form-data with one part `file`: CSV or Excel (.xlsx), at most 5 MB and 5,000 rows. Registers nobody; of
 * identity card numbers only the year of birth and the last four characters are kept.
 */
export const uploadResidentImport = endpoint<Record<string, never>, s.ResidentImport>({
  method: 'POST',
  path: '/staff/resident-imports',
  access: { staff: 'booking.book' },
  errors: ['TOO_LARGE', 'UNSUPPORTED_TYPE'],
})
export const listResidentImports = endpoint<In<typeof s.ListResidentImports>, z.output<typeof s.ResidentImportPage>>({
  method: 'GET',
  path: '/staff/resident-imports',
  access: { staff: 'booking.book' },
  errors: [],
})
/** An empty table with the columns that an import reads, as an Excel file. */
export const blankResidentTable = endpoint<Record<string, never>, never>({
  method: 'GET',
  path: '/staff/resident-imports/blank',
  access: { staff: 'booking.book' },
  errors: [],
})
export const getResidentImport = endpoint<In<typeof s.ResidentImportId>, s.ResidentImport>({
  method: 'GET',
  path: '/staff/resident-imports/:id',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND'],
})
/** The effect of each row: new, likely somebody on record, or wrong and why. Writes nothing. */
export const previewResidentImport = endpoint<In<typeof s.PreviewResidentImport>, s.ResidentImportPreview>({
  method: 'POST',
  path: '/staff/resident-imports/:id/preview',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Possible once; a job writes the rows, and a crash only delays it. */
export const confirmResidentImport = endpoint<In<typeof s.ConfirmResidentImport>, s.ResidentImport>({
  method: 'POST',
  path: '/staff/resident-imports/:id/confirm',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Takes back the writes of the import, except of people who were changed since, or for whom something is on record. */
export const undoResidentImport = endpoint<In<typeof s.ResidentImportId>, s.ResidentImport>({
  method: 'POST',
  path: '/staff/resident-imports/:id/undo',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})

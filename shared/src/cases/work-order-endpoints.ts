import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './work-order-schemas'

type In<S extends z.ZodType> = z.input<S>

/**
 * multipart/form-data with one part `file`: work orders of 12345 or the district as Excel (.xlsx) or CSV, at most 5 MB
 * and 20,000 rows. Files no case; the rows are kept sealed.
 */
export const uploadWorkOrders = endpoint<Record<string, never>, s.WorkOrderImport>({
  method: 'POST',
  path: '/staff/work-order-imports',
  access: { staff: 'case.assign' },
  errors: ['TOO_LARGE', 'UNSUPPORTED_TYPE'],
})
export const listWorkOrderImports = endpoint<In<typeof s.ListWorkOrderImports>, z.output<typeof s.WorkOrderImportPage>>(
  {
    method: 'GET',
    path: '/staff/work-order-imports',
    access: { staff: 'case.assign' },
    errors: [],
  },
)
/** An empty table with the columns that an import reads, as an Excel file. */
export const blankWorkOrders = endpoint<Record<string, never>, never>({
  method: 'GET',
  path: '/staff/work-order-imports/blank',
  access: { staff: 'case.assign' },
  errors: [],
})
export const getWorkOrderImport = endpoint<In<typeof s.WorkOrderImportId>, s.WorkOrderImport>({
  method: 'GET',
  path: '/staff/work-order-imports/:id',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND'],
})
/** The effect of each row: a new case, a change of one that is there, or wrong and why. Writes nothing. */
export const previewWorkOrders = endpoint<In<typeof s.PreviewWorkOrders>, s.WorkOrderPreview>({
  method: 'POST',
  path: '/staff/work-order-imports/:id/preview',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/**
 * Possible once; a job writes the rows, and a crash only delays it. An order is one case however often it comes. Columns
 * that the caller assigned are remembered for the communities of the rows.
 */
export const confirmWorkOrders = endpoint<In<typeof s.ConfirmWorkOrders>, s.WorkOrderImport>({
  method: 'POST',
  path: '/staff/work-order-imports/:id/confirm',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Removes the cases that nobody has worked on and gives changed orders their limits back; the others stay. */
export const undoWorkOrders = endpoint<In<typeof s.WorkOrderImportId>, s.WorkOrderImport>({
  method: 'POST',
  path: '/staff/work-order-imports/:id/undo',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
})
/**
 * The work orders of some days for the upper level: the columns of the last table of the office, with the state, the
 * answer and the call-back of each case. Who called is left out of secret orders. On record as an export.
 */
export const exportWorkOrders = endpoint<In<typeof s.ExportWorkOrders>, never>({
  method: 'GET',
  path: '/staff/work-orders/export',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND'],
})

import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

/** Entries of the audit log in the caller's areas, newest first. Reading them is an entry too. */
export const listAudit = endpoint<z.input<typeof s.ListAudit>, z.output<typeof s.AuditPage>>({
  method: 'GET',
  path: '/staff/audit',
  access: { staff: 'audit.read' },
  errors: [],
})
/** The same as a file, at most 10,000 rows. */
export const exportAudit = endpoint<z.input<typeof s.ExportAudit>, never>({
  method: 'GET',
  path: '/staff/audit/export',
  access: { staff: 'audit.read' },
  errors: [],
})

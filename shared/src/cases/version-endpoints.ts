import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as v from './version-schemas'

/**
 * The version of each of these cases that the caller sees. A screen asks often whether what it shows is still true: the
 * answer has no facts about anybody, so that asking is no reading of a case and leaves no entry in the audit log.
 */
export const listCaseVersions = endpoint<z.input<typeof v.ListCaseVersions>, z.output<typeof v.CaseVersions>>({
  method: 'GET',
  path: '/staff/case-versions',
  access: { staff: 'case.read' },
  errors: [],
})

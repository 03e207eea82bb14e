import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './export-schemas'

/**
 * The cases of a list as a file, without the people who reported them, with the name of the exporter below. More than
 * 5,000 are refused: the filters are to be narrower. On record as an export.
 */
export const exportCases = endpoint<z.input<typeof s.ExportCases>, never>({
  method: 'GET',
  path: '/staff/case-export',
  access: { staff: 'case.read' },
  errors: [],
})

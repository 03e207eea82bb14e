import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as m from './map-schemas'

/** The open cases that the reader sees, gathered on a map: at most 1,024 clusters, GCJ-02. */
export const mapStaffCases = endpoint<z.input<typeof m.MapStaffCases>, m.StaffCaseMap>({
  method: 'GET',
  path: '/staff/case-map',
  access: { staff: 'case.read' },
  errors: [],
})

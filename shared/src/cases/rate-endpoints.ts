import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as r from './rate-schemas'

/** The three rates of the cases that the caller sees, in groups: of areas, receivers, kinds or months, never of people. */
export const getRates = endpoint<z.input<typeof r.GetRates>, r.RateTable>({
  method: 'GET',
  path: '/staff/case-rates',
  access: { staff: 'insight.read' },
  errors: [],
})

import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as r from './ruling-schemas'

type In<S extends z.ZodType> = z.input<S>

/** Cases of the caller's areas that wait for a ruling, the first to run out first, or that were ruled. */
export const listRulings = endpoint<In<typeof r.ListRulings>, z.output<typeof r.RulingCasePage>>({
  method: 'GET',
  path: '/staff/rulings',
  access: { staff: 'case.rule' },
  errors: [],
})
/** The arbiters of the streets and communities whose catalogue the caller keeps. */
export const listArbiters = endpoint<Record<string, never>, r.AreaArbiters>({
  method: 'GET',
  path: '/staff/arbiters',
  access: { staff: 'receiver.edit' },
  errors: [],
})
/** Names the arbiter of an area: somebody who may rule there. It counts for the returns from now on. */
export const nameArbiter = endpoint<In<typeof r.NameArbiter>, r.AreaArbiters>({
  method: 'PUT',
  path: '/staff/arbiters/:areaId',
  access: { staff: 'receiver.edit' },
  errors: ['NOT_FOUND'],
})

import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>
type Matters = z.output<typeof s.MatterList>

/** The matters that somebody can file in a community, by name: its own, and those of the areas above it. */
export const listMatters = endpoint<In<typeof s.ListMatters>, Matters>({
  method: 'GET',
  path: '/matters',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** One matter; also a closed one, which an older case names. */
export const getMatter = endpoint<In<typeof s.ById>, s.Matter>({
  method: 'GET',
  path: '/matters/:id',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** The matters of the caller's areas, and of the areas above them; closed ones last. */
export const listStaffMatters = endpoint<Record<string, never>, Matters>({
  method: 'GET',
  path: '/staff/matters',
  access: { staff: 'case.create' },
  errors: [],
})
export const createMatter = endpoint<In<typeof s.CreateMatter>, s.Matter>({
  method: 'POST',
  path: '/staff/matters',
  access: { staff: 'matter.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/** Changes what is named. Cases that were filed before keep the list of papers that they began with. */
export const updateMatter = endpoint<In<typeof s.UpdateMatter>, s.Matter>({
  method: 'PATCH',
  path: '/staff/matters/:id',
  access: { staff: 'matter.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN'],
})

import { changeOf, Coded, Id, PageQuery, pageOf, text, z } from '../zod'
import { PREMISES_STATE_CODES } from './taxonomy'

/** 用房: rooms that a community is owed for its services, with their use and user. */
export const PremisesInput = z.strictObject({
  communityId: Id,
  name: text(60),
  address: text(120),
  squareMetres: z.number('面积要填数字').positive('面积要大于 0').max(100_000, '面积太大了，单位是平方米'),
  use: text(60),
  owner: text(60),
  state: z.enum(PREMISES_STATE_CODES).default('in_use'),
  note: z.string().trim().max(200, '最多 200 个字').default(''),
})
export const ChangePremises = changeOf(PremisesInput.omit({ communityId: true })).extend({ id: Id, revision: z.int() })
export const ListPremises = z.strictObject({ state: z.enum(PREMISES_STATE_CODES).optional(), ...PageQuery })
export const PremisesById = z.strictObject({ id: Id })
export const Premises = z.object({
  id: Id,
  community: z.object({ id: Id, name: z.string() }),
  name: z.string(),
  address: z.string(),
  squareMetres: z.number(),
  use: z.string(),
  owner: z.string(),
  state: Coded,
  note: z.string(),
  revision: z.int(),
  can: z.object({ edit: z.boolean() }),
})
export type Premises = z.output<typeof Premises>
export const PremisesPage = pageOf(Premises).extend({
  /** Square metres of everything the caller works for, by state. */
  totals: z.array(z.object({ state: Coded, count: z.int(), squareMetres: z.number() })),
})

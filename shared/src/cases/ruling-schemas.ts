import { Coded, Id, Instant, PageQuery, pageOf, z } from '../zod'
import { PromiseView } from './schemas'

const Somebody = z.object({ personId: Id, name: z.string() })

/**
 * A case that two receivers handed back, or two communities, that a community leaves unanswered, or that was handed up,
 * as the arbiter sees it. `receiver` is the name of the organisation or of the community.
 */
export const RulingCase = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  category: z.string().nullable(),
  address: z.string().nullable(),
  state: Coded,
  promise: PromiseView,
  /** The step that rules: between receivers, or between communities. */
  step: z.enum(['rule', 'ruleTransfer']).optional(),
  /** Handed up by the community that cannot do it; absent where it was not. */
  handedUp: z.object({ by: z.string(), at: Instant, why: z.string().nullable() }).optional(),
  /** The returns, the first one first: who, when, and whose it is instead. */
  returns: z.array(z.object({ receiver: z.string(), at: Instant, why: z.string().nullable() })),
  /** The arbiter who was asked; null where everybody was who may rule there. */
  arbiter: Somebody.nullable(),
  /** The ruling that holds; null while it is awaited. */
  ruling: z.object({ receiver: z.string(), by: z.string(), at: Instant, why: z.string().nullable() }).nullable(),
})
export type RulingCase = z.output<typeof RulingCase>
export const RulingCasePage = pageOf(RulingCase)
export const ListRulings = z.strictObject({ view: z.enum(['open', 'ruled']).default('open'), ...PageQuery })

/** The arbiter of an area. */
export const AreaArbiter = z.object({
  area: z.object({ id: Id, name: z.string(), level: Coded }),
  /** Named for this area itself; null where the one of the area above decides. */
  named: Somebody.nullable(),
  /** The one who is asked for cases of this area; null where everybody is who may rule there. */
  asked: Somebody.nullable(),
})
export type AreaArbiter = z.output<typeof AreaArbiter>
export const AreaArbiters = z.object({
  items: z.array(AreaArbiter),
  /** Colleagues who may rule, each with the areas of `items` in which they may. */
  candidates: z.array(Somebody.extend({ areaIds: z.array(Id) })),
})
export type AreaArbiters = z.output<typeof AreaArbiters>
/** Null: none of its own, as in the area above. */
export const NameArbiter = z.strictObject({ areaId: Id, personId: Id.nullable() })

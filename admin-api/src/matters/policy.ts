import type { Types } from 'mongoose'
import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const matterPolicy = {
  /** Matters of the actor's areas and of the areas above them (`above`). */
  visible: (actor: Actor, above: readonly Types.ObjectId[]) => ({
    $or: [within(actor, 'case.create'), { 'areas.0': { $in: above } }],
  }),
  /** The areas in which the actor files for somebody. */
  filed: (actor: Actor) => areasWith(actor, 'case.create'),
  editable: (actor: Actor) => within(actor, 'matter.edit'),
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'matter.edit', areas),
}

import { isDivisible } from '@yike/shared/territory/changes'
import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'
import type { Area, AreaChange } from './model'

const edits = (actor: Actor, { areas }: InAreas) => may(actor, 'territory.edit', areas)

export const areaPolicy = {
  /** The areas one works for and everything below them, for areas and for their changes. */
  visible: (actor: Actor) => within(actor, 'any'),
  /** The areas one works for themselves. */
  own: (actor: Actor) => ({ _id: { $in: areasWith(actor, 'any') } }),
  /** Whether the page of an area opens for the actor. */
  open: (actor: Actor, { areas }: InAreas) => may(actor, 'any', areas),
  /** Adds below it, draws its border, names it. */
  edit: edits,
  remove: (actor: Actor, area: Pick<Area, 'areas' | 'parentId'>) => area.parentId !== null && edits(actor, area),
  /** Whether there is one community or two is decided by those above it. */
  divide: (actor: Actor, { level, areas }: Pick<Area, 'level' | 'areas'>) =>
    edits(actor, { areas: level === 'community' ? areas.slice(1) : areas }),
}

/** Makes one area of several, or several of one. */
export const isDivision = (kind: AreaChange['kind']) => kind === 'merge' || kind === 'split'

/** Whether the actor may make a change of this kind to an area. */
export const mayChange = (actor: Actor, kind: AreaChange['kind'], area: Pick<Area, 'level' | 'areas'>) =>
  isDivision(kind) ? areaPolicy.divide(actor, area) : areaPolicy.edit(actor, area)

/** What the actor may do with an area now. */
export const areaCan = (actor: Actor, area: Area) => ({
  edit: !area.endedAt && areaPolicy.edit(actor, area),
  divide: !area.endedAt && isDivisible(area.level) && areaPolicy.divide(actor, area),
})

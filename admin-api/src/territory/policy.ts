import { isDivisible } from '@yike/shared/territory/changes'
import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'
import type { Area, AreaChange } from './model'

const edits = (actor: Actor, { areas }: InAreas) => may(actor, 'territory.edit', areas)

export const areaPolicy = {
  /** The areas the actor works for and everything below them, for areas and for their changes. */
  visible: (actor: Actor) => within(actor, 'any'),
  /** The areas the actor works for themself. */
  own: (actor: Actor) => ({ _id: { $in: areasWith(actor, 'any') } }),
  /** Whether the page of an area opens for the actor. */
  open: (actor: Actor, { areas }: InAreas) => may(actor, 'any', areas),
  /** Adds below it, draws its border, names it. */
  edit: edits,
  remove: (actor: Actor, area: Pick<Area, 'areas' | 'parentId'>) => area.parentId !== null && edits(actor, area),
  /** Staff above a community decide whether it is one or two. */
  divide: (actor: Actor, { level, areas }: Pick<Area, 'level' | 'areas'>) =>
    edits(actor, { areas: level === 'community' ? areas.slice(1) : areas }),
}

/** Makes one area of several, or several of one. */
export const isDivision = (kind: AreaChange['kind']) => kind === 'merge' || kind === 'split'

/** Whether the actor may make a change of this kind to an area. */
export const mayChange = (actor: Actor, kind: AreaChange['kind'], area: Pick<Area, 'level' | 'areas'>) =>
  isDivision(kind) ? areaPolicy.divide(actor, area) : areaPolicy.edit(actor, area)

/** The actor's possible actions on an area now. */
export const areaCan = (actor: Actor, area: Area) => ({
  edit: !area.endedAt && areaPolicy.edit(actor, area),
  divide: !area.endedAt && isDivisible(area.level) && areaPolicy.divide(actor, area),
})

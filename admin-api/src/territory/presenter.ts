import { squareMetres } from '@yike/shared/geo/shape'
import { AREA_CHANGE_KINDS, AREA_CHANGE_STATES, undoUntil } from '@yike/shared/territory/changes'
import { AREA_LEVELS } from '@yike/shared/territory/levels'
import type { AreaCard, AreaChange, AreaView } from '@yike/shared/territory/schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import type { areaAmongOthers } from './edit'
import type { Area, AreaChange as AreaChangeRecord } from './model'
import { areaCan, areaPolicy } from './policy'

const named = ({ _id, name }: Pick<Area, '_id' | 'name'>) => ({ id: String(_id), name })

export const presentAreaCard = (area: Area, childCount: number, successor: Area | null = null): AreaCard => ({
  ...named(area),
  level: { code: area.level, label: AREA_LEVELS[area.level].label },
  code: area.code,
  parentId: area.parentId && String(area.parentId),
  hasShape: Boolean(area.bounds),
  childCount,
  ended: area.endedAt ? `并入${successor?.name ?? '别处'}` : null,
  successorId: area.successorId ? String(area.successorId) : null,
  former: area.former ?? [],
})

const drawn = (area: Area) => ({
  ...named(area),
  level: area.level,
  shape: area.shape ?? null,
  position: area.position,
})

export const presentArea = (
  { area, successor, above, beside, below, overlaps, uncovered }: Awaited<ReturnType<typeof areaAmongOthers>>,
  actor: Actor,
): AreaView => ({
  ...presentAreaCard(area, below.length, successor),
  phone: area.phone,
  position: area.position,
  shape: area.shape ?? null,
  squareMetres: area.shape ? Math.round(squareMetres(area.shape)) : null,
  above: above.map((one) => ({
    ...named(one),
    canOpen: areaPolicy.open(actor, one),
  })),
  beside: beside.map(drawn),
  below: below.map(drawn),
  borders: { overlaps: overlaps.map(({ of, ...rest }) => ({ ...rest, of: of.map(named) })), uncovered },
  revision: area.revision,
  can: areaCan(actor, area),
})

export const presentAreaChange = (change: AreaChangeRecord, now: Date): AreaChange => ({
  id: String(change._id),
  kind: { code: change.kind, label: AREA_CHANGE_KINDS[change.kind].label },
  state: { code: change.state, label: AREA_CHANGE_STATES[change.state] },
  says: change.says,
  reason: change.reason,
  by: change.byName,
  at: toApiTime(change.at),
  moved: change.moved,
  undoUntil: change.state === 'done' && now < undoUntil(change.at) ? toApiTime(undoUntil(change.at)) : null,
})

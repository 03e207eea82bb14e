import type { Types } from 'mongoose'
import { contains } from '@yike/shared/geo/shape'
import type { LngLat } from '@yike/shared/geo/walking'
import { isDuplicate } from '../idempotency'
import { STANDING, type CompoundArea } from './areas'
import { allAreaRecords, type AreaRecords, type AreaRow } from './area-records'
import { AreaModel, AreaMoveModel, type Area, type AreaEdit, type Standing } from './model'

type Id = Types.ObjectId

/** The areas that decide where a record belongs, as they are after a change. */
export class Ground {
  readonly #byId: Map<string, Area>
  readonly #drawn: Area[]

  constructor(areas: readonly Area[]) {
    this.#byId = new Map(areas.map((area) => [String(area._id), area]))
    this.#drawn = areas.filter(({ shape, endedAt }) => shape && !endedAt)
  }

  get compounds() {
    return [...this.#byId.values()].filter(
      (area): area is CompoundArea => area.level === 'compound' && area.position !== null,
    )
  }

  byId(id: Id) {
    return this.#byId.get(String(id))
  }

  /** The area that an area was merged into; itself while it exists. */
  #standing(area: Area | undefined): Area | undefined {
    return area?.successorId ? this.#standing(this.#byId.get(String(area.successorId))) : area
  }

  #of(row: AreaRow, level: 'community' | 'grid') {
    return this.#standing(row.areas.map((id) => this.byId(id)).find((area) => area?.level === level))
  }

  /** Null when none of its areas is known here. */
  locate(row: AreaRow, position: LngLat | null): { community: Area; areas: Id[] } | null {
    const around = (level: Area['level'], parent?: Area) =>
      position
        ? this.#drawn.find(
            (area) =>
              area.level === level && (!parent || area.parentId?.equals(parent._id)) && contains(area.shape!, position),
          )
        : undefined
    const held = this.#of(row, 'grid')
    const ofGrid = held?.parentId ? this.byId(held.parentId) : undefined
    const community = around('community') ?? ofGrid ?? this.#of(row, 'community')
    if (!community) return null
    const kept = held?.parentId?.equals(community._id) ? held : undefined
    return { community, areas: (around('grid', community) ?? kept ?? community).areas }
  }
}

/**
 * These areas, the areas below and right above them, and with `everywhere` all communities with borders, as they will
 * be after the edits.
 */
export async function groundAfter(of: readonly Id[], edits: readonly AreaEdit[], everywhere: boolean): Promise<Ground> {
  const touched = await AreaModel.find({ _id: { $in: [...of, ...edits.map(({ areaId }) => areaId)] } }).lean<Area[]>()
  const areas = await AreaModel.find({
    $or: [
      { areas: { $in: touched.map(({ _id }) => _id) } },
      { _id: { $in: touched.flatMap(({ parentId }) => parentId ?? []) } },
      ...(everywhere ? [{ level: 'community' as const, 'bounds.west': { $exists: true }, ...STANDING }] : []),
    ],
  }).lean<Area[]>()
  const known = new Map(areas.map((area) => [String(area._id), area]))
  for (const { areaId, after } of edits)
    known.set(String(areaId), { ...known.get(String(areaId)), ...after, _id: areaId } as Area)
  return new Ground([...known.values()])
}

const same = (a: readonly Id[], b: readonly Id[]) => a.length === b.length && a.every((id, at) => id.equals(b[at]))

/** The new areas of each record that has one of these areas; records that stay are left out. */
async function* movesOf(carrier: AreaRecords, of: readonly Id[], ground: Ground) {
  const fields = { areas: 1, communityId: 1, name: 1, ...Object.fromEntries((carrier.reads ?? []).map((f) => [f, 1])) }
  let after: Id | null = null
  for (;;) {
    const rows: AreaRow[] = await carrier.model
      .find({ areas: { $in: of }, ...(after ? { _id: { $gt: after } } : {}) }, fields)
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<AreaRow[]>()
    const stands = (await carrier.stands?.(rows, ground.compounds)) ?? rows.map(() => null)
    for (const [at, row] of rows.entries()) {
      const located = ground.locate(row, stands[at] ?? null)
      if (!located) continue
      const to: Standing = {
        areas: located.areas,
        ...(carrier.namesCommunity ? { communityId: located.community._id } : {}),
      }
      const from: Standing = { areas: row.areas, ...(carrier.namesCommunity ? { communityId: row.communityId! } : {}) }
      const stays = same(to.areas, from.areas) && (!to.communityId || to.communityId.equals(from.communityId))
      if (!stays) yield { row, from, to, community: located.community }
    }
    if (rows.length < BATCH) return
    after = rows.at(-1)!._id
  }
}
const BATCH = 500

/** The number of records of each kind that would move, by target. */
export async function countMoves(of: readonly Id[], ground: Ground) {
  const counts: { what: string; to: string; count: number }[] = []
  for (const carrier of allAreaRecords()) {
    const { what } = carrier
    if (!what) continue
    const byArea = new Map<string, number>()
    for await (const { to, community } of movesOf(carrier, of, ground)) {
      const [first] = to.areas
      const grid = first && ground.byId(first)
      const name = grid?.level === 'grid' ? `${community.name}${grid.name}` : community.name
      byArea.set(name, (byArea.get(name) ?? 0) + 1)
    }
    for (const [to, count] of byArea) counts.push({ what, to, count })
  }
  return counts
}

/**
 * Moves every record that has one of these areas to where it belongs now. Each is noted with its way back before it is
 * moved, so that a crash in between loses nothing; the next round looks again at a record that changed meanwhile.
 * Returns the number of records moved.
 */
export async function moveRecords(changeId: Id, of: readonly Id[], ground: Ground): Promise<number> {
  let moved = 0
  for (const carrier of allAreaRecords())
    for await (const { row, from, to, community } of movesOf(carrier, of, ground)) {
      const write = (standing: Standing) =>
        carrier.model.updateOne({ _id: row._id, areas: from.areas }, { $set: { ...standing, ...carrier.marks?.() } })
      const note = async (from: Standing, to: Standing) => {
        const _id = `${String(changeId)}:${carrier.model.modelName}:${String(row._id)}`
        await AreaMoveModel.updateOne(
          { _id },
          { $set: { to }, $setOnInsert: { changeId, carrier: carrier.model.modelName, recordId: row._id, from } },
          { upsert: true },
        )
      }
      await note(from, to)
      try {
        moved += (await write(to)).modifiedCount
      } catch (cause) {
        if (!isDuplicate(cause) || !carrier.renamed) throw cause
        const name = await carrier.renamed(row, ground.byId(from.communityId!)?.name ?? '', community._id)
        await AreaMoveModel.deleteOne({ _id: `${String(changeId)}:${carrier.model.modelName}:${String(row._id)}` })
        await note({ ...from, name: row.name! }, { ...to, name })
        moved += (await write({ ...to, name })).modifiedCount
      }
    }
  return moved
}

/** Puts back the records that a change moved, except those that went elsewhere since. */
export async function moveBack(changeId: Id): Promise<void> {
  for await (const move of AreaMoveModel.find({ changeId }).lean().cursor()) {
    const carrier = allAreaRecords().find(({ model }) => model.modelName === move.carrier)
    const { areas, ...named } = move.from
    const kept = move.to.name ? { name: move.to.name } : {}
    await carrier?.model
      .updateOne(
        { _id: move.recordId, areas: move.to.areas, ...kept },
        { $set: { areas, ...named, ...carrier.marks?.() } },
      )
      .catch((cause: unknown) => {
        // Somebody took the old name in between: the record keeps its new name.
        if (!isDuplicate(cause)) throw cause
        return carrier.model.updateOne({ _id: move.recordId }, { $set: { areas, communityId: named.communityId } })
      })
  }
}

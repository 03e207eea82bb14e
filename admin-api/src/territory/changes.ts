import type { Due } from '../jobs'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { isDivisible, undoUntil } from '@yike/shared/territory/changes'
import { OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { underLock } from '../lock'
import { roleDoor } from './area-records'
import { staffArea } from './edit'
import { AreaChangeModel, AreaModel, AreaMoveModel, type Area, type AreaChange } from './model'
import { countMoves, groundAfter, moveBack, moveRecords } from './moves'
import { areaPolicy, isDivision, mayChange } from './policy'
import { type Input, type Plan, wrong, planRename, planMerge, planSplit } from './plan-change'

async function plan(actor: Actor, input: Input, now: Date): Promise<Plan> {
  const area = await staffArea(actor, input.areaId)
  if (area.endedAt) throw new AppError('CONFLICT', '它已经并到别处了。')
  authorize(mayChange(actor, input.kind, area))
  if (isDivision(input.kind) && !isDivisible(area.level))
    throw wrong('kind', `${AREA_LEVELS[area.level].label}不能在这里合并、拆分`)
  switch (input.kind) {
    case 'rename':
      return planRename(area, input)
    case 'merge':
      return planMerge(actor, area, input, now)
    case 'split':
      return planSplit(area, input, now)
    case 'settle':
      if (area.level !== 'community') throw wrong('kind', '按边界归位是对一个社区做的')
      return {
        ...{ kind: 'settle', says: `${area.name}按边界归位`, areas: area.areas, edits: [], of: [area._id], roles: [] },
        notes: ['有位置的按边界归到社区和网格，没有位置的不动。'],
      }
  }
}

const isEverywhere = ({ kind }: Pick<AreaChange, 'kind'>) => kind === 'settle'
const touchedBy = ({ edits, of }: Pick<AreaChange, 'edits' | 'of'>) => [...edits.map(({ areaId }) => areaId), ...of]

export async function previewChange(actor: Actor, input: Input, now: Date) {
  const planned = await plan(actor, input, now)
  const ground = await groundAfter(planned.of, planned.edits, isEverywhere(planned))
  return { says: planned.says, notes: planned.notes, moves: await countMoves(planned.of, ground) }
}

/** Writes down a change of areas; a job carries it out. A change under way on the same areas goes first. */
export async function createChange(actor: Actor, key: string, input: Input, now: Date): Promise<AreaChange> {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<AreaChange>(AreaChangeModel, idem)
  if (before) return before
  return underLock('area-changes', async () => {
    const { notes: _, ...planned } = await plan(actor, input, now)
    const busy = await AreaChangeModel.exists({
      state: { $in: ['moving', 'undoing'] },
      $or: [{ 'edits.areaId': { $in: touchedBy(planned) } }, { of: { $in: touchedBy(planned) } }],
    })
    if (busy) throw new AppError('CONFLICT', '这里正在归置上一次的变更，等它办好再来。')
    try {
      const made = await AreaChangeModel.create({
        ...planned,
        reason: input.reason,
        state: 'moving',
        byId: actor.personId,
        byName: actor.name,
        at: now,
        idem,
      })
      return made.toObject<AreaChange>()
    } catch (cause) {
      if (isDuplicate(cause)) return orNotFound(await replayed<AreaChange>(AreaChangeModel, idem))
      throw cause
    }
  })
}

export async function undoChange(actor: Actor, id: string, now: Date): Promise<AreaChange> {
  const change = orNotFound(await AreaChangeModel.findOne({ _id: id, ...areaPolicy.visible(actor) }).lean<AreaChange>())
  const changed = change.edits.find(({ before }) => before)?.areaId ?? change.of[0]!
  authorize(mayChange(actor, change.kind, await staffArea(actor, changed)))
  if (change.state !== 'done') throw new AppError('CONFLICT', '这次变更还没办好，或者已经撤回了。')
  if (now > undoUntil(change.at)) throw new AppError('CONFLICT', '过了一天，不能撤回了，可以再做一次相反的变更。')
  return underLock('area-changes', async () => {
    const later = await AreaChangeModel.findOne({
      at: { $gt: change.at },
      state: { $ne: 'undone' },
      $or: [{ 'edits.areaId': { $in: touchedBy(change) } }, { of: { $in: touchedBy(change) } }],
    }).lean<AreaChange>()
    if (later) throw new AppError('CONFLICT', `后面还有“${later.says}”，先撤回它。`)
    const undoing = await AreaChangeModel.findOneAndUpdate(
      { _id: id, state: 'done' },
      { $set: { state: 'undoing' } },
      { returnDocument: 'after' },
    ).lean<AreaChange>()
    if (!undoing) throw new AppError('CONFLICT')
    return undoing
  })
}

const LIST = pagedList<AreaChange>('listAreaChanges', { _id: [-1, OBJECT_ID] })

export async function listChanges(
  actor: Actor,
  { areaId, cursor, limit }: { areaId?: string; cursor?: string; limit: number },
) {
  const rows = await AreaChangeModel.find(
    {
      $and: [areaPolicy.visible(actor), ...(areaId ? [{ areas: new Types.ObjectId(areaId) }] : []), LIST.from(cursor)],
    },
    { edits: 0 },
  )
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<AreaChange[]>()
  return LIST.page(rows, limit)
}

/** Milliseconds after a change in which records that were being written meanwhile are still moved. */
const GATHER_MS = 5 * 60_000

const underWay = (now: Date) => ({
  $or: [
    { state: { $in: ['moving' as const, 'undoing' as const] } },
    { state: 'done' as const, at: { $gt: new Date(now.getTime() - GATHER_MS) } },
  ],
})
export const areaChangesUnderWay = (now: Date): Due[] => [{ model: AreaChangeModel, filter: underWay(now) }]

/**
 * A job: carries out decided changes and undoes those taken back. After a crash it begins again and writes nothing
 * twice.
 */
export async function runAreaChanges(now: Date) {
  const waiting = await AreaChangeModel.find(underWay(now)).sort({ at: 1 }).lean<AreaChange[]>()
  for (const { _id } of waiting)
    await underLock('area-change-job', async () => {
      const change = (await AreaChangeModel.findById(_id).lean<AreaChange>())!
      if (change.state === 'moving') await bring(change)
      else if (change.state === 'undoing') await takeBack(change)
      else if (change.state === 'done' && change.of.length > 0) await gather(change)
    })
  return waiting.length
}

async function write(areaId: Types.ObjectId, fields: Partial<Area>) {
  await AreaModel.updateOne({ _id: areaId }, { $set: fields, $inc: { revision: 1 } })
}

async function gather({ _id, of, edits, ...change }: AreaChange) {
  const ground = await groundAfter(of, edits, isEverywhere(change))
  for (;;) {
    const moved = await moveRecords(_id, of, ground)
    if (moved === 0) return
    await AreaChangeModel.updateOne({ _id }, { $inc: { moved } })
  }
}

async function bring(change: AreaChange) {
  for (const { areaId, before, after } of change.edits)
    if (before) await write(areaId, after)
    else await AreaModel.updateOne({ _id: areaId }, { $setOnInsert: after }, { upsert: true })
  for (const { from, to } of change.roles) await roleDoor().add(change._id, from, to)
  await gather(change)
  await AreaChangeModel.updateOne({ _id: change._id, state: 'moving' }, { $set: { state: 'done' } })
}

async function takeBack({ _id, edits, roles }: AreaChange) {
  const made = edits.filter(({ before }) => before === null)
  for (const { areaId, before } of edits)
    await write(areaId, before ?? { endedAt: new Date(), successorId: roles[0]!.from })
  await moveBack(_id)
  // Records made on new ground in between go where that ground went.
  const gone = made.map(({ areaId }) => areaId)
  if (gone.length > 0) {
    const ground = await groundAfter([...gone, ...roles.map(({ from }) => from)], [], false)
    while ((await moveRecords(_id, gone, ground)) > 0);
  }
  await roleDoor().drop(_id)
  await AreaModel.deleteMany({ _id: { $in: gone } })
  await AreaMoveModel.deleteMany({ changeId: _id })
  await AreaChangeModel.updateOne({ _id }, { $set: { state: 'undone' } })
}

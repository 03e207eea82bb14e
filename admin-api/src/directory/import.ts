import type { Due } from '../jobs'
import { Types } from 'mongoose'
import {
  LIKE_REASONS,
  Likeness,
  communityFor,
  readRow,
  type ImportSettings,
  type ImportedPlace,
  type Like,
} from '@yike/shared/directory/import'
import { PLACE_FIELD_NAMES, placeField, type PlaceFacts } from '@yike/shared/directory/place-fields'
import type { ConfirmImport, ListImports } from '@yike/shared/directory/upkeep-schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { OBJECT_ID, pagedList } from '../http/cursor'
import { UNDER_WAY, runImportsOf, beginUndo } from '../files/import-run'
import { authorize, orNotFound, type Actor } from '../http/policy'
import type { Upload } from '../http/upload'
import { isDuplicate } from '../idempotency'
import { readInWorker } from '../read-in-worker'
import { areasByIds, communitiesWithBorders, type Community } from '../territory/areas'
import { positionDoubt } from './import-file'
import { PlaceImportModel, type ImportStep, type PlaceImport } from './import-model'
import { PlaceModel, ServiceModel, type Place } from './model'
import { keysOf, placeTokens, positionOf, storedFrom, NOT_STATED, valueOf } from './place-record'
import { writePlace } from './places'
import { directoryPolicy } from './policy'

/** Reads a file and keeps it for the preview; no place is written. */
export async function uploadImport(actor: Actor, { name, bytes }: Upload, now: Date): Promise<PlaceImport> {
  const table = await readInWorker('places', bytes)
  const mine = await areasByIds(directoryPolicy.editedAreas(actor))
  const made = await PlaceImportModel.create({
    ...table,
    areas: mine.flatMap(({ areas }) => areas),
    byId: actor.personId,
    byName: actor.name,
    fileName: name.slice(0, 200),
    state: 'open',
    at: now,
  })
  return made.toObject<PlaceImport>()
}

export const placeImport = async (actor: Actor, id: string) =>
  orNotFound(
    await PlaceImportModel.findOne({ _id: id, ...directoryPolicy.visibleToEditors(actor) }).lean<PlaceImport>(),
  )

const LIST = pagedList<PlaceImport>('listImports', { _id: [-1, OBJECT_ID] })

/** The newest first, without their rows. */
export async function listImports(actor: Actor, { cursor, limit, ...left }: z.output<typeof ListImports>) {
  allRead(left)
  const rows = await PlaceImportModel.find(
    { $and: [directoryPolicy.visibleToEditors(actor), LIST.from(cursor)] },
    { rows: 0 },
  )
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<PlaceImport[]>()
  return LIST.page(rows, limit)
}

/** The effect of one row. */
export type RowPlan = { at: number; cells: string[]; doubts: string[] } & (
  { problems: string[] } | { place: ImportedPlace; community: Community; like: Like | null }
)

/** Compares every row with the directory and with the rows before it. Empty rows are left out. */
export async function planImport(
  actor: Actor,
  { rows, firstRow, headings }: PlaceImport,
  settings: ImportSettings,
): Promise<RowPlan[]> {
  const areas = directoryPolicy.editedAreas(actor)
  const communities = await communitiesWithBorders(areas)
  const likeness = new Likeness()
  const known = await PlaceModel.find(
    { areas: { $in: areas }, removed: false },
    { name: 1, address: 1, category: 1, location: 1, communityId: 1 },
  ).lean<Place[]>()
  for (const { _id, name, address, category, communityId, ...rest } of known)
    likeness.add({
      ...{ id: String(_id), row: null, name, address, category },
      position: positionOf(rest),
      communityId: String(communityId),
    })
  return rows.flatMap((cells, at): RowPlan[] => {
    if (cells.every((cell) => cell === '')) return []
    const doubt = positionDoubt(headings, cells)
    const row = { at, cells, doubts: doubt ? [doubt] : [] }
    const read = readRow(cells, settings)
    if ('problems' in read) return [{ ...row, problems: read.problems }]
    const community = communityFor(read.place.position, communities)
    if (typeof community === 'string') return [{ ...row, problems: [community] }]
    const comparable = { ...read.place, communityId: String(community._id) }
    const like = likeness.of(comparable)
    likeness.add({ ...comparable, id: null, row: at + firstRow })
    return [{ ...row, place: read.place, community, like }]
  })
}

const confirmedAlready = () => new AppError('CONFLICT', '这份文件已经导入了。')

/**
 * Fixes the effect of every row, once; the job writes it. A row that became a duplicate since the preview is left out.
 */
export async function confirmImport(
  actor: Actor,
  { id, merge, keep, ...settings }: z.output<typeof ConfirmImport>,
): Promise<PlaceImport> {
  const draft = await placeImport(actor, id)
  if (draft.state !== 'open') throw confirmedAlready()
  const steps: ImportStep[] = []
  const left: PlaceImport['left'] = []
  const merged = new Set<string>()
  for (const plan of await planImport(actor, draft, settings)) {
    const { at } = plan
    if ('problems' in plan) {
      left.push({ at, reason: plan.problems.join('；') })
      continue
    }
    const { like, community } = plan
    const step = { at, communityId: community._id, state: 'waiting' as const }
    if (like?.id && merge.includes(at) && !merged.has(like.id)) {
      merged.add(like.id)
      steps.push({ ...step, kind: 'merge', placeId: new Types.ObjectId(like.id) })
    } else if (!like || (keep.includes(at) && like.canKeep))
      steps.push({ ...step, kind: 'create', placeId: new Types.ObjectId() })
    else left.push({ at, reason: `和“${like.name}”${LIKE_REASONS[like.why]}，没有导入` })
  }
  if (steps.length === 0) throw new AppError('INVALID_INPUT', '没有一行能导入，先改好标出来的地方。')
  const confirmed = await PlaceImportModel.findOneAndUpdate(
    { _id: draft._id, state: 'open' },
    { $set: { state: 'writing', settings, steps, left } },
    { returnDocument: 'after' },
  ).lean<PlaceImport>()
  if (!confirmed) throw confirmedAlready()
  return confirmed
}

/** FORBIDDEN when a colleague imported places of an area that the actor does not work for. */
export async function undoImport(actor: Actor, id: string): Promise<PlaceImport> {
  const { _id, steps } = await placeImport(actor, id)
  const touched = await PlaceModel.find({ _id: { $in: steps.map(({ placeId }) => placeId) } }, { areas: 1 }).lean<
    Pick<Place, '_id' | 'areas'>[]
  >()
  authorize(touched.every((place) => directoryPolicy.editPlace(actor, place)))
  return beginUndo<PlaceImport>(PlaceImportModel, _id)
}

export const importsUnderWay = (): Due[] => [{ model: PlaceImportModel, filter: UNDER_WAY }]

/** A job: writes confirmed imports and takes undone ones back. */
export const runImports = (now: Date) =>
  runImportsOf<ImportStep, PlaceImport>({
    model: PlaceImportModel,
    prepare: noteBefore,
    write: (record) => (step) => write(record, step, now),
    takeBack: (record) => (step) => takeBack(record, step, now),
  })

/** Fields that a merge can change. */
const MERGED = PLACE_FIELD_NAMES.filter((name) => placeField(name).table?.merge)

/** Notes the values that merges are about to change, before they do: for the undo. */
async function noteBefore({ _id }: PlaceImport, chunk: readonly { step: ImportStep; index: number }[]) {
  const notes: Record<string, unknown> = {}
  for (const { step, index } of chunk.filter(({ step: { kind } }) => kind === 'merge')) {
    const place = await PlaceModel.findById(step.placeId).lean<Place>()
    if (!place || place.importId?.equals(_id)) continue
    const kept = MERGED.flatMap(keysOf).map((key) => [key, place[key] ?? null])
    step.before = { ...(Object.fromEntries(kept) as Partial<Place>), revision: place.revision }
    notes[`steps.${index}.before`] = step.before
  }
  if (Object.keys(notes).length > 0) await PlaceImportModel.updateOne({ _id }, { $set: notes })
}

async function write(record: PlaceImport, step: ImportStep, now: Date): Promise<ImportStep['state']> {
  const read = readRow(record.rows[step.at]!, record.settings!)
  if ('problems' in read) return 'refused'
  return step.kind === 'create' ? create(record, step, read.place, now) : merge(record, step, read.place, now)
}

/** A row as a place of a community. */
export async function placeFromRow(row: ImportedPlace, { _id, areas }: Pick<Community, '_id' | 'areas'>) {
  const ground = { communityId: _id, areas }
  const stored = await storedFrom({ ...NOT_STATED, ...row }, ground)
  return { ...ground, ...stored, tokens: placeTokens(stored as Place) }
}

async function create({ _id }: PlaceImport, { placeId, communityId }: ImportStep, place: ImportedPlace, now: Date) {
  const [community] = await areasByIds([communityId])
  if (!community) return 'refused'
  try {
    await PlaceModel.create({ _id: placeId, ...(await placeFromRow(place, community)), importId: _id, createdAt: now })
    return 'written'
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    // Either this very row, written before a crash, or somebody else's place of the same name.
    return (await PlaceModel.exists({ _id: placeId })) ? 'written' : 'refused'
  }
}

async function merge({ _id, byId }: PlaceImport, { placeId, before }: ImportStep, row: ImportedPlace, now: Date) {
  const place = await PlaceModel.findOne({ _id: placeId, removed: false }).lean<Place>()
  if (place?.importId?.equals(_id)) return 'written'
  if (!place || place.revision !== before?.revision) return 'refused'
  const said = MERGED.filter((name) => row[name] !== undefined)
  const facts = said.map((name) => [
    name,
    placeField(name).table!.merge!(valueOf(place, name) as never, row[name] as never),
  ])
  const set = await storedFrom(Object.fromEntries(facts) as Partial<PlaceFacts>, place)
  return (await writePlace(place, { set, marks: { importId: _id } }, byId, now)) ? 'written' : 'refused'
}

async function takeBack(
  { _id, byId }: PlaceImport,
  { placeId, kind, before }: ImportStep,
  now: Date,
): Promise<ImportStep['state']> {
  const place = await PlaceModel.findById(placeId).lean<Place>()
  if (!place || place.removed) return 'undone'
  if (kind === 'create') {
    if (await ServiceModel.exists({ placeId, removed: false })) return 'kept'
    const removed = await PlaceModel.updateOne({ _id: placeId, revision: 1 }, { $set: { removed: true } })
    return removed.matchedCount === 1 ? 'undone' : 'kept'
  }
  const { revision = 0, ...fields } = before ?? {}
  const isOurs = place.importId?.equals(_id) ?? false
  // A crash after the undo was written: nobody else clears the mark.
  if (!isOurs) return place.revision === revision + 2 ? 'undone' : 'kept'
  if (place.revision !== revision + 1) return 'kept'
  return (await writePlace(place, { set: fields, marks: { importId: null } }, byId, now)) ? 'undone' : 'kept'
}

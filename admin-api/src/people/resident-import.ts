import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type {
  ConfirmResidentImport,
  ListResidentImports,
  PreviewResidentImport,
} from '@yike/shared/people/import-schemas'
import {
  Namesakes,
  RESIDENT_FACTS,
  SAME_PERSON,
  factsAdded,
  readResident,
  type ImportedResident,
  type ResidentFact,
  type SamePerson,
} from '@yike/shared/people/resident-import'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { sealedTables } from '../files/sealed-table'
import { beginUndo } from '../files/import-run'
import { allRead } from '../http/all-read'
import { OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import type { Upload } from '../http/upload'
import { readInWorker } from '../read-in-worker'
import { areasByIds } from '../territory/areas'
import { recordAccess } from './access-log'
import { nameTokens } from './found-by'
import { PersonModel, type Person } from './model'
import { personPolicy } from './policy'
import { homeOf, idEndOf, phoneOf } from './sealed-facts'
import { Grounds, type Standing } from './resident-import-ground'
import { ResidentImportModel, type ResidentImport, type ResidentStep } from './resident-import-model'

const DAY_MS = 86_400_000
const DRAFT_DAYS = 3
const KEPT_DAYS = 30

const TABLES = sealedTables('resident-import')
export const tableOf = TABLES.open

/** Reads a file and keeps its rows, sealed, for the preview; nobody is registered. */
export async function uploadResidentImport(actor: Actor, { name, bytes }: Upload, now: Date): Promise<ResidentImport> {
  const { headings, rows, firstRow } = await readInWorker('residents', bytes)
  const mine = await areasByIds(personPolicy.registeredAreas(actor))
  const _id = new Types.ObjectId()
  const made = await ResidentImportModel.create({
    ...{ _id, firstRow, rowCount: rows.length, sealed: TABLES.seal(_id, { headings, rows }) },
    areas: mine.flatMap(({ areas }) => areas),
    byId: actor.personId,
    byName: actor.name,
    fileName: name.slice(0, 200),
    state: 'open',
    at: now,
    expiresAt: new Date(now.getTime() + DRAFT_DAYS * DAY_MS),
  })
  return made.toObject<ResidentImport>()
}

export const residentImport = async (actor: Actor, id: string) =>
  orNotFound(
    await ResidentImportModel.findOne({ _id: id, ...personPolicy.visibleToRegistrars(actor) }).lean<ResidentImport>(),
  )

const LIST = pagedList<ResidentImport>('listResidentImports', { _id: [-1, OBJECT_ID] })

/** The newest first, without their rows. */
export async function listResidentImports(
  actor: Actor,
  { cursor, limit, ...left }: z.output<typeof ListResidentImports>,
) {
  allRead(left)
  const rows = await ResidentImportModel.find(
    { $and: [personPolicy.visibleToRegistrars(actor), LIST.from(cursor)] },
    { sealed: 0 },
  )
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<Omit<ResidentImport, 'sealed'>[]>()
  return LIST.page(rows as ResidentImport[], limit)
}

/** Somebody on record, or an earlier row of the file, whom a row is compared with. */
export interface Namesake {
  name: string
  phone: string | null
  birthYear: number | null
  idLast4: string | null
  home: string | null
  person: Person | null
  row: number | null
}
interface Like extends Namesake {
  why: SamePerson
  adds: ResidentFact[]
  canMerge: boolean
}
/** The effect of one row. */
export type ResidentPlan = { at: number } & (
  | { problems: string[]; name: string }
  | { resident: ImportedResident; standing: Standing; doubts: string[]; like: Like | null }
)

const KNOWN_AT_ONCE = 500
/** The facts of somebody on record, as a row of a list says them. */
export const factsOf = (person: Person) => ({
  name: person.name,
  phone: phoneOf(person),
  birthYear: person.birthYear,
  idLast4: idEndOf(person),
  home: homeOf(person)?.text ?? null,
})

/** People of these communities who have one of these names. */
export async function peopleCalled(
  names: readonly string[],
  communityIds: readonly Types.ObjectId[],
): Promise<Person[]> {
  const tokens = [...new Set(names.flatMap(nameTokens))]
  const people: Person[] = []
  for (let at = 0; at < tokens.length; at += KNOWN_AT_ONCE)
    people.push(
      ...(await PersonModel.find(
        { tokens: { $in: tokens.slice(at, at + KNOWN_AT_ONCE) }, areas: { $in: communityIds }, mergedInto: null },
        { name: 1, phone: 1, birthYear: 1, idLast4: 1, home: 1, areas: 1 },
      ).lean<Person[]>()),
    )
  return people
}

type Settings = Omit<z.output<typeof PreviewResidentImport>, 'id'>

/** Compares every row with the people on record and with the rows before it. Empty rows are left out. */
export async function planResidents(
  actor: Actor,
  record: ResidentImport,
  { mapping, communityId }: Settings,
): Promise<ResidentPlan[]> {
  const thisYear = Number(dayOf(record.at).slice(0, 4))
  const read = tableOf(record)
    .rows.map((cells, at) => ({ at, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ at, cells }) => ({ at, cells, ...readResident(cells, mapping, thisYear) }))
  const grounds = await Grounds.of(actor, communityId ? new Types.ObjectId(communityId) : null)
  const known = new Namesakes<Namesake>()
  const names = read.flatMap((row) => ('resident' in row ? row.resident.name : []))
  for (const person of await peopleCalled(names, grounds.ids)) known.add({ ...factsOf(person), person, row: null })

  const plans: ResidentPlan[] = []
  for (const row of read) {
    const { at } = row
    const name = row.cells[mapping.name ?? -1] ?? ''
    if ('problems' in row) {
      plans.push({ at, name, problems: row.problems })
      continue
    }
    const { resident } = row
    const standing = await grounds.standingOf(resident)
    if (typeof standing === 'string') {
      plans.push({ at, name, problems: [standing] })
      continue
    }
    const alike = known.of(resident)
    known.add({ ...resident, person: null, row: at + record.firstRow })
    plans.push({
      ...{ at, resident, standing, doubts: [...row.doubts, ...standing.doubts] },
      like: alike && likeOf(actor, alike.one, alike.why, resident),
    })
  }
  return plans
}

function likeOf(actor: Actor, one: Namesake, why: SamePerson, resident: ImportedResident): Like {
  const adds = one.person ? factsAdded(one, resident) : []
  return { ...one, why, adds, canMerge: one.person !== null && adds.length > 0 && personPolicy.edit(actor, one.person) }
}

const confirmedAlready = () => new AppError('CONFLICT', '这份名单已经导入了。')
const addedInWords = (facts: readonly ResidentFact[]) => facts.map((fact) => RESIDENT_FACTS[fact]).join('、')

/**
 * Fixes the effect of every row, once; the job writes it. A row whose person was registered since the preview is left
 * out. People whose record will be completed read who did it.
 */
export async function confirmResidentImport(
  actor: Actor,
  { id, merge, keep, ...settings }: z.output<typeof ConfirmResidentImport>,
  now: Date,
): Promise<ResidentImport> {
  const draft = await residentImport(actor, id)
  if (draft.state !== 'open') throw confirmedAlready()
  const steps: ResidentStep[] = []
  const left: ResidentImport['left'] = []
  const merged = new Set<string>()
  for (const plan of await planResidents(actor, draft, settings)) {
    const { at } = plan
    if ('problems' in plan) {
      left.push({ at, reason: plan.problems.join('；') })
      continue
    }
    const { like, standing } = plan
    const areas = (standing.grid ?? standing.community).areas
    const step = { at, communityId: standing.community._id, areas, state: 'waiting' as const }
    const known = like?.person && String(like.person._id)
    if (like?.canMerge && known && merge.includes(at) && !merged.has(known)) {
      merged.add(known)
      steps.push({ ...step, kind: 'merge', personId: new Types.ObjectId(known), facts: like.adds })
    } else if (!like || keep.includes(at)) steps.push({ ...step, kind: 'create', personId: new Types.ObjectId() })
    else left.push({ at, reason: `${whoIs(like)}${SAME_PERSON[like.why]}，没有导入` })
  }
  if (steps.length === 0) throw new AppError('INVALID_INPUT', '没有一行能导入，先改好标出来的地方。')
  await recordMerges(actor, steps, now)
  const confirmed = await ResidentImportModel.findOneAndUpdate(
    { _id: draft._id, state: 'open' },
    {
      $set: {
        ...{ state: 'writing', steps, left, expiresAt: new Date(now.getTime() + KEPT_DAYS * DAY_MS) },
        settings: { ...settings, communityId: settings.communityId ?? null },
      },
    },
    { returnDocument: 'after' },
  ).lean<ResidentImport>()
  if (!confirmed) throw confirmedAlready()
  return confirmed
}

const whoIs = ({ row }: Like) => (row === null ? '和登记过的一位' : `和第 ${row} 行`)

async function recordMerges(actor: Actor, steps: readonly ResidentStep[], now: Date) {
  const byWords = new Map<string, Types.ObjectId[]>()
  for (const { facts, personId } of steps.filter(({ kind }) => kind === 'merge')) {
    const words = `用名单补了${addedInWords(facts ?? [])}`
    byWords.set(words, [...(byWords.get(words) ?? []), personId])
  }
  for (const [words, ids] of byWords) await recordAccess(actor, ids, { what: 'edit', reason: 'person', words }, now)
}

/** FORBIDDEN when a colleague imported people of an area in which the actor registers nobody. */
export async function undoResidentImport(actor: Actor, id: string): Promise<ResidentImport> {
  const { _id, steps } = await residentImport(actor, id)
  authorize(steps.every((step) => personPolicy.register(actor, step)))
  return beginUndo<ResidentImport>(ResidentImportModel, _id)
}

/** A job: rows sealed by an older secret of the installation. Returns how many. */
export const rewrapResidentImports = () => TABLES.rewrap(ResidentImportModel)

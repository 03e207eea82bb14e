import mongoose, { Types } from 'mongoose'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { projected } from '@yike/shared/geo/clusters'
import { DeletedModel } from '../cache/changed-at'
import { databaseNow } from '../cache/database-clock'
import type { Actor } from '../http/policy'
import { openValue } from '../sealing'
import { CaseModel, CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { casePolicy } from './policy'

type Row = Pick<
  CaseRecord,
  '_id' | 'areas' | 'kind' | 'state' | 'categoryId' | 'assigneeId' | 'dueOrder' | 'supervisedAt' | 'hasPhotos'
>
const FIELDS = {
  ...{ areas: 1, kind: 1, state: 1, categoryId: 1, assigneeId: 1, dueOrder: 1, supervisedAt: 1, hasPhotos: 1 },
} as const
const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
const isOpen = ({ state }: Row) => (OPEN_CASE_STATES as readonly string[]).includes(state)
const BATCH = 1000
/** Changes are looked for this much further back: over a slow write, and over what two machines know of the time. */
const LOOK_BACK_MS = 5000
/** After a longer pause all is read anew: the notes of deleted records are kept for an hour. */
const LONGEST_PAUSE_MS = 30 * 60_000

/** Texts by number: a column holds numbers. 0 is none. */
class Texts {
  readonly #numbers = new Map<string, number>()
  /** Of a text that no case has: -1, which no column holds. */
  find = (text: string) => this.#numbers.get(text) ?? -1
  keep(text: string) {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.#numbers.size + 1)
    return this.#numbers.size
  }
}

const FIRST_SIZE = 1024

/**
 * The open cases in memory as columns: an index in all of them is a case. Positions are sealed in the database, here they
 * are opened once. `x`, `y`: Web Mercator from 0 to 1 (`geo/clusters`), NaN where nobody gave a position.
 */
class CaseColumns {
  size = 0
  readonly ids: string[] = []
  x = new Float64Array(FIRST_SIZE)
  y = new Float64Array(FIRST_SIZE)
  /** Sorts by due: a limit that runs in milliseconds. */
  dueOrder = new Float64Array(FIRST_SIZE)
  kind = new Int32Array(FIRST_SIZE)
  state = new Int32Array(FIRST_SIZE)
  category = new Int32Array(FIRST_SIZE)
  assignee = new Int32Array(FIRST_SIZE)
  /** Index in `areaLists`. */
  areas = new Int32Array(FIRST_SIZE)
  supervised = new Uint8Array(FIRST_SIZE)
  hasPhotos = new Uint8Array(FIRST_SIZE)
  readonly texts = new Texts()
  /** The areas of cases, each list once. */
  readonly areaLists: (readonly string[])[] = []
  readonly #areaTexts = new Texts()
  readonly #indexes = new Map<string, number>()

  has = (id: string) => this.#indexes.has(id)

  /** Takes a case as it is now. `position`: of one that is not there yet. */
  put(row: Row, position: { x: number; y: number }) {
    const id = String(row._id)
    const known = this.#indexes.get(id)
    const at = known ?? this.size++
    if (known === undefined) {
      if (at === this.x.length) this.#grow()
      this.#indexes.set(id, at)
      this.ids[at] = id
      this.x[at] = position.x
      this.y[at] = position.y
    }
    this.dueOrder[at] = row.dueOrder.getTime()
    this.kind[at] = this.texts.keep(row.kind)
    this.state[at] = this.texts.keep(row.state)
    this.category[at] = row.categoryId ? this.texts.keep(String(row.categoryId)) : 0
    this.assignee[at] = row.assigneeId ? this.texts.keep(String(row.assigneeId)) : 0
    this.areas[at] = this.#areasOf(row)
    this.supervised[at] = row.supervisedAt === null ? 0 : 1
    this.hasPhotos[at] = row.hasPhotos ? 1 : 0
  }

  /** The last one takes the place of the one that goes. */
  remove(id: string) {
    const at = this.#indexes.get(id)
    if (at === undefined) return
    const last = --this.size
    this.#indexes.delete(id)
    if (at !== last) {
      this.ids[at] = this.ids[last]!
      this.#indexes.set(this.ids[at], at)
      for (const column of this.#columns()) column[at] = column[last]!
    }
    this.ids.length = last
  }

  #columns = () => [
    ...[this.x, this.y, this.dueOrder, this.kind, this.state, this.category, this.assignee, this.areas],
    ...[this.supervised, this.hasPhotos],
  ]

  #grow() {
    const larger = <Column extends { set(from: Column): void }>(made: Column, column: Column) => {
      made.set(column)
      return made
    }
    const size = this.x.length * 2
    for (const name of ['x', 'y', 'dueOrder'] as const) this[name] = larger(new Float64Array(size), this[name])
    for (const name of ['kind', 'state', 'category', 'assignee', 'areas'] as const)
      this[name] = larger(new Int32Array(size), this[name])
    for (const name of ['supervised', 'hasPhotos'] as const) this[name] = larger(new Uint8Array(size), this[name])
  }

  #areasOf({ areas }: Row) {
    const list = areas.map(String)
    const at = this.#areaTexts.keep(list.join(' '))
    this.areaLists[at] ??= list
    return at
  }
}
export type { CaseColumns }

/**
 * The open cases in memory, by the areas that somebody asked for. Every question first reads what was written since the
 * last one (`changedAt`), by this process or another, so that no answer is older than its question. A restart forgets them.
 */
class CasePoints {
  #cases = new CaseColumns()
  readonly #loaded = new Set<string>()
  /** One question after the other: no older reading overwrites a newer one. */
  #last: Promise<void> = Promise.resolve()
  #refreshedAt = 0

  /** The open cases, and those of them that the actor sees: in the areas where they read cases, and their own. */
  async of(actor: Actor): Promise<{ cases: CaseColumns; seen: number[] }> {
    const parts = casePolicy.seenIn(actor).map(({ areas, kinds }) => ({ areas: areas.map(String), kinds }))
    const wanted = [...new Set(parts.flatMap(({ areas }) => areas))]
    const ready = this.#last.catch(() => undefined).then(() => this.#bringUpToDate(actor, wanted))
    this.#last = ready
    await ready
    const cases = this.#cases
    const me = cases.texts.find(String(actor.personId))
    /** The kinds that the actor sees in each list of areas. */
    const kindsIn = cases.areaLists.map((areas) => {
      const here = parts.filter((part) => areas.some((area) => part.areas.includes(area)))
      return new Set(here.flatMap(({ kinds }) => kinds.map(cases.texts.find)))
    })
    const seen: number[] = []
    for (let at = 0; at < cases.size; at++)
      if (kindsIn[cases.areas[at]!]!.has(cases.kind[at]!) || cases.assignee[at] === me) seen.push(at)
    return { cases, seen }
  }

  async #bringUpToDate(actor: Actor, wanted: readonly string[]) {
    await this.#refresh()
    for (const area of wanted) if (!this.#loaded.has(area)) await this.#read(area)
    await this.#readOwn(actor)
  }

  async #read(area: string) {
    const begun = databaseNow()
    const rows = CaseModel.find({ areas: new Types.ObjectId(area), ...OPEN }, FIELDS)
      .lean<Row[]>()
      .cursor({ batchSize: BATCH })
    let batch: Row[] = []
    for await (const row of rows as AsyncIterable<Row>) {
      batch.push(row)
      if (batch.length < BATCH) continue
      await this.#put(batch)
      batch = []
    }
    await this.#put(batch)
    // A case that moved while the others were read is read again by the next question.
    this.#refreshedAt = this.#loaded.size > 0 ? Math.min(this.#refreshedAt, begun) : begun
    this.#loaded.add(area)
  }

  /** Assigned to somebody who does not work for the area of the case. */
  async #readOwn({ personId }: Actor) {
    const own = await CaseModel.find({ assigneeId: personId, ...OPEN }, FIELDS).lean<Row[]>()
    await this.#put(own.filter(({ _id }) => !this.#cases.has(String(_id))))
  }

  async #refresh() {
    if (databaseNow() - this.#refreshedAt > LONGEST_PAUSE_MS) {
      this.#cases = new CaseColumns()
      this.#loaded.clear()
    }
    if (this.#loaded.size === 0) return
    const since = new Date(this.#refreshedAt - LOOK_BACK_MS)
    const begun = databaseNow()
    const [rows, gone] = await Promise.all([
      CaseModel.find({ changedAt: { $gt: since } }, FIELDS).lean<Row[]>(),
      DeletedModel.find({ model: 'Case', changedAt: { $gt: since } }, { recordId: 1 }).lean(),
    ])
    for (const { recordId } of gone) this.#cases.remove(String(recordId))
    for (const row of rows) if (!isOpen(row)) this.#cases.remove(String(row._id))
    const kept = rows.filter((row) => isOpen(row) && this.#isWanted(row))
    for (let from = 0; from < kept.length; from += BATCH) await this.#put(kept.slice(from, from + BATCH))
    this.#refreshedAt = begun
  }

  #isWanted({ _id, areas }: Row) {
    return this.#cases.has(String(_id)) || areas.some((area) => this.#loaded.has(String(area)))
  }

  async #put(rows: readonly Row[]) {
    if (rows.length === 0) return
    // The position of a report does not change.
    const unknown = rows.filter(({ _id }) => !this.#cases.has(String(_id))).map(({ _id }) => _id)
    const words =
      unknown.length > 0
        ? await CaseWordsModel.find({ _id: { $in: unknown } }, { position: 1 }).lean<CaseWords[]>()
        : []
    const sealed = new Map(words.map(({ _id, position }) => [String(_id), position]))
    for (const row of rows) {
      const position = sealed.get(String(row._id))
      this.#cases.put(row, position ? projected(openValue('position', position)) : NOWHERE)
    }
  }
}

const NOWHERE = { x: NaN, y: NaN }

let points = new CasePoints()
// Maybe another database.
mongoose.connection.on('connected', () => (points = new CasePoints()))
export const casePoints = (actor: Actor) => points.of(actor)

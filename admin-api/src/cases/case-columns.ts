import { projected } from '@yike/shared/geo/clusters'
import type { LngLat } from '@yike/shared/geo/walking'
import type { CaseRecord } from './model'

/** The fields of a case that its columns hold. */
export const COLUMN_FIELDS = {
  ...{ number: 1, areas: 1, kind: 1, state: 1, categoryId: 1, assigneeId: 1, filedAt: 1, dueOrder: 1 },
  ...{ supervisedAt: 1, hasPhotos: 1, barredIds: 1 },
} as const
export type ColumnRow = Pick<CaseRecord, '_id' | keyof typeof COLUMN_FIELDS>

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

/** Cases in memory as columns: an index in all of them is a case. */
export class CaseColumns {
  size = 0
  readonly ids: string[] = []
  readonly numbers: string[] = []
  /** 1 where `x` and `y` are known: positions are sealed in the database, and opened once the map asks for them. */
  placed = new Uint8Array(FIRST_SIZE)
  /** Web Mercator from 0 to 1 (`geo/clusters`), NaN where nobody gave a position. */
  x = new Float64Array(FIRST_SIZE)
  y = new Float64Array(FIRST_SIZE)
  /** Sorts by due: a limit that runs in milliseconds. */
  dueOrder = new Float64Array(FIRST_SIZE)
  filedAt = new Float64Array(FIRST_SIZE)
  kind = new Int32Array(FIRST_SIZE)
  state = new Int32Array(FIRST_SIZE)
  category = new Int32Array(FIRST_SIZE)
  assignee = new Int32Array(FIRST_SIZE)
  /** Index in `areaLists`. */
  areas = new Int32Array(FIRST_SIZE)
  supervised = new Uint8Array(FIRST_SIZE)
  hasPhotos = new Uint8Array(FIRST_SIZE)
  readonly texts = new Texts()
  /** The people from whom a case is kept, by its id: of few cases there are any. */
  readonly barred = new Map<string, ReadonlySet<string>>()
  /** The areas of cases, each list once. */
  readonly areaLists: (readonly string[])[] = []
  readonly #areaTexts = new Texts()
  readonly #indexes = new Map<string, number>()

  has = (id: string) => this.#indexes.has(id)

  /** Takes a case as it is now. */
  put(row: ColumnRow) {
    const id = String(row._id)
    const known = this.#indexes.get(id)
    const at = known ?? this.size++
    if (known === undefined) {
      if (at === this.x.length) this.#grow()
      this.#indexes.set(id, at)
      this.ids[at] = id
      this.placed[at] = 0
    }
    this.numbers[at] = row.number
    this.dueOrder[at] = row.dueOrder.getTime()
    this.filedAt[at] = row.filedAt.getTime()
    this.kind[at] = this.texts.keep(row.kind)
    this.state[at] = this.texts.keep(row.state)
    this.category[at] = row.categoryId ? this.texts.keep(String(row.categoryId)) : 0
    this.assignee[at] = row.assigneeId ? this.texts.keep(String(row.assigneeId)) : 0
    this.areas[at] = this.#areasOf(row)
    this.supervised[at] = row.supervisedAt === null ? 0 : 1
    this.hasPhotos[at] = row.hasPhotos ? 1 : 0
    if (row.barredIds?.length) this.barred.set(id, new Set(row.barredIds.map(String)))
    else this.barred.delete(id)
  }

  /** Takes the position of a case, which does not change. */
  place(id: string, position: LngLat | null) {
    const at = this.#indexes.get(id)
    if (at === undefined) return
    const { x, y } = position ? projected(position) : { x: NaN, y: NaN }
    this.x[at] = x
    this.y[at] = y
    this.placed[at] = 1
  }

  /** The last one takes the place of the one that goes. */
  remove(id: string) {
    const at = this.#indexes.get(id)
    if (at === undefined) return
    const last = --this.size
    this.#indexes.delete(id)
    this.barred.delete(id)
    if (at !== last) {
      this.ids[at] = this.ids[last]!
      this.numbers[at] = this.numbers[last]!
      this.#indexes.set(this.ids[at], at)
      for (const column of this.#columns()) column[at] = column[last]!
    }
    this.ids.length = last
    this.numbers.length = last
  }

  #columns = () => [
    ...[this.placed, this.x, this.y, this.dueOrder, this.filedAt, this.kind, this.state, this.category],
    ...[this.assignee, this.areas, this.supervised, this.hasPhotos],
  ]

  #grow() {
    const larger = <Column extends { set(from: Column): void }>(made: Column, column: Column) => {
      made.set(column)
      return made
    }
    const size = this.x.length * 2
    for (const name of ['x', 'y', 'dueOrder', 'filedAt'] as const)
      this[name] = larger(new Float64Array(size), this[name])
    for (const name of ['kind', 'state', 'category', 'assignee', 'areas'] as const)
      this[name] = larger(new Int32Array(size), this[name])
    for (const name of ['placed', 'supervised', 'hasPhotos'] as const)
      this[name] = larger(new Uint8Array(size), this[name])
  }

  #areasOf({ areas }: ColumnRow) {
    const list = areas.map(String)
    const at = this.#areaTexts.keep(list.join(' '))
    this.areaLists[at] ??= list
    return at
  }
}

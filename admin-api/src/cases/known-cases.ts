import mongoose, { Types } from 'mongoose'
import { UNFINISHED_STATES, type CaseState } from '@yike/shared/cases/states'
import { DeletedModel } from '../cache/changed-at'
import { databaseNow } from '../cache/database-clock'
import type { Actor } from '../http/policy'
import { openValue } from '../sealing'
import { CaseColumns, COLUMN_FIELDS, type ColumnRow } from './case-columns'
import { CaseModel, CaseWordsModel, type CaseWords } from './model'
import { casePolicy } from './policy'

/** The states of the cases that are kept in memory: all that are not over. A resolved one waits for its rating. */
export const KNOWN_STATES: readonly CaseState[] = [...UNFINISHED_STATES, 'resolved']
const KNOWN = { state: { $in: [...KNOWN_STATES] } }
const BATCH = 1000
/** Changes are looked for this much further back: over a slow write, and over what two machines know of the time. */
const LOOK_BACK_MS = 5000
/** After a longer pause all is read anew: the notes of deleted records are kept for an hour. */
const LONGEST_PAUSE_MS = 30 * 60_000

/** The areas and people that the questions of one round need, and whether they need positions. */
interface Round {
  areas: Set<string>
  /** Cases may be assigned to somebody who does not work for their area. */
  people: Set<string>
  positions: boolean
  done: Promise<void>
}

/**
 * The cases in memory, by the areas and the people that somebody asked for. Every question first reads what was written
 * since the last one (`changedAt`), by this process or another, so that no answer is older than its question. Questions
 * that wait at the same time are one round. A restart forgets the cases.
 */
class KnownCases {
  #cases = new CaseColumns()
  readonly #areas = new Set<string>()
  readonly #people = new Set<string>()
  /** One round after the other: no older reading overwrites a newer one. */
  #last: Promise<void> = Promise.resolve()
  #next: Round | null = null
  #refreshedAt = 0

  /**
   * The cases in memory, and those of them that the actor sees: in the areas where they read cases, and their own; none that
   * is kept from them.
   */
  async of(actor: Actor, { positions }: { positions: boolean }): Promise<{ cases: CaseColumns; seen: number[] }> {
    const parts = casePolicy.seenIn(actor).map(({ areas, kinds }) => ({ areas: new Set(areas.map(String)), kinds }))
    const round = (this.#next ??= this.#begin())
    for (const area of parts.flatMap(({ areas }) => [...areas])) round.areas.add(area)
    round.people.add(String(actor.personId))
    round.positions ||= positions
    await round.done
    const cases = this.#cases
    const me = cases.texts.find(String(actor.personId))
    /** The kinds that the actor sees in each list of areas. */
    const kindsIn = cases.areaLists.map((areas) => {
      const here = parts.filter((part) => areas.some((area) => part.areas.has(area)))
      return new Set(here.flatMap(({ kinds }) => kinds.map(cases.texts.find)))
    })
    const seen: number[] = []
    for (let at = 0; at < cases.size; at++)
      if (
        (kindsIn[cases.areas[at]!]!.has(cases.kind[at]!) || cases.assignee[at] === me) &&
        !cases.barred.get(cases.ids[at]!)?.has(String(actor.personId))
      )
        seen.push(at)
    return { cases, seen }
  }

  #begin(): Round {
    const round: Round = { areas: new Set(), people: new Set(), positions: false, done: Promise.resolve() }
    round.done = this.#last
      .catch(() => undefined)
      .then(() => {
        this.#next = null
        return this.#bringUpToDate(round)
      })
    this.#last = round.done
    return round
  }

  async #bringUpToDate({ areas, people, positions }: Round) {
    await this.#refresh()
    for (const area of areas)
      if (!this.#areas.has(area)) {
        await this.#read({ areas: new Types.ObjectId(area) })
        this.#areas.add(area)
      }
    for (const person of people)
      if (!this.#people.has(person)) {
        await this.#read({ assigneeId: new Types.ObjectId(person) })
        this.#people.add(person)
      }
    if (positions) await this.#readPositions()
  }

  async #read(whose: { areas: Types.ObjectId } | { assigneeId: Types.ObjectId }) {
    const begun = databaseNow()
    const rows = CaseModel.find({ ...whose, ...KNOWN }, COLUMN_FIELDS)
      .lean<ColumnRow[]>()
      .cursor({ batchSize: BATCH })
    for await (const row of rows as AsyncIterable<ColumnRow>) this.#cases.put(row)
    // A case that moved while the others were read is read again by the next round.
    const isFirst = this.#areas.size + this.#people.size === 0
    this.#refreshedAt = isFirst ? begun : Math.min(this.#refreshedAt, begun)
  }

  async #refresh() {
    if (databaseNow() - this.#refreshedAt > LONGEST_PAUSE_MS) {
      this.#cases = new CaseColumns()
      this.#areas.clear()
      this.#people.clear()
    }
    if (this.#areas.size + this.#people.size === 0) return
    const since = new Date(this.#refreshedAt - LOOK_BACK_MS)
    const begun = databaseNow()
    const [rows, gone] = await Promise.all([
      CaseModel.find({ changedAt: { $gt: since } }, COLUMN_FIELDS).lean<ColumnRow[]>(),
      DeletedModel.find({ model: 'Case', changedAt: { $gt: since } }, { recordId: 1 }).lean(),
    ])
    for (const { recordId } of gone) this.#cases.remove(String(recordId))
    for (const row of rows) {
      if (!KNOWN_STATES.includes(row.state)) this.#cases.remove(String(row._id))
      else if (this.#isWanted(row)) this.#cases.put(row)
    }
    this.#refreshedAt = begun
  }

  #isWanted({ _id, areas, assigneeId }: ColumnRow) {
    return (
      this.#cases.has(String(_id)) ||
      areas.some((area) => this.#areas.has(String(area))) ||
      (assigneeId !== null && this.#people.has(String(assigneeId)))
    )
  }

  async #readPositions() {
    const cases = this.#cases
    const unknown = cases.ids.filter((_, at) => cases.placed[at] === 0)
    for (let from = 0; from < unknown.length; from += BATCH) {
      const ids = unknown.slice(from, from + BATCH)
      const words = await CaseWordsModel.find(
        { _id: { $in: ids.map((id) => new Types.ObjectId(id)) } },
        { position: 1 },
      ).lean<CaseWords[]>()
      const sealed = new Map(words.map(({ _id, position }) => [String(_id), position]))
      for (const id of ids) {
        const position = sealed.get(id)
        cases.place(id, position ? openValue('position', position) : null)
      }
    }
  }
}

let known = new KnownCases()
// Maybe another database.
mongoose.connection.on('connected', () => (known = new KnownCases()))
/** The cases that are not over, and which of them the actor sees. */
export const knownCases = (actor: Actor) => known.of(actor, { positions: false })
/** The same, with their positions. */
export const placedCases = (actor: Actor) => known.of(actor, { positions: true })

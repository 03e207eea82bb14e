import { isDeepStrictEqual } from 'node:util'
import type { Model } from 'mongoose'
import { writtenAt, type Stamped } from './changed-at'
import { roundSince, watch } from './rounds'

/** The records of a scope, and how fresh they are; times in milliseconds of `performance.now()`. */
interface Scope<Record> {
  byId: Map<string, Record>
  /** In order; null after a change. */
  sorted: readonly Record[] | null
  /** When its loading began, and when it was put in place. */
  loadedAt: number
  heldAt: number
}

export interface CacheSettings<Record> {
  model: Model<Record>
  /** The fields that are kept: never any that belongs to one person. */
  fields: { readonly [name: string]: number }
  /** Reads the records of some scopes from the database; more than those do no harm. */
  load(scopes: readonly string[]): Promise<Record[]>
  /** The scopes that a record is in; none when nobody is shown it. */
  scopesOf(record: Record): readonly string[]
  compare(a: Record, b: Record): number
  /** The most records that are held; beyond it the scopes that were read longest ago go. */
  most: number
}

/** The greatest age of what a reader gets. */
const MAX_AGE_MS = 1000
/** A scope is looked after in the background from this age on, so that no reader waits. */
const REFRESH_AGE_MS = 400
/** A scope is loaded anew after that, in case a write took longer than rounds look back. */
const RELOAD_MS = 10 * 60_000
/** A scope whose loading took longer is not kept: rounds look back no further. */
const LONGEST_LOAD_MS = 3000

/**
 * Records that are the same for everybody, in memory by scope ("the notices of a community"), the scopes that were read
 * last. A reader sees every write of this process that has ended, and those of other processes of a second ago or before.
 * The records are shared: nobody changes them.
 */
export class CachedCollection<Record extends Stamped> {
  readonly #settings: CacheSettings<Record>
  /** In the order of their last reading. */
  readonly #scopes = new Map<string, Scope<Record>>()
  readonly #loading = new Map<string, Promise<void>>()
  /** The scopes that hold a record, by its id. */
  readonly #holders = new Map<string, Set<string>>()
  /** The records under all scopes; one that is in two scopes counts twice. */
  #held = 0
  /** The last round that told of the changes of these records. */
  #round = { begun: -Infinity, appliedAt: -Infinity }

  constructor(settings: CacheSettings<Record>) {
    this.#settings = settings
    watch({
      model: settings.model,
      fields: settings.fields,
      isEmpty: () => this.#scopes.size === 0,
      apply: (records, begun) => {
        for (const record of records as Record[])
          this.#place(String(record._id), record, this.#settings.scopesOf(record))
        this.#round = { begun, appliedAt: performance.now() }
      },
      remove: (id) => this.#place(id, null, []),
      clear: () => this.#clear(),
    })
  }

  /** The records of each scope, in order. */
  async read(names: readonly string[]): Promise<(readonly Record[])[]> {
    const now = performance.now()
    const needed = Math.max(now - MAX_AGE_MS, writtenAt(this.#settings.model.modelName))
    await this.#haveAll(names, now)
    const isOlder = (than: number) => names.some((name) => this.#freshAt(name) < than)
    if (isOlder(needed)) {
      await roundSince(needed)
      // That round may have been over before the loading was.
      if (isOlder(needed)) await roundSince(performance.now())
      // A round that found very many changes has forgotten everything instead of applying them.
      await this.#haveAll(names, now)
    } else if (isOlder(now - REFRESH_AGE_MS)) void roundSince(now - REFRESH_AGE_MS).catch(() => undefined)
    return names.map((name) => this.#touch(name))
  }

  async #haveAll(names: readonly string[], now: number) {
    const missing = names.filter((name) => !(this.#scopes.get(name)?.loadedAt ?? -Infinity > now - RELOAD_MS))
    if (missing.length > 0) await this.#load(missing)
  }

  /** The instant whose state a scope shows. */
  #freshAt(name: string) {
    const scope = this.#scopes.get(name)
    if (!scope) return -Infinity
    const { begun, appliedAt } = this.#round
    return appliedAt > scope.heldAt ? Math.max(begun, scope.loadedAt) : scope.loadedAt
  }

  #touch(name: string) {
    const scope = this.#scopes.get(name)
    if (!scope) return []
    this.#scopes.delete(name)
    this.#scopes.set(name, scope)
    return (scope.sorted ??= [...scope.byId.values()].sort(this.#settings.compare))
  }

  async #load(names: readonly string[]) {
    const asked = names.filter((name) => !this.#loading.has(name))
    const underWay = names.flatMap((name) => this.#loading.get(name) ?? [])
    if (asked.length > 0) {
      const begun = performance.now()
      const done = this.#settings.load(asked).then(
        (records) => {
          for (const name of asked) this.#loading.delete(name)
          this.#hold(asked, records, begun)
        },
        (cause: unknown) => {
          for (const name of asked) this.#loading.delete(name)
          throw cause
        },
      )
      for (const name of asked) this.#loading.set(name, done)
      underWay.push(done)
    }
    await Promise.all(underWay)
  }

  #hold(names: readonly string[], records: readonly Record[], begun: number) {
    const heldAt = performance.now()
    // Fresh enough for those who wait for it, but no round would find what changed since.
    const loadedAt = heldAt - begun < LONGEST_LOAD_MS ? begun : begun - RELOAD_MS
    for (const name of names) {
      this.#drop(name)
      this.#scopes.set(name, { byId: new Map(), sorted: null, loadedAt, heldAt })
    }
    const wanted = new Set(names)
    for (const record of records)
      for (const name of this.#settings.scopesOf(record)) if (wanted.has(name)) this.#put(name, record)
    this.#makeRoom(wanted)
  }

  #put(name: string, record: Record) {
    const scope = this.#scopes.get(name)!
    const id = String(record._id)
    if (!scope.byId.has(id)) this.#held++
    scope.byId.set(id, record)
    scope.sorted = null
    const holders = this.#holders.get(id)
    if (holders) holders.add(name)
    else this.#holders.set(id, new Set([name]))
  }

  #take(name: string, id: string) {
    const scope = this.#scopes.get(name)
    if (!scope?.byId.delete(id)) return
    scope.sorted = null
    this.#held--
    const holders = this.#holders.get(id)
    holders?.delete(name)
    if (holders?.size === 0) this.#holders.delete(id)
  }

  #drop(name: string) {
    for (const id of [...(this.#scopes.get(name)?.byId.keys() ?? [])]) this.#take(name, id)
    this.#scopes.delete(name)
  }

  #makeRoom(kept: ReadonlySet<string>) {
    for (const name of this.#scopes.keys()) {
      if (this.#held <= this.#settings.most) return
      if (!kept.has(name)) this.#drop(name)
    }
  }

  /** Puts a record as it is now into the scopes it belongs to, of those that are held, and takes it out of the others. */
  #place(id: string, record: Record | null, names: readonly string[]) {
    for (const name of [...(this.#holders.get(id) ?? [])]) if (!names.includes(name)) this.#take(name, id)
    if (!record) return
    for (const name of names) {
      const scope = this.#scopes.get(name)
      // Rounds look back over the same time more than once: an unchanged record leaves the order standing.
      if (scope && !isDeepStrictEqual(scope.byId.get(id), record)) this.#put(name, record)
    }
  }

  #clear() {
    this.#scopes.clear()
    this.#holders.clear()
    this.#held = 0
  }
}

// Over 300 lines: reading, writing and the catalogue share the transactions of one LMDB environment and its undo steps.
import { mkdirSync, rmSync } from 'node:fs'
import { ObjectId } from 'bson'
import { open, type RootDatabase } from 'lmdb'
import { DatabaseError } from '../errors'
import { decode, encode } from '../query/bson'
import { Kind, equals, kindOf, type Doc, type Value } from '../query/values'
import { Damage, damagedDocument, damagedEntry } from './damage'
import { Dropped } from './dropped'
import { duplicate, duplicateId } from './duplicate-key'
import { entryChanges, type EntryChange } from './entry-changes'
import { upgrade } from './format'
import { GroupCommit } from './group-commit'
import { prepare, specOf, type Declared, type Index, type IndexSpec } from './index-entries'
import { after, encodeValue, isCut, uint32 } from './keys'
import { takeLock } from './lock'
import { docKey, entryKey, within, type Range } from './ranges'
import { Reading } from './reading'
import { seal, unseal } from './seal'
import { Retries, type RetryKey } from './retries'
import { Table } from './table'

const MAX_KEY_BYTES = 1900
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

export interface Collection {
  /** `database.collection`. */
  namespace: string
  id: number
  indexes: Index[]
  /** Indexes that do not hold all documents yet: every write keeps them, no query uses them. */
  building: Index[]
}

interface CatalogueRow extends Doc {
  id: number
  indexes: IndexSpec[]
  building?: IndexSpec[]
}

/**
 * All documents and index entries, in one LMDB environment. Nothing is held in memory but the catalogue of collections
 * and indexes; nothing is rebuilt at start. Key of a document: collection, id. Key of an entry: index, values, id.
 */
export class Store {
  readonly #root: RootDatabase<Buffer, Buffer>
  readonly #docs: Table
  readonly #entries: Table
  readonly #catalogue: Table<string>
  readonly #retries: Retries
  readonly #dropped: Dropped
  readonly #commits: GroupCommit
  readonly #collections = new Map<string, Collection>()
  readonly #folder: string
  readonly #lock: string
  /** The steps that take back the writes of the work under way, last first. */
  #undo: (() => void)[] = []
  #lastId = 0
  #closing = false
  #clearing: Promise<void> | null = null
  /** The first row that was found damaged. */
  damage: Damage | null = null

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    this.#lock = takeLock(folder)
    try {
      unseal(folder)
    } catch (cause) {
      rmSync(this.#lock, { force: true })
      throw cause
    }
    const bytes = { keyEncoding: 'binary', encoding: 'binary' } as const
    this.#root = open({ path: folder, overlappingSync: false, eventTurnBatching: false, maxDbs: 8, ...bytes })
    upgrade(this.#root)
    this.#docs = new Table(this.#root.openDB({ name: 'documents', ...bytes }), (key) =>
      this.#noted(damagedDocument(this.#namespaceOf(key), key.subarray(4))),
    )
    this.#entries = new Table(this.#root.openDB({ name: 'entries', ...bytes }), (key) => {
      const { namespace, index } = this.#indexOf(key)
      return this.#noted(damagedEntry(namespace, index))
    })
    this.#catalogue = new Table(this.#root.openDB({ name: 'catalogue', encoding: 'binary' }), (namespace) =>
      this.#noted(new Damage(`what is known of the collection ${namespace}`)),
    )
    const records = new Table(this.#root.openDB({ name: 'retries', ...bytes }), () =>
      this.#noted(new Damage('the answer to a retryable write')),
    )
    this.#retries = new Retries(records, (key, value) => this.#put(records, key, value))
    const dropped = new Table(this.#root.openDB({ name: 'dropped', ...bytes }), () =>
      this.#noted(new Damage('the list of what was dropped')),
    )
    this.#dropped = new Dropped(
      dropped,
      { documents: this.#docs, entries: this.#entries },
      {
        put: (table, key, value) => this.#put(table, key, value),
        remove: (table, key) => this.#remove(table, key),
      },
    )
    this.#commits = new GroupCommit(this.#root, {
      begin: () => (this.#undo = []),
      undo: () => {
        for (const back of this.#undo.reverse()) back()
        this.#undo = []
      },
      forget: () => this.#readCatalogue(),
    })
    this.#readCatalogue()
    void this.#dropUnfinished()
      .then(() => this.clearDropped())
      // A full disk: another start tries again.
      .catch(() => undefined)
  }

  #readCatalogue() {
    this.#collections.clear()
    this.#lastId = Math.max(this.#lastId, ...this.#dropped.ids())
    for (const { key, value } of this.#catalogue.rows()) {
      const { id, indexes, building = [] } = decode(value) as CatalogueRow
      const made = { namespace: key, id, indexes: indexes.map(prepare), building: building.map(prepare) }
      this.#collections.set(key, made)
      this.#lastId = Math.max(this.#lastId, id, ...[...indexes, ...building].map((index) => index.id))
    }
  }

  /** Drops the indexes that a process began to build and did not live to finish. */
  async #dropUnfinished() {
    const left = [...this.#collections.values()].filter(({ building }) => building.length > 0)
    if (left.length > 0) await this.write(() => left.forEach((collection) => this.abandonIndexes(collection)))
  }

  #noted(damage: Damage) {
    this.damage ??= damage
    return damage
  }

  #namespaceOf(key: Buffer) {
    const id = key.readUInt32BE()
    return [...this.#collections.values()].find((one) => one.id === id)?.namespace ?? `collection ${id}`
  }

  #indexOf(key: Buffer) {
    const id = key.readUInt32BE()
    for (const { namespace, indexes } of this.#collections.values())
      for (const index of indexes) if (index.id === id) return { namespace, index: index.name }
    return { namespace: 'a collection', index: String(id) }
  }

  async close() {
    this.#closing = true
    await this.#clearing
    await this.#commits.idle()
    await this.#root.close()
    seal(this.#folder)
    rmSync(this.#lock, { force: true })
  }

  /**
   * Runs writes that see each other and nothing half done; resolves once they are on disk. A work that throws has its
   * writes taken back.
   */
  async write<Result>(work: () => Result): Promise<Result> {
    if (this.#closing) throw new DatabaseError(91, 'ShutdownInProgress', 'minidb is stopping')
    return this.#commits.run(work)
  }

  /** The same for a write that a driver may send again: it is done once, and answered from its record after that. */
  writeOnce(key: RetryKey | null, work: () => Doc): Promise<Doc> {
    if (!key) return this.write(work)
    return this.write(() => {
      const known = this.#retries.answerTo(key)
      if (known) return known
      const reply = work()
      this.#retries.keep(key, reply, new Date())
      return reply
    })
  }

  /** Forgets answers of retryable writes after half an hour. */
  async sweepRetries(now: Date) {
    await this.write(() => {
      for (const key of this.#retries.expired(now)) this.#remove(this.#retries.records, key)
    })
  }

  /** Removes the rows of everything that was dropped, part by part. */
  async clearDropped() {
    this.#clearing ??= (async () => {
      try {
        while (!this.#closing && (await this.write(() => this.clearSome())));
      } catch {
        // A full disk: the sweep tries again.
      } finally {
        this.#clearing = null
      }
    })()
    await this.#clearing
  }

  collection(namespace: string): Collection | undefined {
    return this.#collections.get(namespace)
  }

  collectionsOf(database: string): Collection[] {
    return [...this.#collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`))
  }

  databases(): string[] {
    return [...new Set([...this.#collections.keys()].map((namespace) => namespace.slice(0, namespace.indexOf('.'))))]
  }

  // ---- to be called inside write ----

  create(namespace: string): Collection {
    const known = this.#collections.get(namespace)
    if (known) return known
    const made: Collection = { namespace, id: this.#nextId(), indexes: [], building: [] }
    this.#collections.set(namespace, made)
    this.#undo.push(() => this.#collections.delete(namespace))
    this.#keep(made)
    return made
  }

  /** Its rows are removed afterwards, by `clearSome`. */
  drop(collection: Collection) {
    this.#dropped.add(collection)
    this.#remove(this.#catalogue, collection.namespace)
    this.#collections.delete(collection.namespace)
    this.#undo.push(() => this.#collections.set(collection.namespace, collection))
  }

  dropIndex(collection: Collection, index: Index) {
    this.#dropped.addIndex(index)
    this.#change(collection, { indexes: collection.indexes.filter((one) => one !== index) })
    this.#keep(collection)
  }

  /** Removes some rows of what was dropped. False when none is left. */
  clearSome(): boolean {
    return this.#dropped.clearSome()
  }

  /** Begins an index that `enter` fills; see index-build.ts. */
  beginIndex(collection: Collection, declared: Declared) {
    const index = prepare({ ...declared, id: this.#nextId(), multikey: false, cut: false })
    this.#change(collection, { building: [...collection.building, index] })
    this.#keep(collection)
  }

  /** Enters the next documents in the indexes under construction. The id of the last one; null when there is none. */
  enter(collection: Collection, behind: Buffer | null, most: number): Buffer | null {
    const rows: { idKey: Buffer; raw: Buffer }[] = []
    const range = behind ? { from: Buffer.concat([behind, Buffer.from([0])]), to: null } : undefined
    for (const row of this.documents(collection, range)) if (rows.push(row) === most) break
    for (const { idKey, raw } of rows) {
      const doc = decode(raw)
      this.#enter(collection, idKey, doc, entryChanges(collection.building, null, doc))
    }
    return rows.at(-1)?.idKey ?? null
  }

  finishIndexes(collection: Collection) {
    this.#change(collection, { indexes: [...collection.indexes, ...collection.building], building: [] })
    this.#keep(collection)
  }

  /** Gives up the indexes under construction. */
  abandonIndexes(collection: Collection) {
    for (const index of collection.building) this.#dropped.addIndex(index)
    this.#change(collection, { building: [] })
    this.#keep(collection)
  }

  /** The `_id` comes first, wherever it was sent. */
  insert(collection: Collection, given: Doc): Doc {
    const { _id = new ObjectId(), ...rest } = given
    const doc = Object.keys(given)[0] === '_id' ? given : { _id, ...rest }
    checkId(doc._id)
    const key = docKey(collection, encodeValue(doc._id))
    if (this.#docs.has(key)) throw duplicateId(collection, doc._id)
    this.#swap(collection, null, doc)
    return doc
  }

  /** Replaces a document, stored as `was`, by one with the same id. False when nothing is different. */
  replace(collection: Collection, before: Doc, next: Doc, was = encode(before)): boolean {
    if (!equals(before._id, next._id))
      throw new DatabaseError(
        66,
        'ImmutableField',
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      )
    const is = encode(next)
    if (Buffer.compare(was, is) === 0) return false
    this.#swap(collection, before, next, is)
    return true
  }

  remove(collection: Collection, doc: Doc) {
    this.#swap(collection, doc, null)
  }

  // ---- reading ----

  /** Begins to read one state of everything; to be released. */
  reading() {
    return new Reading(this.#root)
  }

  /** Does work on one state of everything. */
  async read<Result>(work: (reading: Reading) => Promise<Result>): Promise<Result> {
    const reading = this.reading()
    try {
      return await work(reading)
    } finally {
      reading.release()
    }
  }

  byId(collection: Collection, idKey: Buffer, reading?: Reading): Buffer | undefined {
    return this.#docs.get(docKey(collection, idKey), reading)
  }

  /** Documents whose ids lie in a range, in the order of their ids. */
  *documents(collection: Collection, range?: Range, reading?: Reading): Generator<{ idKey: Buffer; raw: Buffer }> {
    for (const { key, value } of this.#docs.rows(within(uint32(collection.id), range), reading))
      yield { idKey: key.subarray(4), raw: value }
  }

  /** Ids under the keys of a range of an index, in its order. An entry's key without the index is given too. */
  *ids(index: Index, range: Range, reading?: Reading): Generator<{ idKey: Buffer; key: Buffer }> {
    for (const { key, value } of this.#entries.rows(within(uint32(index.id), range), reading))
      yield { idKey: value, key: key.subarray(4) }
  }

  /** Whether an index has a document under a key. */
  hasEntry(index: Index, key: Buffer, idKey: Buffer) {
    return this.#entries.has(entryKey(index, key, idKey))
  }

  /** The number of entries that a range has, counted to a limit: to find the rarest of several. */
  countEntries(index: Index, range: Range, limit: number) {
    return this.#entries.count({ ...within(uint32(index.id), range), limit })
  }

  countDocuments(collection: Collection) {
    return this.#docs.count(within(uint32(collection.id)))
  }

  /** Counts entries in steps, each of which gives its number. */
  countedEntries(index: Index, range: Range, reading: Reading): Iterable<number> {
    return this.#entries.counted(within(uint32(index.id), range), reading)
  }

  countedDocuments(collection: Collection, reading: Reading): Iterable<number> {
    return this.#docs.counted(within(uint32(collection.id)), reading)
  }

  #swap(collection: Collection, before: Doc | null, next: Doc | null, raw = next && encode(next)) {
    const idKey = encodeValue((next ?? before)!._id)
    if (raw && raw.length > MAX_DOCUMENT_BYTES)
      throw new DatabaseError(
        10334,
        'BSONObjectTooLarge',
        `BSONObj size: ${raw.length} is invalid. Size must be between 0 and 16793600`,
      )
    const changes = entryChanges([...collection.indexes, ...collection.building], before, next)
    this.#enter(collection, idKey, next ?? before!, changes)
    const key = docKey(collection, idKey)
    if (raw) this.#put(this.#docs, key, raw)
    else this.#remove(this.#docs, key)
  }

  /** Changes the entries of a document; throws before the first is written. */
  #enter(collection: Collection, idKey: Buffer, doc: Doc, changes: EntryChange[]) {
    for (const { index, put } of changes)
      for (const key of put) {
        if (key.length + idKey.length > MAX_KEY_BYTES)
          throw new DatabaseError(17280, 'KeyTooLong', `the key of index ${index.name} is too long`)
        if (index.unique && this.#taken(index, key, idKey)) throw duplicate(collection, index, doc)
      }
    let flagged = false
    for (const { index, put, gone, multikey, arrays, cut } of changes) {
      for (const key of gone) this.#remove(this.#entries, entryKey(index, key, idKey))
      for (const key of put) this.#put(this.#entries, entryKey(index, key, idKey), idKey)
      const isNew = arrays.some((field) => !index.arrays.includes(field))
      if ((multikey && !index.multikey) || isNew || (cut && !index.cut)) {
        this.#change(index, {
          multikey: index.multikey || multikey,
          arrays: [...new Set([...index.arrays, ...arrays])],
          cut: index.cut || cut,
        })
        flagged = true
      }
    }
    if (flagged) this.#keep(collection)
  }

  #taken(index: Index, key: Buffer, idKey: Buffer) {
    for (const entry of this.ids(index, { from: key, to: after(key) })) if (!entry.idKey.equals(idKey)) return true
    return false
  }

  #keep({ namespace, id, indexes, building }: Collection) {
    const row: CatalogueRow = {
      id,
      indexes: indexes.map(specOf),
      ...(building.length > 0 ? { building: building.map(specOf) } : {}),
    }
    this.#put(this.#catalogue, namespace, encode(row))
  }

  #put<Key extends string | Buffer>(table: Table<Key>, key: Key, value: Buffer) {
    this.#undo.push(table.put(key, value))
  }

  #remove<Key extends string | Buffer>(table: Table<Key>, key: Key) {
    this.#undo.push(table.remove(key))
  }

  #change<Of extends Index | Collection>(one: Of, change: Partial<Of>) {
    const before = Object.fromEntries(Object.keys(change).map((name) => [name, one[name as keyof Of]]))
    this.#undo.push(() => Object.assign(one, before))
    Object.assign(one, change)
  }

  #nextId() {
    return ++this.#lastId
  }
}

function checkId(id: Value) {
  if (Array.isArray(id) || id === undefined || kindOf(id) === Kind.RegExp)
    throw new DatabaseError(53, 'InvalidIdField', 'The _id field cannot be an array, undefined or a regular expression')
  if (isCut(id)) throw new DatabaseError(17280, 'KeyTooLong', 'minidb does not take an _id of more than 256 bytes')
}

import type { Database, GetOptions, RangeOptions } from 'lmdb'
import { sealed, unsealed } from './checksum'
import type { Damage } from './damage'
import type { Reading } from './reading'

type Key = Buffer | string

/** Counting this many keys takes about two milliseconds. */
const COUNTED_AT_ONCE = 20_000

/** Rows of one LMDB database, each with a checksum that is checked whenever its value is read. */
export class Table<K extends Key = Buffer> {
  constructor(
    readonly database: Database<Buffer, K>,
    /** The error for a row that is not as it was written. */
    readonly damaged: (key: K) => Damage,
  ) {}

  get(key: K, reading?: Reading): Buffer | undefined {
    // The bytes are LMDB's until its next read. Node's pool holds the copy, which costs less than a buffer of its own.
    const read = this.database.getBinaryFast as (key: K, options?: GetOptions) => Buffer | undefined
    const bytes = read.call(this.database, key, reading && { transaction: reading.transaction })
    return bytes && this.#whole(key, Buffer.from(bytes.subarray(0, bytes.length)))
  }

  has(key: K) {
    return this.database.doesExist(key)
  }

  *rows(options: RangeOptions = {}, reading?: Reading): Generator<{ key: K; value: Buffer }> {
    const from = (more: RangeOptions) => this.database.getRange({ ...options, ...more })
    const rows = reading
      ? reading.walk((transaction, behind: K | null) =>
          from({ transaction, ...(behind === null ? {} : { start: behind, exclusiveStart: true }) }),
        )
      : from({})
    for (const { key, value } of rows) yield { key, value: this.#whole(key, value) }
  }

  keys(options: RangeOptions): K[] {
    return [...this.database.getKeys(options)]
  }

  /** The number of keys that a range has. */
  count(options: RangeOptions) {
    return this.database.getKeysCount(options)
  }

  /** The same in steps, each of which gives its number. */
  *counted(options: RangeOptions, { transaction }: Reading): Generator<number> {
    for (let from = options; ;) {
      const n = this.count({ ...from, transaction, limit: COUNTED_AT_ONCE })
      yield n
      if (n < COUNTED_AT_ONCE) return
      const [last] = this.database.getKeys({ ...from, transaction, offset: n - 1, limit: 1 })
      if (!last) return
      from = { ...options, start: last, exclusiveStart: true }
    }
  }

  /** Writes a row and returns the step that undoes it. */
  put(key: K, value: Buffer): () => void {
    const before = this.database.get(key)
    void this.database.put(key, sealed(key, value))
    return () => void (before ? this.database.put(key, before) : this.database.remove(key))
  }

  remove(key: K): () => void {
    const before = this.database.get(key)
    void this.database.remove(key)
    return () => void (before && this.database.put(key, before))
  }

  #whole(key: K, stored: Buffer): Buffer {
    const value = unsealed(key, stored)
    if (!value) throw this.damaged(key)
    return value
  }
}

import { DatabaseError } from '../errors'
import { compareTuples, sortKey, type Order } from './sort'
import type { Doc, Value } from './values'

const MOST_BYTES = 100 * 1024 * 1024
/** The bytes of a row beside its document. */
const ROW_BYTES = 200

interface Row {
  keys: Value[]
  raw: Buffer
  /** Rows of the same keys stay in the order in which they came. */
  at: number
}

/**
 * Sorts documents by their sort keys alone. With a limit it holds no more than twice as many; without one it refuses
 * more than 100 MB, as MongoDB does where it may not write to disk.
 */
export class SortBuffer {
  readonly #by: (a: Row, b: Row) => number
  #rows: Row[] = []
  #bytes = 0
  #came = 0

  constructor(
    readonly order: Order,
    readonly limit: number,
  ) {
    this.#by = (a, b) => compareTuples(order, a.keys, b.keys) || a.at - b.at
  }

  add(doc: Doc, raw: Buffer) {
    this.#rows.push({ keys: sortKey(this.order, doc), raw, at: this.#came++ })
    this.#bytes += raw.length + ROW_BYTES
    if (this.limit > 0 && this.#rows.length >= this.limit * 2 + 100) this.#cut()
    if (this.#bytes <= MOST_BYTES) return
    this.#cut()
    if (this.#bytes > MOST_BYTES)
      throw new DatabaseError(
        292,
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `Sort exceeded memory limit of ${MOST_BYTES} bytes; an index in this order, or a limit, would do without`,
      )
  }

  #cut() {
    if (this.limit === 0 || this.#rows.length <= this.limit) return
    this.#rows = this.#rows.sort(this.#by).slice(0, this.limit)
    this.#bytes = this.#rows.reduce((sum, { raw }) => sum + raw.length + ROW_BYTES, 0)
  }

  /** The documents in order. */
  sorted(): Buffer[] {
    this.#rows.sort(this.#by)
    return (this.limit > 0 ? this.#rows.slice(0, this.limit) : this.#rows).map(({ raw }) => raw)
  }
}

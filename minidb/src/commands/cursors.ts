import { DatabaseError } from '../errors'
import type { Steps } from '../query/steps'
import { through, type Pace } from '../store/pace'
import type { Reading } from '../store/reading'

interface Cursor {
  namespace: string
  rows: Iterator<Uint8Array | null>
  reading: Reading | null
  /** Read, but too much for the last batch. */
  next: Uint8Array | null
  touched: number
}

const IDLE_MS = 10 * 60_000
/** Bytes of one batch; a single larger document goes alone. */
const BATCH_BYTES = 16 * 1024 * 1024
/** The bytes of a document in a batch beyond its own: its type, and its place as a text. */
const ELEMENT_BYTES = 12

/**
 * Answers that are worked out and fetched part by part. A cursor that waits for its client holds no state of the
 * database.
 */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>()
  #last = BigInt(Math.floor(Math.random() * 2 ** 40))

  /** The first part; id 0 when there is no more. */
  async first(
    namespace: string,
    rows: Steps<Uint8Array>,
    size: number,
    { single = false, pace, reading = null }: { single?: boolean; pace: Pace; reading?: Reading | null },
  ) {
    const cursor: Cursor = { namespace, rows: rows[Symbol.iterator](), reading, next: null, touched: Date.now() }
    const { raw, more } = await this.#take(cursor, size, pace)
    if (more && !single) {
      const id = ++this.#last
      this.#open.set(id, cursor)
      return { id, ns: namespace, name: 'firstBatch' as const, raw }
    }
    cursor.rows.return?.()
    return { id: 0n, ns: namespace, name: 'firstBatch' as const, raw }
  }

  async next(id: bigint, size: number, pace: Pace) {
    const cursor = this.#open.get(id)
    if (!cursor) throw new DatabaseError(43, 'CursorNotFound', `cursor id ${id} not found`)
    // Two of a client at once would read each other's documents: the second finds none.
    this.#open.delete(id)
    cursor.touched = Date.now()
    const { raw, more } = await this.#take(cursor, size, pace)
    if (more) this.#open.set(id, cursor)
    return { id: more ? id : 0n, ns: cursor.namespace, name: 'nextBatch' as const, raw }
  }

  kill(id: bigint) {
    this.#open.get(id)?.rows.return?.()
    return this.#open.delete(id)
  }

  /** Forgets cursors that nobody asked for in ten minutes. */
  sweep(now: number) {
    for (const [id, { touched }] of this.#open) if (now - touched > IDLE_MS) this.kill(id)
  }

  /** Reads one document more than is asked for, to know whether there are more. */
  async #take(cursor: Cursor, size: number, pace: Pace) {
    const raw: Uint8Array[] = []
    let bytes = 0
    const fits = (one: Uint8Array) => {
      bytes += one.length + ELEMENT_BYTES
      if (raw.length === size || (raw.length > 0 && bytes > BATCH_BYTES)) {
        cursor.next = one
        return false
      }
      raw.push(one)
      return true
    }
    try {
      const kept = cursor.next
      cursor.next = null
      if (!kept || fits(kept)) await through({ [Symbol.iterator]: () => unclosed(cursor.rows) }, pace, fits)
    } catch (cause) {
      cursor.rows.return?.()
      throw cause
    } finally {
      cursor.reading?.release()
    }
    return { raw, more: cursor.next !== null }
  }
}

/** Leaving a loop ends a generator: this one continues later. */
const unclosed = <Of>(rows: Iterator<Of>): Iterator<Of> => ({ next: () => rows.next() })

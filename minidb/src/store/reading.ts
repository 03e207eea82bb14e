import type { RootDatabase, Transaction } from 'lmdb'

/**
 * The state of the database that one command reads, however often the work pauses. `release` lets go of it, so that no
 * cursor that waits for its client holds old pages; later reads continue behind the last key, on the state of then.
 */
export class Reading {
  readonly #root: RootDatabase<Buffer, Buffer>
  readonly #open = new Set<Iterator<unknown>>()
  #transaction: Transaction | null = null

  constructor(root: RootDatabase<Buffer, Buffer>) {
    this.#root = root
  }

  get transaction(): Transaction {
    return (this.#transaction ??= this.#root.useReadTransaction())
  }

  release() {
    for (const iterator of this.#open) iterator.return?.()
    this.#open.clear()
    this.#transaction?.done()
    this.#transaction = null
  }

  /** Goes through a range that `from` opens anew behind the last key whenever this was released in between. */
  *walk<Key, Row extends { key: Key }>(from: (transaction: Transaction, behind: Key | null) => Iterable<Row>) {
    let last: Key | null = null
    for (;;) {
      const iterator: Iterator<Row> = from(this.transaction, last)[Symbol.iterator]()
      this.#open.add(iterator)
      try {
        while (this.#open.has(iterator)) {
          const step: IteratorResult<Row> = iterator.next()
          if (step.done) return
          last = step.value.key
          yield step.value
        }
      } finally {
        if (this.#open.delete(iterator)) iterator.return?.()
      }
    }
  }
}

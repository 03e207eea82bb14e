import { decode } from '../query/bson'
import type { Doc } from '../query/values'
import { unsealed } from './checksum'
import { DataFile, type OnFault, type Row } from './data-file'
import type { IndexSpec } from './index-entries'
import { encodeValue, shownKey } from './keys'

/** A data folder before there were checksums has no format. */
const FIRST_FORMAT = 1

interface Known {
  id: number
  namespace: string
  indexes: IndexSpec[]
}

/** A data file that is not mapped: its catalogue, and every intact document in it. */
export class WholeRows {
  readonly #file: DataFile
  readonly #sealed: boolean
  readonly #dropped: Set<number>
  readonly collections: Known[]

  constructor(
    path: string,
    readonly onFault: OnFault,
  ) {
    this.#file = new DataFile(path, onFault)
    const [about] = [...this.#file.rows('about')]
    this.#sealed = (about?.value[0] ?? FIRST_FORMAT) > FIRST_FORMAT
    this.#dropped = new Set([...this.#file.rows('dropped')].map(({ key }) => key.readUInt32BE()))
    this.collections = [...this.#file.rows('catalogue')].flatMap((row) => {
      const namespace = row.key.toString('utf8').replace(/\0$/, '')
      const value = this.#valueOf({ key: Buffer.from(namespace), value: row.value })
      const spec = value && readable(value)
      if (!spec) onFault(`what is known of the collection ${namespace}`)
      return spec ? [{ id: spec.id as number, namespace, indexes: spec.indexes as unknown as IndexSpec[] }] : []
    })
  }

  close() {
    this.#file.close()
  }

  /** Reports everything that is not as it was written: pages, documents, entries and answers to retryable writes. */
  check() {
    const named: Record<string, (row: Row) => string> = {
      documents: (row) => `the document ${shownKey(row.key.subarray(4))} of ${this.#ownerOf(row)}`,
      entries: (row) => `an entry of index ${this.#ownerOf(row)}`,
      retries: () => 'the answer to a retryable write',
      dropped: () => 'the list of what was dropped',
    }
    this.#file.check((tree, row) => {
      const name = named[tree]
      if (name && !this.#valueOf(row)) this.onFault(name(row))
    })
  }

  /** The documents that are as they were written; the others are reported by name. Those of a dropped collection are left out. */
  *documents(): Generator<{ namespace: string; doc: Doc }> {
    for (const row of this.#file.rows('documents')) {
      if (row.key.length >= 4 && this.#dropped.has(row.key.readUInt32BE())) continue
      const value = this.#valueOf(row)
      const doc = value && readable(value)
      const namespace = this.#ownerOf(row)
      if (doc && encodeValue(doc._id).equals(row.key.subarray(4))) yield { namespace, doc }
      else this.onFault(`the document ${shownKey(row.key.subarray(4))} of ${namespace}`)
    }
  }

  #valueOf({ key, value }: Row): Buffer | null {
    return this.#sealed ? unsealed(key, value) : value
  }

  /** The collection, or the index and its collection, that the beginning of a key names. */
  #ownerOf({ key }: Row): string {
    const id = key.length < 4 ? 0 : key.readUInt32BE()
    for (const { id: own, namespace, indexes } of this.collections) {
      if (own === id) return namespace
      for (const index of indexes) if (index.id === id) return `${index.name} of ${namespace}`
    }
    return `recovered.${id}`
  }
}

function readable(value: Buffer): Doc | null {
  try {
    return decode(value)
  } catch {
    return null
  }
}

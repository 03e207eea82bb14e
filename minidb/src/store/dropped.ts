import { uint32 } from './keys'
import type { Table } from './table'

/** So many rows are removed in one commit, within a few milliseconds. */
const CLEARED_AT_ONCE = 300

interface Numbered {
  id: number
}

const DOCUMENTS = Buffer.from('documents')
const ENTRIES = Buffer.from('entries')

/**
 * Ids of collections and indexes that are gone while their rows are still there. They are kept in the same transaction
 * as the drop, so that the rows are removed also after a restart, and their numbers are given to nobody meanwhile.
 */
export class Dropped {
  constructor(
    readonly table: Table,
    readonly rowsOf: { documents: Table; entries: Table },
    readonly write: { put(table: Table, key: Buffer, value: Buffer): void; remove(table: Table, key: Buffer): void },
  ) {}

  add({ id, indexes, building }: Numbered & { indexes: readonly Numbered[]; building: readonly Numbered[] }) {
    this.write.put(this.table, uint32(id), DOCUMENTS)
    for (const index of [...indexes, ...building]) this.addIndex(index)
  }

  addIndex({ id }: Numbered) {
    this.write.put(this.table, uint32(id), ENTRIES)
  }

  ids(): number[] {
    return [...this.table.rows()].map(({ key }) => key.readUInt32BE())
  }

  /** Removes some rows, in a write. False when none is left. */
  clearSome(): boolean {
    let room = CLEARED_AT_ONCE
    for (const { key, value } of [...this.table.rows()]) {
      const rows = this.rowsOf[value.equals(DOCUMENTS) ? 'documents' : 'entries']
      const end = uint32(key.readUInt32BE() + 1)
      const keys = rows.keys({ start: key, end, limit: room })
      for (const one of keys) this.write.remove(rows, one)
      room -= keys.length
      if (room <= 0) return true
      this.write.remove(this.table, key)
    }
    return false
  }
}

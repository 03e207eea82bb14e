import type { Types } from 'mongoose'
import type { AnyModel } from '../any-model'
import { olderKeys, rewrap, seal, unseal, type Sealed } from '../sealing'

/** The rows of an uploaded file that names people: they are kept sealed until the import ends. */
export interface TableRows {
  headings: string[]
  rows: string[][]
}

interface Kept {
  _id: Types.ObjectId
  sealed: Sealed
}

/** The tables of one kind of import, each sealed under the id of its import. */
export function sealedTables(kind: string) {
  const ownerOf = (id: Types.ObjectId) => `${kind}:${String(id)}`
  return {
    seal: (id: Types.ObjectId, { headings, rows }: TableRows): Sealed =>
      seal(ownerOf(id), { table: { headings, rows } }),
    open: ({ _id, sealed }: Kept) => unseal<{ table: TableRows }>(ownerOf(_id), sealed).table,
    /** A job: tables sealed by an older secret of the installation. Returns how many. */
    async rewrap(model: AnyModel): Promise<number> {
      let done = 0
      for (const { _id, sealed } of await model
        .find({ 'sealed.key': { $in: olderKeys() } }, { sealed: 1 })
        .limit(20)
        .lean<Kept[]>()) {
        const filter = { _id, 'sealed.wrapped': sealed.wrapped }
        done += (await model.updateOne(filter, { $set: { sealed: rewrap(ownerOf(_id), sealed) } })).modifiedCount
      }
      return done
    },
  }
}

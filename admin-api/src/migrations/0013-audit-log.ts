import mongoose, { type Types } from 'mongoose'
import { AuditEntryModel } from '../audit/model'
import { PersonModel } from '../people/model'
import type { Migration } from './run'

interface ReadOfBefore {
  _id: string
  personId: Types.ObjectId
  readerId: Types.ObjectId
  what: 'read' | 'edit'
  why: string
  at: Date
}
const AT_ONCE = 500

/**
 * Readings of sensitive data were a collection of their own, `care_reads`; they are entries of the audit log. Copied
 * under their ids and then removed, so that an interrupted run resumes.
 */
export const auditLog: Migration = {
  name: '0013-audit-log',
  run: async () => {
    const reads = mongoose.connection.collection<ReadOfBefore>('care_reads')
    for (;;) {
      const some = await reads.find().sort({ at: 1 }).limit(AT_ONCE).toArray()
      if (some.length === 0) break
      const readers = await PersonModel.find(
        { _id: { $in: some.map(({ readerId }) => readerId) } },
        { areas: 1 },
      ).lean()
      const areasOf = new Map(readers.map(({ _id, areas }) => [String(_id), areas]))
      await AuditEntryModel.bulkWrite(
        some.map(({ _id, personId, readerId, what, why, at }) => ({
          updateOne: {
            filter: { _id },
            update: {
              $setOnInsert: {
                ...{ at, kind: what === 'edit' ? ('change' as const) : what, act: 'sensitive', why },
                ...{ actorId: readerId, people: [personId], facts: {}, from: '' },
                ...{ areas: areasOf.get(String(readerId)) ?? [], open: true as const },
              },
            },
            upsert: true,
          },
        })),
        { ordered: false },
      )
      await reads.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } })
    }
  },
}

import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listCareReads } from '@yike/shared/care/endpoints'
import { useAuditSecrets } from '../audit/chain'
import { AuditEntryModel } from '../audit/model'
import { sealEntries } from '../audit/seal'
import { logOfDatabase, verify } from '../audit/verify'
import { buildCommunity, buildResident, buildStaff } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { auditLog } from './0013-audit-log'

const NOW = new Date('2026-11-27T04:00:00Z')
let server: TestServer

beforeAll(async () => {
  server = await startServer({ now: () => NOW })
  useAuditSecrets(['a'.repeat(32)])
})
afterAll(() => server.stop())

it('readings of before are in the log once, as the person reads them, also after a run that was interrupted', async () => {
  const community = await buildCommunity()
  const clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
  const li = await buildResident({ community }, NOW)
  const before = Array.from({ length: 3 }, (_, n) => ({
    ...{ _id: `read-${n}` as never, personId: li._id, readerId: clerk._id },
    ...{ what: n === 0 ? 'edit' : 'read', why: '上门前看一眼', at: new Date(NOW.getTime() - n * 1000) },
  }))
  const reads = mongoose.connection.collection('care_reads')
  await reads.insertMany(before)
  await auditLog.run()
  // Copied, and not removed yet, when the process ended.
  await reads.insertMany(before.slice(0, 2))
  await auditLog.run()

  expect(await reads.countDocuments()).toBe(0)
  expect(await AuditEntryModel.countDocuments({ people: li._id })).toBe(3)
  const { items } = await server.call(listCareReads, { personId: String(li._id) }, { as: li.token })
  expect(items.map(({ who, what, why }) => [who, what, why])).toEqual(
    ['edit', 'read', 'read'].map((what) => [`窗口人员 ${clerk.name}`, what, '上门前看一眼']),
  )
  await sealEntries()
  expect(await verify(await logOfDatabase(), NOW)).toMatchObject({ fault: null, head: { seq: 3 } })
})

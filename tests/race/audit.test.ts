import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useAuditSecrets } from '../../admin-api/src/audit/chain'
import { AuditEntryModel, AuditSegmentModel } from '../../admin-api/src/audit/model'
import { record } from '../../admin-api/src/audit/record'
import { sealEntries, signSegments } from '../../admin-api/src/audit/seal'
import { logOfDatabase, verify } from '../../admin-api/src/audit/verify'
import { newId } from '../../admin-api/src/testing/build'
import { closeDatabase, openDatabase } from '../../admin-api/src/testing/server'

const SECRET = 's'.repeat(32)
const ENTRIES = 3000
const AT_ONCE = 20
const SEALERS = 3
const KILLS = Number(process.env.KILLS ?? 6)

beforeAll(async () => {
  await openDatabase()
  useAuditSecrets([SECRET])
})
afterAll(closeDatabase)

function startSealer() {
  const file = path.join(import.meta.dirname, 'audit-sealer.ts')
  const { name } = mongoose.connection
  return spawn(process.execPath, ['--import', 'tsx', file, process.env.MONGODB_TEST_URI!, name, SECRET], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
async function kill(sealer: ChildProcess) {
  sealer.kill('SIGKILL')
  await once(sealer, 'exit')
}

/** Entries as they come from requests, some at a time. */
async function recordAll() {
  for (let done = 0; done < ENTRIES; done += AT_ONCE) {
    const actor = { personId: newId(), areas: [], roles: [] }
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => record([{ kind: 'change', act: 'POST /staff/cases', actor }], new Date())),
    )
  }
}

it('three processes that seal at once, and are killed in the middle, leave one chain of every entry', async () => {
  let sealers = Array.from({ length: SEALERS }, startSealer)
  let isRecording = true
  const recording = recordAll().finally(() => (isRecording = false))
  for (let kills = 0; kills < KILLS; kills++) {
    // A process starts within a second or two; then it is killed wherever it is.
    await wait(1500 + 137 * kills)
    await Promise.all(sealers.map(kill))
    sealers = Array.from({ length: SEALERS }, startSealer)
    if (!isRecording && (await AuditEntryModel.countDocuments({ open: true })) === 0) break
  }
  await recording
  await Promise.all(sealers.map(kill))

  while (await AuditEntryModel.exists({ open: true })) await sealEntries()
  await signSegments(new Date())
  const places = await AuditEntryModel.distinct('seq')
  expect(places).toHaveLength(ENTRIES)
  expect(await AuditSegmentModel.countDocuments()).toBe(ENTRIES / 1000)
  expect(await verify(await logOfDatabase(), new Date())).toMatchObject({ fault: null, head: { seq: ENTRIES } })
})

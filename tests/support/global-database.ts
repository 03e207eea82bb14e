import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startMinidb } from '@yike/minidb'

/**
 * One database server for all files of a project: MONGODB_TEST_URI where it is set, else a minidb of this run. Each file
 * takes a database name of its own on it.
 */
export default async function setup() {
  if (process.env.MONGODB_TEST_URI) return
  const folder = mkdtempSync(path.join(tmpdir(), 'yike-test-'))
  const server = await startMinidb({ path: folder })
  process.env.MONGODB_TEST_URI = server.uri
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../minidb/src/free-port'

/** Asks a minidb that runs in a process of its own, on an empty folder. */
export async function onMinidb<Result>(ask: (uri: string, pid: number) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yike-bench-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/db.ts'], {
    env: { ...process.env, DATA_DIR: folder, DB_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(child.stdout, 'data')
    return await ask(`mongodb://127.0.0.1:${port}/?directConnection=true`, child.pid!)
  } finally {
    child.kill()
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

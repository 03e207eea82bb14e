import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../../minidb/src/free-port'

export const MAIN = path.resolve(import.meta.dirname, '../../admin-api/dist/main.mjs')
const STARTS_WITHIN_MS = 110_000

export interface Product {
  origin: string
  process: ChildProcess
  /** The output of the process so far, for a failing test's message. */
  printed(): string
  /** Ends it as a person would, by SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

/**
 * The whole product as `npm start` runs it: the built server in a process of its own. Without MONGODB_URI it opens its
 * own database in a new folder, which is removed when it stops.
 */
export async function startProduct(env: Record<string, string> = {}, nodeFlags: string[] = []): Promise<Product> {
  const port = await freePort()
  const dataDir = env.DATA_DIR ?? mkdtempSync(path.join(tmpdir(), 'yike-'))
  const child = spawn(process.execPath, [...nodeFlags, MAIN], {
    env: {
      ...process.env,
      MONGODB_URI: '',
      NODE_ENV: 'test',
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const origin = `http://127.0.0.1:${port}`
  await untilReady(origin, child, () => output).catch((cause: unknown) => {
    // A product that is ready too late would run for ever.
    child.kill('SIGKILL')
    throw cause
  })
  return {
    origin,
    process: child,
    printed: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      if (!env.DATA_DIR) rmSync(dataDir, { recursive: true, force: true })
      return child.exitCode
    },
  }
}

async function untilReady(origin: string, child: ChildProcess, printed: () => string) {
  const end = Date.now() + STARTS_WITHIN_MS
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${printed()}`)
    const ready = await fetch(`${origin}/readyz`).catch(() => null)
    if (ready?.ok) return
    if (Date.now() > end) throw new Error(`The server was not ready within ${STARTS_WITHIN_MS} ms:\n${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMinidbInWorker } from './server'

let folder: string
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'minidb-worker-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A worker that reports its address and then runs the given code. */
function worker(name: string, then: string) {
  const file = path.join(folder, `${name}.mjs`)
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
     parentPort.postMessage({ uri: 'mongodb://127.0.0.1:1/', port: 1 })
     ${then}`,
  )
  return pathToFileURL(file)
}

it('tells that the worker died, and why', async () => {
  const server = await startMinidbInWorker({
    path: folder,
    // Its address arrives before it dies.
    worker: worker('dies', `setTimeout(() => { throw new Error('a fault of its own') }, 100)`),
  })
  expect((await server.died).message).toBe('a fault of its own')
})

it('does not take a worker that was stopped for one that died', async () => {
  const server = await startMinidbInWorker({
    path: folder,
    worker: worker('stops', `parentPort.once('message', () => parentPort.close())`),
  })
  const died = server.died.then(() => 'died')
  await server.stop()
  expect(await Promise.race([died, new Promise((resolve) => setImmediate(() => resolve('stopped')))])).toBe('stopped')
})

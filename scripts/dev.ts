import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { ROOT, buildParts } from './build'

/** `npm run dev`: the product, built anew and restarted as sources change. The API part takes a second; clients longer. */
const WATCHED = ['shared/src', 'minidb/src', 'admin-api/src', 'miniapp/src', 'admin-web/src']
const SETTLE_MS = 300

let server: ChildProcess | undefined
let waiting: NodeJS.Timeout | undefined
let working = Promise.resolve()

async function restart() {
  try {
    await buildParts(['api', 'console', 'h5'])
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause)
    return
  }
  if (server && server.exitCode === null) {
    const ended = new Promise((resolve) => server?.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  server = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'admin-api/dist/main.mjs')], {
    stdio: 'inherit',
  })
}

for (const folder of WATCHED)
  watch(path.join(ROOT, folder), { recursive: true }, () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      working = working.then(restart)
    }, SETTLE_MS)
  })
await restart()
process.on('SIGTERM', () => {
  server?.kill('SIGTERM')
  process.exit(0)
})

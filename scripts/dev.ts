import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { ROOT, buildParts } from './build'

/**
 * `npm run dev`: three servers that follow their sources. The API is bundled and started anew at each change (a
 * second); Vite and Taro send changes of the console and the mini-program to the browser and pass /api on to it.
 */
const WATCHED = ['shared/src', 'minidb/src', 'admin-api/src']
const SETTLE_MS = 300
const PORT = process.env.PORT ?? '3000'
const H5_PORT = process.env.H5_PORT ?? '10086'

const at = (...parts: string[]) => path.join(ROOT, ...parts)
const run = (command: string[], folder: string, environment: Record<string, string> = {}) =>
  spawn(process.execPath, command, {
    cwd: at(folder),
    env: { ...process.env, NODE_ENV: 'development', PORT, H5_PORT, ...environment },
    stdio: 'inherit',
  })

let api: ChildProcess | undefined
async function restart() {
  try {
    await buildParts(['api'])
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause)
    return
  }
  if (api && api.exitCode === null) {
    const ended = new Promise((resolve) => api?.once('exit', resolve))
    api.kill('SIGTERM')
    await ended
  }
  api = run(['--enable-source-maps', at('admin-api/dist/main.mjs')], '.')
}

let waiting: NodeJS.Timeout | undefined
let working = restart()
for (const folder of WATCHED)
  watch(at(folder), { recursive: true }, () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      working = working.then(restart)
    }, SETTLE_MS)
  })

const clients = [
  run([at('node_modules/vite/bin/vite.js')], 'admin-web', { API_ORIGIN: `http://127.0.0.1:${PORT}` }),
  run([at('node_modules/@tarojs/cli/bin/taro'), 'build', '--type', 'h5', '--watch'], 'miniapp'),
]
console.log(`居民 http://127.0.0.1:${H5_PORT}/   管理台 http://127.0.0.1:5173/admin/   接口 http://127.0.0.1:${PORT}/`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const child of [...clients, api]) child?.kill('SIGTERM')
    process.exit(0)
  })

import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { ROOT, buildParts } from './build'

/**
 * `npm start`: builds parts that are missing or older than their sources, then runs the product. When its database has
 * ended (EXIT_TO_RESTART of main.ts), or native code has crashed, the product is started again, unless that happens
 * again and again.
 */
const EXIT_TO_RESTART = 75
const CRASHES: (NodeJS.Signals | null)[] = ['SIGSEGV', 'SIGBUS', 'SIGABRT']
const MOST_RESTARTS = 5
const FORGOTTEN_AFTER_MS = 10 * 60_000

/** Read before the build, during which npm may be stopped. */
const npm = process.ppid

await buildParts(['api', 'console', 'h5'])

let server: ChildProcess
let restarts: number[] = []

function run() {
  server = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'admin-api/dist/main.mjs')], {
    stdio: 'inherit',
  })
  server.on('exit', (code, signal) => {
    const now = Date.now()
    restarts = restarts.filter((at) => now - at < FORGOTTEN_AFTER_MS)
    const isMended = code === EXIT_TO_RESTART || CRASHES.includes(signal)
    if (!isMended || restarts.length === MOST_RESTARTS) process.exit(signal ? 1 : (code ?? 0))
    restarts.push(now)
    process.stderr.write(`一刻停了（${signal ?? code}），现在重新启动。\n`)
    run()
  })
}

const stop = () => server.kill('SIGTERM')
// Ctrl-C reaches the server by itself; SIGTERM is passed on.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', stop)
run()

// npm hands SIGTERM to a shell, which ends and passes nothing on: the product would run without anybody to stop it.
if (['start', 'demo'].includes(process.env.npm_lifecycle_event ?? ''))
  setInterval(() => process.ppid !== npm && stop(), 1000).unref()

import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT, buildParts } from './build'

/** `npm start`: builds what is missing or older than its sources, then runs the product. */
await buildParts(['api', 'console', 'h5'])
const server = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'admin-api/dist/main.mjs')], {
  stdio: 'inherit',
})
// Ctrl-C reaches the server by itself; SIGTERM is handed on.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => server.kill('SIGTERM'))
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)))

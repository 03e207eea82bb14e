import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT, buildParts } from './build'

/** `npm run office -- status | link | audit | reset`: see admin-api/src/office-command.ts. */
await buildParts(['api'])
const child = spawn(process.execPath, [path.join(ROOT, 'admin-api/dist/office.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
child.on('exit', (code) => process.exit(code ?? 1))

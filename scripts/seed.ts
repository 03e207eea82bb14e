import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT, buildParts } from './build'

/** `npm run seed`: admin-api/src/demo/seed.ts has its options. */
await buildParts(['api'])
const child = spawn(process.execPath, [path.join(ROOT, 'admin-api/dist/seed.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
child.on('exit', (code) => process.exit(code ?? 1))

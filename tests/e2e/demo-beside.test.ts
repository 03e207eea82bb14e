import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../minidb/src/free-port'

/** The demo as `npm run demo` runs it, on a machine whose environment is that of real use. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs')
const folder = path.join(mkdtempSync(path.join(tmpdir(), 'yike-demo-')), 'demo')
const REAL = {
  NODE_ENV: 'production',
  SECRET: 'of real use, and never of the demo: 7tq',
  MONGODB_URI: 'mongodb://127.0.0.1:1/real',
  WECHAT_APPID: 'wx1',
  WECHAT_SECRET: 'of-wechat',
}
let port: number
let demo: ChildProcess
let printed = ''

const run = (...words: string[]) =>
  spawnSync(process.execPath, [TSX, 'scripts/demo.ts', ...words], {
    cwd: ROOT,
    env: { ...process.env, ...REAL, DEMO_DIR: folder },
    encoding: 'utf8',
  })

beforeAll(async () => {
  port = await freePort()
})
afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

it('starts with data of its own, whatever the settings of real use are', async () => {
  demo = spawn(process.execPath, [TSX, 'scripts/demo.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...REAL, DEMO_DIR: folder, DEMO_PORT: String(port), LOG_LEVEL: 'warn' },
  })
  demo.stdout!.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  demo.stderr!.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await expect
    .poll(
      () =>
        fetch(`http://localhost:${port}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 110_000 },
    )
    .toBe(true)

  const home = (await (await fetch(`http://localhost:${port}/api/v1/home`)).json()) as { community: { name: string } }
  expect(home.community.name).toContain('演示')
  expect(printed).toContain(`http://localhost:${port}/admin/`)
  expect(printed).not.toContain(REAL.SECRET)
})

it('is not removed under a running demo', () => {
  const { status, stderr } = run('remove')
  expect([status, stderr]).toEqual([1, '演示还开着，先停下它（Ctrl-C）再删。\n'])
})

it('is removed whole by one command, and a folder of somebody else’s is not', async () => {
  demo.kill('SIGTERM')
  await once(demo, 'exit')
  expect(run('remove')).toMatchObject({ status: 0, stdout: '演示社区整个删掉了。\n' })
  expect(existsSync(folder)).toBe(false)

  const real = mkdtempSync(`${folder}-real-`)
  const refused = spawnSync(process.execPath, [TSX, 'scripts/demo.ts', 'remove'], {
    cwd: ROOT,
    env: { ...process.env, DEMO_DIR: real },
    encoding: 'utf8',
  })
  expect(refused.status).toBe(1)
  expect(existsSync(real)).toBe(true)
})

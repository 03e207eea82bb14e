import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isHeld } from '@yike/minidb/lock'
import { ROOT } from './build'
import { REAL_SETTINGS } from './demo-settings'

/**
 * `npm run demo`: the demo community beside real use, in a folder and on a port of its own; `npm run demo -- remove`
 * removes it whole. Nothing of the real installation reaches it: neither its database nor its secrets nor WeChat.
 */
const folder = path.resolve(process.env.DEMO_DIR ?? path.join(ROOT, 'data-demo'))
/** Tells the demo's folder from one with real data. */
const mark = path.join(folder, 'DEMO')
const asked = process.argv[2] ?? 'start'

function refuse(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

const isForeign = () => existsSync(folder) && !existsSync(mark)

async function start() {
  if (isForeign()) refuse(`${folder} 不是演示用的文件夹，没有动它。用 DEMO_DIR 换一个。`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(mark, '这个文件夹里是演示社区，npm run demo -- remove 会整个删掉它。\n')
  for (const name of REAL_SETTINGS) delete process.env[name]
  Object.assign(process.env, {
    DATA_DIR: folder,
    PORT: process.env.DEMO_PORT ?? '3100',
    // Cookies know no ports: under another name a browser keeps the sign-ins of real use apart.
    HOST: 'localhost',
  })
  process.stdout.write('演示社区：数据都是编的，和正式用的分开放。看完了用 npm run demo -- remove 整个删掉。\n')
  await import('./start')
}

function remove() {
  if (!existsSync(folder)) refuse('没有演示社区，不用删。')
  if (isForeign()) refuse(`${folder} 不是演示用的文件夹，没有动它。`)
  if (isHeld(path.join(folder, 'minidb'))) refuse('演示还开着，先停下它（Ctrl-C）再删。')
  rmSync(folder, { recursive: true, force: true })
  process.stdout.write('演示社区整个删掉了。\n')
}

if (asked === 'start') await start()
else if (asked === 'remove') remove()
else refuse('可以写 npm run demo 或者 npm run demo -- remove。')

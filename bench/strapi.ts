import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dayOf } from '@yike/shared/time/china'
import type { Shot } from './load'
import { CONNECTIONS, measured } from './measured'
import { onMinidb } from './minidb'
import { product, SECRET } from './product'
import { freePort } from '../minidb/src/free-port'
import { buildParts } from '../scripts/build'

/**
 * `npm run bench:strapi`: the pages that everybody opens beside a list of the same places by Strapi 5 on SQLite, in one
 * run. Installs Strapi (700 MB) into a temporary folder and prints where; `-- FOLDER` takes one that is there. By hand
 * only. Figures go to bench/results.
 */
const STRAPI = { '@strapi/strapi': '5.53.0', 'better-sqlite3': '12.4.1' }

function installed() {
  const given = process.argv[2]
  const folder = given ?? mkdtempSync(path.join(tmpdir(), 'yike-strapi-'))
  cpSync(path.join(import.meta.dirname, 'strapi-app'), folder, { recursive: true })
  for (const name of ['public/uploads', '.tmp']) mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, 'favicon.png'), '')
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: STRAPI }))
  if (!existsSync(path.join(folder, 'node_modules/@strapi')))
    execFileSync('npm', ['install', '--legacy-peer-deps', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  console.log(folder)
  return folder
}

async function startStrapi(folder: string, places: string) {
  const port = await freePort()
  const child = spawn(process.execPath, ['server.js'], {
    ...{ cwd: folder, stdio: 'ignore' },
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), SECRET, PLACES: places },
  })
  const origin = `http://127.0.0.1:${port}`
  while (!(await fetch(`${origin}/api/places`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`Strapi ended with ${child.exitCode}: run node server.js in ${folder}`)
    await wait(200)
  }
  return { origin, child }
}

interface Place {
  name: string
  address: string
  phone: string | null
  icon: string
  position: { lng: number; lat: number }
}

/** As an entry of bench/strapi-app: everything else that the product tells of a place is one field of JSON. */
const entryOf = ({ name, address, phone, icon, position, ...facts }: Place) => ({
  ...{ name, address, phone, icon, ...position, facts },
})

await buildParts(['api'])
const folder = installed()
const lines = await onMinidb(async (uri, database) => {
  const one = await product(uri)
  const { items } = (await (await fetch(`${one.origin}/api/v1/places?limit=50`)).json()) as { items: Place[] }
  const file = path.join(folder, 'places.json')
  writeFileSync(file, JSON.stringify(items.map(entryOf)))
  const strapi = await startStrapi(folder, file)
  const { lng, lat } = items[0]!.position
  const measure = async (name: string, origin: string, address: string, pids: readonly number[]) => {
    const shots = (count: number) => Array<Shot>(count).fill({ method: 'GET', path: address })
    const { cpuPerRequest, perSecond, p99, bytesPerRequest } = await measured(origin, shots, { all: () => pids })
    return `| ${name} | ${cpuPerRequest.all!.toFixed(2)} | ${perSecond.toFixed(0)} | ${p99.toFixed(0)} | ${(bytesPerRequest / 1000).toFixed(1)} |`
  }
  const own = [one.process.pid!, database]
  try {
    return [
      await measure(
        `Strapi: list of ${items.length} places`,
        strapi.origin,
        '/api/places?sort=name&pagination[pageSize]=50',
        [strapi.child.pid!],
      ),
      await measure(`places, ${items.length}`, one.origin, '/api/v1/places?limit=50', own),
      await measure('places near a point', one.origin, `/api/v1/places?near=${lng},${lat}&walkMinutes=15`, own),
      await measure('home', one.origin, '/api/v1/home', own),
      await measure('home near a point', one.origin, `/api/v1/home?near=${lng},${lat}`, own),
    ]
  } finally {
    strapi.child.kill()
    await one.stop()
  }
})
const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench:strapi`,
  '',
  `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)} at the end; ${CONNECTIONS} connections; Strapi ${STRAPI['@strapi/strapi']} on SQLite without its admin panel, the product on minidb; CPU of API and database together`,
  '',
  '| page | CPU ms | requests/s | p99 ms | KB sent |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
  '',
].join('\n')
writeFileSync(path.join(import.meta.dirname, 'results', `${day}-strapi.md`), text)
console.log(text)

import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { writeFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { dayOf } from '@yike/shared/time/china'
import { connect, disconnect } from '../admin-api/src/database'
import { buildParts } from '../scripts/build'
import { addResidents, copyCommunity, findAskers, RESIDENTS } from './fill'
import { load } from './load'
import { CONNECTIONS } from './measured'
import { morningShots } from './pages'
import { processesLike, product, useProductSecret } from './product'

/**
 * `npm run bench:scale -- mongodb://…`: the mix of a morning against one and against four processes of the API on one
 * database of ten communities. Processes of the database: `postgres,gateway`, or as `DATABASE_PROCESSES` names them.
 * Figures go to bench/results.
 */
const COMMUNITIES = 10
const PROCESSES = [1, 4]
const [WARMING, SECONDS] = [5, 10]

const uri = new URL(process.argv[2]!)
uri.pathname = `/yike_bench_${Date.now()}`
await buildParts(['api'])
useProductSecret()
await (await product(uri.href)).stop()
await connect(uri.href)
await addResidents()
await copyCommunity(COMMUNITIES - 1)
const askers = await findAskers()
await disconnect()

const database = () => (process.env.DATABASE_PROCESSES ?? 'postgres,gateway').split(',').flatMap(processesLike)
const lines: string[] = []
for (const count of PROCESSES) {
  const all = await Promise.all(Array.from({ length: count }, () => product(uri.href)))
  const api = () => all.map(({ process }) => process.pid!)
  const shots = morningShots(askers, 100_000)
  /** All at once, each process with its share of the connections. */
  const ask = (seconds: number) =>
    Promise.all(
      all.map(({ origin }, at) =>
        load(origin, shots.slice(at * 25_000), CONNECTIONS / count, at === 0 ? { api, database } : {}, seconds),
      ),
    )
  try {
    await ask(WARMING)
    const figures = await ask(SECONDS)
    const requests = figures.reduce((sum, one) => sum + one.requests, 0)
    const perSecond = figures.reduce((sum, one) => sum + one.perSecond, 0)
    const cpu = (name: string) => (figures[0]!.cpuPerRequest[name]! * figures[0]!.requests) / requests
    const p99 = Math.max(...figures.map((one) => one.p99))
    const wrong = figures.flatMap(({ statuses }) => Object.keys(statuses)).filter((status) => status !== '200')
    if (wrong.length > 0)
      throw new Error(`Answers with ${wrong.join()}:\n${all.map((one) => one.printed()).join('\n')}`)
    lines.push(
      `| ${count} | ${perSecond.toFixed(0)} | ${p99.toFixed(0)} | ${cpu('api').toFixed(2)} | ${cpu('database').toFixed(2)} |`,
    )
  } finally {
    await Promise.all(all.map((one) => one.stop()))
  }
}
await connect(uri.href)
await mongoose.connection.dropDatabase()
await disconnect()

const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench:scale`,
  '',
  `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)} at the end; ${COMMUNITIES} communities, ${RESIDENTS} residents each; ${CONNECTIONS} connections; client, API and database share the cores`,
  '',
  '| processes | requests/s | p99 ms | CPU ms API | CPU ms database |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
  '',
].join('\n')
writeFileSync(path.join(import.meta.dirname, 'results', `${day}-scale.md`), text)
console.log(text)

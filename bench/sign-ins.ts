import { setTimeout as wait } from 'node:timers/promises'
import { cpus } from 'node:os'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dayOf } from '@yike/shared/time/china'
import { connect, disconnect } from '../admin-api/src/database'
import { buildParts } from '../scripts/build'
import { startProduct } from '../tests/support/product'
import { addResidents, findAskers } from './fill'
import { onMinidb } from './minidb'
import { morningShots } from './pages'
import { product, SECRET, useProductSecret } from './product'

/**
 * `npm run bench:sign-ins`: a morning's pages at a steady rate, first alone and then beside a storm of sign-ins with wrong
 * passwords, each from an address of its own. Each request begins when it is due, whether those before have ended or not,
 * so that a pause of the server counts for all who come in it. Figures go to bench/results.
 */
const PAGES_A_SECOND = 100
const TRIES_A_SECOND = 200
const [WARMING, SECONDS] = [5, 20]

type Ask = (n: number) => Promise<number>

/** Begins requests at a rate; the times that they took, and the numbers of their statuses. */
async function steadily(perSecond: number, seconds: number, ask: Ask) {
  const took: number[] = []
  const statuses: Record<number, number> = {}
  const begun = performance.now()
  const under: Promise<void>[] = []
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = begun + (n * 1000) / perSecond
    if (due > performance.now()) await wait(due - performance.now())
    under.push(
      ask(n).then((status) => {
        took.push(performance.now() - due)
        statuses[status] = (statuses[status] ?? 0) + 1
      }),
    )
  }
  await Promise.all(under)
  took.sort((a, b) => a - b)
  return { p50: took[Math.floor(took.length / 2)]!, p99: took[Math.floor(took.length * 0.99)]!, statuses }
}

await buildParts(['api'])
useProductSecret()
const lines = await onMinidb(async (uri) => {
  await (await product(uri)).stop()
  await connect(uri)
  await addResidents()
  const askers = await findAskers()
  await disconnect()
  const one = await startProduct({
    ...{ MONGODB_URI: uri, SECRET, NODE_ENV: 'production', DEMO: '1', LOG_LEVEL: 'error', TRUST_PROXY: '1' },
    REQUESTS_PER_SECOND: '100000',
  })
  const shots = morningShots(askers, PAGES_A_SECOND * SECONDS)
  const open: Ask = async (n) => {
    const { path: address, headers } = shots[n % shots.length]!
    const response = await fetch(`${one.origin}${address}`, { headers: { ...headers } })
    await response.arrayBuffer()
    return response.status
  }
  const guess: Ask = async (n) => {
    const response = await fetch(`${one.origin}/api/v1/staff/auth/login`, {
      method: 'POST',
      headers: {
        ...{ 'X-Client': 'weapp', 'Content-Type': 'application/json' },
        'X-Forwarded-For': `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`,
      },
      body: JSON.stringify({ username: `clerk-${n % 50}`, password: 'a guess of the storm' }),
    })
    await response.arrayBuffer()
    return response.status
  }
  try {
    await steadily(PAGES_A_SECOND, WARMING, open)
    const alone = await steadily(PAGES_A_SECOND, SECONDS, open)
    // The first seconds of a storm are those of the compilers.
    const storm = steadily(TRIES_A_SECOND, WARMING + SECONDS, guess)
    await wait(WARMING * 1000)
    const beside = await steadily(PAGES_A_SECOND, SECONDS, open)
    const tries = await storm
    const row = (what: string, { p50, p99, statuses }: typeof alone) =>
      `| ${what} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${(p99 / alone.p99).toFixed(2)} | ${JSON.stringify(statuses)} |`
    return [row('pages alone', alone), row('pages beside the storm', beside), row('tries of the storm', tries)]
  } finally {
    await one.stop()
  }
})
const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench:sign-ins`,
  '',
  `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, minidb; ${PAGES_A_SECOND} pages of a morning a second, ${TRIES_A_SECOND} tries to sign in a second from as many addresses; client, API and database share the cores`,
  '',
  '| what | p50 ms | p99 ms | p99 beside pages alone | answers |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
  '',
].join('\n')
const folder = path.join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, `${day}-sign-ins.md`), text)
console.log(text)

import { startMinidb } from '@yike/minidb'

/**
 * `npm run db`: minidb alone, so that several API processes may join it through MONGODB_URI. It listens on 127.0.0.1; with
 * DB_HOST on another address, and then clients have to sign in as DB_USER with DB_PASSWORD.
 */
const { DB_HOST, DB_USER, DB_PASSWORD } = process.env
const server = await startMinidb({
  path: process.env.DATA_DIR ? `${process.env.DATA_DIR}/minidb` : './data/minidb',
  host: DB_HOST,
  port: Number(process.env.DB_PORT ?? 27_018),
  account: DB_USER && DB_PASSWORD ? { name: DB_USER, password: DB_PASSWORD } : undefined,
})
console.log(`minidb 在 ${server.uri}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop())

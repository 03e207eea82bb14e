import { startMinidb } from '@yike/minidb'

/** `npm run db`: minidb alone, so that several API processes may join it through MONGODB_URI. */
const server = await startMinidb({
  path: process.env.DATA_DIR ? `${process.env.DATA_DIR}/minidb` : './data/minidb',
  port: Number(process.env.DB_PORT ?? 27_018),
})
console.log(`minidb 在 ${server.uri}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop())

import { startMinidb } from '@yike/minidb'
import { copyDatabase } from './copy-database'

/**
 * `npm run db`: minidb alone, so that several API processes may join it through MONGODB_URI. `-- --copy-to mongodb://…`
 * copies everything into an empty database of another server instead.
 */
const server = await startMinidb({
  path: process.env.DATA_DIR ? `${process.env.DATA_DIR}/minidb` : './data/minidb',
  port: Number(process.env.DB_PORT ?? 27_018),
})
const asked = process.argv.indexOf('--copy-to')
if (asked > 0) {
  await copyDatabase(server.uri, process.argv[asked + 1] ?? '', 'yike', (name, documents) =>
    console.log(`${name}：${documents} 条`),
  )
  await server.stop()
} else {
  console.log(`minidb 在 ${server.uri}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop())
}

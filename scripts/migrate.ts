import path from 'node:path'
import { startMinidb } from '@yike/minidb'
import { moveDatabase } from './move-database'

/**
 * `npm run migrate -- --to mongodb://…` moves everything from minidb (DATA_DIR) to another server, `--from mongodb://…`
 * the other way. An interrupted move resumes when it is called again. The product has to be stopped.
 */
const [direction, address] = process.argv.slice(2)
if ((direction !== '--to' && direction !== '--from') || !address) {
  console.error('npm run migrate -- --to mongodb://… 搬出去，--from mongodb://… 搬进来。')
  process.exit(1)
}
const server = await startMinidb({ path: path.join(process.env.DATA_DIR ?? './data', 'minidb') })
const [from, to] = direction === '--to' ? [server.uri, address] : [address, server.uri]
try {
  await moveDatabase(from, to, (name, documents) => console.log(`${name}：${documents} 条，逐条比过`))
  console.log('都搬好了。')
} catch (cause) {
  console.error((cause as Error).message)
  process.exitCode = 1
} finally {
  await server.stop()
}

import mongoose from 'mongoose'
import { startMinidb } from '@yike/minidb'
import path from 'node:path'
import { readConfig } from '../config'
import { connect, disconnect } from '../database'
import { DOMAINS } from '../domains'
import { joinDomains } from '../join-domains'
import { MIGRATIONS } from '../migrations/all'
import { migrate } from '../migrations/run'
import { useSealingSuite } from '../sealing'
import { secretOf } from '../secret'
import { endWithReason } from '../start-failure'
import { importPlaces } from './directory/import-places'
import { seedDemo } from './seed-demo'

/** `npm run seed`: the demo community; `-- --fresh` empties the database first; `-- --places file.csv` loads places. */
const asked = process.argv.slice(2)
process.on('uncaughtException', endWithReason)
const config = readConfig(process.env)
const minidb = config.mongodbUri ? null : await startMinidb({ path: path.join(config.dataDir, 'minidb') })
const say = (line: string) => void process.stdout.write(`${line}\n`)
try {
  await connect(config.mongodbUri ?? minidb!.uri)
  if (asked.includes('--fresh')) {
    if (!config.demoLogin) throw new Error('--fresh 只在演示登录开着时能用，免得清掉真的数据。')
    await mongoose.connection.dropDatabase()
  }
  joinDomains(DOMAINS)
  const secret = await secretOf(config)
  useSealingSuite(config.sealingSuite)
  for (const one of DOMAINS) one.useSecrets?.([secret, ...config.secretsBefore])
  await migrate(MIGRATIONS)
  const file = asked[asked.indexOf('--places') + 1]
  if (asked.includes('--places') && file) {
    const { added, known, skipped } = await importPlaces(file, new Date())
    for (const { row, reason } of skipped) say(`第 ${row} 行没有导入：${reason}`)
    say(`导入 ${added} 处，已有 ${known} 处，跳过 ${skipped.length} 行。`)
  } else
    say((await seedDemo(new Date(), (what) => say(`正在准备${what}…`))) ? '演示社区准备好了。' : '演示社区已经在了。')
} finally {
  await disconnect()
  await minidb?.stop()
}

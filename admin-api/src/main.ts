import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { startMinidbInWorker } from '@yike/minidb'
import { makeApp, makeJobs } from './app'
import { readConfig, type Config } from './config'
import { connect, disconnect } from './database'
import { seedDemo } from './demo/seed-demo'
import { listen, stopListening } from './http/listen'
import { makeLog } from './http/log'
import { startJobs } from './jobs'
import { MIGRATIONS } from './migrations/all'
import { migrate } from './migrations/run'
import { secretOf } from './secret'
import { useDivisions } from './territory/divisions'

/** Repository root: this file is bundled into admin-api/dist. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const STOP_WITHIN_MS = 15_000

async function start() {
  const config = readConfig(process.env)
  const log = makeLog(config.logLevel)
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const secret = await secretOf(config)
  const minidb = config.mongodbUri
    ? null
    : await startMinidbInWorker({
        path: path.join(config.dataDir, 'minidb'),
        worker: new URL('./minidb-worker.mjs', import.meta.url),
      })
  await connect(config.mongodbUri ?? minidb!.uri)

  useDivisions(path.join(ROOT, 'admin-api/divisions/divisions.csv'))

  let ready = false
  const app = makeApp({
    config,
    secret,
    log,
    sites: [
      { at: '', folder: path.join(ROOT, 'miniapp/dist/h5') },
      { at: '/admin', folder: path.join(ROOT, 'admin-web/dist') },
      { at: '/display', folder: path.join(ROOT, 'admin-web/dist'), page: 'hall.html' },
      { at: '/kiosk', folder: path.join(ROOT, 'admin-web/dist'), page: 'hall.html' },
    ],
    isReady: () => ready,
  })
  const server = await listen(app, config.port, config.host)
  await migrate(MIGRATIONS)
  if (config.demoLogin) await seedDemo(new Date(), sayStep)
  ready = true
  const jobs = startJobs(log, makeJobs(config))
  announce(config)

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping')
    ready = false
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    await stopListening(server)
    await jobs.stop()
    await disconnect()
    await minidb?.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal))
}

const sayStep = (what: string) => void process.stdout.write(`正在准备演示社区：${what}…\n`)

function announce({ host, port, demoLogin, production }: Config) {
  const origin = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const lines = [
    '',
    `一刻  居民   ${origin}/`,
    `      管理台 ${origin}/admin/`,
    `      接口   ${origin}/api/openapi.json`,
  ]
  if (demoLogin)
    lines.push(
      '',
      '演示登录开着：谁都能以任何名字登录，只给本机看。正式使用要设 WECHAT_APPID。',
      '  居民：任何名字，例如 王秀英（有家人、预约和诉求）',
      '  工作人员：admin、clerk、grid，密码 demo-yike-15',
    )
  if (demoLogin && production) lines.push('  （DEMO=1）')
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

await start()

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { startMinidbInWorker } from '@yike/minidb'
import { makeApp, makeJobs } from './app'
import { readConfig, type Config } from './config'
import { connect, disconnect } from './database'
import { STAFF } from './demo/people/facts'
import { holdsDemo, seedDemo } from './demo/seed-demo'
import { listen, stopListening } from './http/listen'
import { makeLog } from './http/log'
import { setupAddress } from './office/setup-address'
import { startJobs } from './jobs'
import { MIGRATIONS } from './migrations/all'
import { migrate } from './migrations/run'
import { secretOf } from './secret'
import { SettingsError } from './settings-error'
import { endWithReason } from './start-failure'
import { useDivisions } from './territory/divisions'

/** Repository root: this file is bundled into admin-api/dist. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const STOP_WITHIN_MS = 15_000

/**
 * `npm start` starts again after this code (EX_TEMPFAIL): the database in the process has ended, and nothing else is
 * wrong.
 */
const EXIT_TO_RESTART = 75
const ANSWERED_WITHIN_MS = 1000

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

  const minidbFolder = minidb ? path.join(config.dataDir, 'minidb') : null
  if (config.production && !config.demoLogin && (await holdsDemo()))
    throw new SettingsError(
      `这个数据库里有演示社区，它的账号和密码写在说明里，谁都知道，所以不能正式使用。\n  ${
        minidbFolder
          ? `把 DATA_DIR 换成一个空的文件夹（现在是 ${config.dataDir}）`
          : '把 MONGODB_URI 换成一个空的数据库'
      }，再启动一次。`,
    )

  let state: 'starting' | 'ready' | 'stopping' = 'starting'
  let wakeJobs = (): void => undefined
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
    isReady: () => state !== 'starting',
    isStopping: () => state === 'stopping',
    onWrite: () => wakeJobs(),
  })
  const server = await listen(app, config.port, config.host)
  await migrate(MIGRATIONS)
  if (config.demoLogin) await seedDemo(new Date(), sayStep)
  state = 'ready'
  const jobs = startJobs(log, makeJobs(config))
  wakeJobs = jobs.wake
  announce(config)
  if (!config.demoLogin) await saySetup(config)

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping')
    state = 'stopping'
    setTimeout(() => process.exit(1), config.stopGraceMs + STOP_WITHIN_MS).unref()
    await stopListening(server, config.stopGraceMs)
    await jobs.stop()
    await disconnect()
    await minidb?.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal))

  // Requests under way are answered 503 as soon as the driver is closed, /readyz is red, then the process ends.
  void minidb?.died.then(async (cause) => {
    log.fatal({ err: cause }, 'the database has ended, the process ends and is started anew')
    state = 'stopping'
    setTimeout(() => process.exit(EXIT_TO_RESTART), ANSWERED_WITHIN_MS)
    await disconnect()
    await stopListening(server)
    process.exit(EXIT_TO_RESTART)
  })
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
      `  工作人员：${STAFF.map(({ username }) => username).join('、')}，密码 demo-yike-15`,
    )
  if (demoLogin && production) lines.push('  （DEMO=1）')
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

/** Logs the address at which the office is opened, a new one with each start, where nobody can sign in yet. */
async function saySetup(config: Config) {
  const address = await setupAddress(config, new Date())
  if (address)
    process.stdout.write(
      `还没有管理员。用浏览器打开这个地址开通（24 小时内有效，只给要当管理员的人）：\n  ${address}\n\n`,
    )
}

await start().catch(endWithReason)

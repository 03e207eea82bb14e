import { startMinidb } from '@yike/minidb'
import { progressInWords } from '@yike/shared/office/first-steps'
import path from 'node:path'
import { useAuditSecrets } from './audit/chain'
import { exportLog, verifyLog } from './audit/command'
import { learnAnew } from './cases/lessons'
import { rebuildTallies } from './cases/rebuild-tallies'
import { readConfig } from './config'
import { DOMAINS } from './domains'
import { joinDomains } from './join-domains'
import { firstStepsIn } from './office/first-steps'
import { connect, disconnect, makeIndexes } from './database'
import { countPeople } from './people/accounts'
import { communitiesIn, topAreas } from './territory/areas'
import { dryRun } from './privacy/retention'
import { useSealingSecrets, useSealingSuite } from './sealing'
import { secretOf } from './secret'
import { OfficeModel } from './office/model'
import { needsSetup } from './office/setup'
import { setupAddress } from './office/setup-address'
import { endWithReason, reasonFor } from './start-failure'
import { resetByOperator } from './office/staff'

/**
 * `npm run office -- status`: the progress of the opening, with the first steps; `-- link`: a new set-up link; `-- audit verify [FILE] [--since
 * HEAD]`: whether the audit log is whole; `-- audit export FILE`: writes it to a file; `-- reset NAME`: a new authenticator
 * for an administrator who lost phone and recovery codes, where no other can reset it; `-- retention`: how
 * long each kind of data is kept, and how many records are due. It removes nothing. `npm run insight:rebuild` counts the
 * figures of the rates anew from the cases; `-- learn`: the suggestions of categories forget what they have learnt and learn
 * anew from the cases.
 */
const [asked = 'status', ...words] = process.argv.slice(2)
process.on('uncaughtException', endWithReason)
const config = readConfig(process.env)
const say = (line: string) => void process.stdout.write(`${line}\n`)

async function status() {
  const registry = joinDomains(DOMAINS)
  const secrets = [await secretOf(config), ...config.secretsBefore] as const
  for (const one of DOMAINS) one.useSecrets?.([...secrets])
  for (const one of DOMAINS) one.useConfig?.(config)
  const areaIds = (await topAreas()).map(({ _id }) => _id)
  const [office, communities, { staff, residents }, steps] = await Promise.all([
    OfficeModel.findById('office').lean(),
    communitiesIn(areaIds),
    countPeople(),
    firstStepsIn(registry.firstSteps, areaIds),
  ])
  say((await needsSetup()) ? '还没有开通：没有管理员。运行 npm run office -- link 得到开通的地址。' : '已经开通。')
  if (office?.operator) say(`运营单位  ${office.operator.name}（${office.operator.phone}）`)
  say(`社区      ${communities.length} 个`)
  say(`工作人员  ${staff} 人`)
  say(`居民      ${residents} 人`)
  say(config.wechat ? '微信      已经写好 WECHAT_APPID' : '微信      没写 WECHAT_APPID，现在是演示登录')
  say(`\n头几件事  ${progressInWords(steps)}`)
  for (const { isDone, label, says } of steps) say(`  ${isDone ? '✓' : '□'} ${label}  ${says}`)
}

async function link() {
  const address = await setupAddress(config, new Date())
  say(address ? `开通的地址（24 小时内有效，以前的作废）：\n  ${address}` : '已经有管理员了，不用再开通。')
}

const AUDIT_USAGE =
  '可以写 audit verify、audit verify 文件、audit verify --since 12:…（上次的尾巴），或者 audit export 文件。'

const openLog = async () => useAuditSecrets([await secretOf(config), ...config.secretsBefore])

async function audit() {
  await openLog()
  const [verb, ...rest] = words
  const since = rest.indexOf('--since')
  const file = rest.find((_, at) => since < 0 || (at !== since && at !== since + 1))
  if (verb === 'verify')
    return (await verifyLog(file, since < 0 ? undefined : rest[since + 1], new Date())).forEach(say)
  if (verb === 'export' && file) return (await exportLog(file)).forEach(say)
  throw new Error(AUDIT_USAGE)
}

async function reset() {
  const [username = ''] = words
  await openLog()
  await resetByOperator(username, new Date())
  say(`${username} 下次登录时重新设动态码。`)
}

/** Counts and removes nothing: the jobs of the running product remove what is due. */
async function retention() {
  say('每类数据留多久。只数一数，什么都不删；到期的由运行着的一刻每小时删一次。\n')
  const rows = await dryRun(joinDomains(DOMAINS).retention, new Date())
  for (const { what, kept, all, dueNow, dueInMonth } of rows)
    say(`${what}：${kept}。现有 ${all} 条，到期该删 ${dueNow} 条，三十天内到期 ${dueInMonth - dueNow} 条`)
}

/** Counts the tallies of all days anew. They may differ only after the database was changed by hand. */
async function rebuild() {
  const { counted, changed } = await rebuildTallies()
  say(`按诉求重新数了 ${counted} 天（每个社区每天算一天），${changed === 0 ? '都对' : `改正 ${changed} 天`}。`)
}

/** May run beside the product: every case teaches once. */
async function learn() {
  useSealingSecrets([await secretOf(config), ...config.secretsBefore])
  useSealingSuite(config.sealingSuite)
  say(`重新学了一遍，看过 ${await learnAnew(new Date())} 件归过类的诉求。`)
}

const commands: Record<string, () => Promise<void>> = { status, link, audit, reset, retention, rebuild, learn }

const open = async () => (config.mongodbUri ? null : await startMinidb({ path: path.join(config.dataDir, 'minidb') }))

try {
  const command = commands[asked]
  if (!command) throw new Error('可以写 status、link、audit、retention、rebuild、learn 或 reset 账号。')
  const minidb = await open()
  try {
    await connect(config.mongodbUri ?? minidb!.uri)
    await makeIndexes()
    await command()
  } finally {
    await disconnect()
    await minidb?.stop()
  }
} catch (cause) {
  process.stderr.write(`${reasonFor(cause) ?? (cause as Error).message}\n`)
  process.exitCode = 1
}

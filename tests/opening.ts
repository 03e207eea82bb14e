import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { WechatStandIn } from '../admin-api/src/testing/wechat-stand-in'
import { buildParts } from '../scripts/build'
import { DESK, FINE_PHONE, launchBrowser, openPage } from './support/browser'
import { openSection } from './support/journey'
import * as opening from './support/open-office'
import { startProduct } from './support/product'

/**
 * `npm run screenshots:opening`: opens an office in production mode on an empty folder, as docs/opening.md tells it, takes
 * its pictures and prints the time. With a number of milliseconds (`-- 4000`) every tap and every field takes so long, as
 * for a person who reads; then it takes no pictures.
 */
const FOLDER = path.resolve(import.meta.dirname, '../docs/pictures')
const SETTLE_MS = 600
const pace = Number(process.argv[2] ?? 0)
/** Nine colleagues beside the first administrator. */
const COLLEAGUES = [
  ['李国强', '网格员', 'guoqiang'],
  ['陈静', '窗口人员', 'chenjing'],
  ['张海燕', '窗口人员', 'haiyan'],
  ['周建民', '网格员', 'jianmin'],
  ['吴桂芳', '网格员', 'guifang'],
  ['赵护理', '护理员', 'zhaohuli'],
  ['孙师傅', '助餐员', 'sunshifu'],
  ['郑调解', '调解员', 'zhengtiaojie'],
  ['王审计', '审计员', 'wangshenji'],
] as const

await buildParts(['api', 'console', 'h5'])
mkdirSync(FOLDER, { recursive: true })
let pictures = 0
const shoot: opening.Shoot = async (page, name) => {
  if (pace > 0) return
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(SETTLE_MS)
  await page.screenshot({ path: path.join(FOLDER, `opening-${name}.png`) })
  pictures++
}

const wechat = new WechatStandIn()
await wechat.start()
wechat.templates.push({ priTmplId: 'template-1', title: '预约成功', content: '服务:{{thing1.DATA}}' })
const begun = Date.now()
const product = await startProduct({
  NODE_ENV: 'production',
  SECRET: randomBytes(32).toString('hex'),
  WECHAT_APPID: wechat.appId,
  WECHAT_SECRET: wechat.secret,
  WECHAT_API_BASE: wechat.apiBase,
  WECHAT_TEMPLATES: JSON.stringify({ booking_confirmed: { id: 'template-1', fields: { thing1: 'title' } } }),
})
const browser = await launchBrowser(pace || undefined)
const since = (from: number) => `${((Date.now() - from) / 60_000).toFixed(1)} 分钟`
const say = (line: string) => void process.stdout.write(`${line}\n`)
try {
  const waiting = await openPage(browser, FINE_PHONE)
  await waiting.goto(`${product.origin}/`)
  await waiting.getByText('社区正在准备开通').first().waitFor()
  await shoot(waiting, 'residents-before')

  const admin = await openPage(browser, DESK)
  const address = /http\S+\/admin\/setup#[\w-]+/.exec(product.printed())![0]
  await opening.setUp(admin, address, ['叫号', '借还'], shoot)
  await opening.firstSteps(admin).waitFor()
  await shoot(admin, 'first-steps')
  say(`开通：${since(begun)}`)
  await opening.importPlaces(admin, shoot)
  say(`30 处地方：${since(begun)}`)
  await opening.importResidents(admin, shoot)
  say(`200 位居民：${since(begun)}`)
  await opening.openStep(admin, '邀请同事')
  for (const [at, [name, role, username]] of COLLEAGUES.entries()) {
    const once = at === 0 ? shoot : opening.noPicture
    const invitation = await opening.invite(admin, name, role, once)
    const colleague = await openPage(browser, FINE_PHONE)
    await opening.accept(colleague, invitation, username, once)
    await colleague.locator('nav, main').first().waitFor()
    await colleague.context().close()
  }
  say(`10 位工作人员：${since(begun)}`)
  await opening.tryWechat(admin, shoot)
  await opening.publishNotice(admin, shoot)
  say(`全部做完：${since(begun)}`)

  await openSection(admin, '设置')
  await admin.getByRole('heading', { name: '上班时间' }).waitFor()
  await shoot(admin, 'settings')
  await openSection(admin, '今天')
  await shoot(admin, 'today')
  const resident = await openPage(browser, FINE_PHONE)
  await resident.goto(`${product.origin}/`)
  await resident.getByText('订餐').first().waitFor()
  await shoot(resident, 'residents-after')
  if (pictures > 0) say(`${pictures} 张图`)
} finally {
  await browser.close()
  await product.stop()
  await wechat.stop()
}

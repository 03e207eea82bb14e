import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { buildParts } from '../scripts/build'
import { DESK, FINE_PHONE } from './support/browser'
import { bindStaff, enterConsole, openSection, signInAs, startJourney, type Journey } from './support/journey'

/**
 * `npm run screenshots`: the pictures of the READMEs, made anew from the running product on the demo community, on a
 * Tuesday: the morning, and a clerk's day at lunch.
 */
const FOLDER = path.resolve(import.meta.dirname, '../docs/pictures')
const SETTLE_MS = 600
const LUNCH = 11 * 60 + 35
/** A list as a grid worker writes it: new ones, one that is known, one with swapped coordinates. */
const SHOPS = Buffer.from(
  [
    '店名,地址,经度,纬度,类别,电话,营业时间',
    '东岸便民药房,东岸花园南门,118.5080,37.4632,药房,0546-8111111,每天 8:00-20:00',
    '东岸理发店,东岸花园 3 号,118.5091,37.4640,理发店,,周二到周日 9:00-18:00',
    '颐园大药房,济南路 8 号,118.4940,37.4600,药房,0546-8222222,每天 8:00-21:30',
    '东岸修理铺,东岸花园 5 号,37.4641,118.5092,维修,,',
  ].join('\n'),
)

async function shoot(page: Page, name: string) {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(SETTLE_MS)
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) })
}

async function residents({ product: { origin }, visit }: Journey) {
  const page = await visit('/#/people/sign-in', FINE_PHONE)
  await signInAs(page, '王秀英')
  await page.getByText('一刻钟内').waitFor()
  await page.goto(`${origin}/#/tabs/home`)
  await shoot(page, 'phone-home')
  await page.goto(`${origin}/#/directory/circle`)
  await shoot(page, 'phone-circle')
  await page.goto(`${origin}/#/booking/bookings`)
  await page.getByRole('link').filter({ hasText: '午餐' }).first().click()
  await page.locator('.code__digits').waitFor()
  await shoot(page, 'phone-booking')
  await page.goto(`${origin}/#/cases/cases`)
  await page.getByRole('link').filter({ hasText: '编号' }).first().click()
  await page.getByText('编号').filter({ visible: true }).first().waitFor()
  await shoot(page, 'phone-case')
  await page.goto(`${origin}/#/tabs/home`)
  await page.getByRole('button', { name: '长辈版' }).click()
  await page.getByRole('button', { name: '退出长辈版' }).waitFor()
  await shoot(page, 'phone-elder')
}

/** Canteens that are open now, by the minutes on foot. */
async function hungry({ product: { origin }, visit }: Journey) {
  const page = await visit('/#/people/sign-in', FINE_PHONE)
  await signInAs(page, '王秀英')
  await page.getByText('一刻钟内').waitFor()
  await page.goto(`${origin}/#/directory/circle`)
  await page.getByRole('checkbox', { name: '长者食堂' }).click()
  await page.getByRole('link', { name: /颐园长者食堂/ }).waitFor()
  await shoot(page, 'phone-near')
}

async function staffOnThePhone({ visit }: Journey) {
  const worker = await visit('/#/people/settings')
  await bindStaff(worker, 'grid', '李国强')
  await worker.locator('.case-row').first().waitFor()
  await shoot(worker, 'phone-desk')
  const cook = await visit('/#/people/settings')
  await bindStaff(cook, 'cook', '孙师傅')
  await cook.getByRole('link', { name: /今天做 \d+ 份/ }).click()
  await cook.getByRole('radio', { name: '送到家' }).click()
  await cook.getByText(/栋楼，一路走/).waitFor()
  await shoot(cook, 'phone-kitchen')
  const carer = await visit('/#/people/settings')
  await bindStaff(carer, 'carer', '赵护理')
  await carer.getByRole('link', { name: /今天上门/ }).click()
  await carer
    .getByRole('link', { name: /上门助浴/ })
    .first()
    .waitFor()
  await shoot(carer, 'phone-round')
}

async function consolePages({ product: { origin }, visit }: Journey) {
  const desk = await visit('/admin/', DESK)
  await enterConsole(desk, 'admin')
  const show = async (name: string, route: string, ready: string) => {
    await desk.goto(`${origin}/admin${route}`)
    await desk.getByText(ready).first().waitFor()
    await shoot(desk, name)
  }
  await show('console-today', '/', '响应率')
  await show('console-cases', '/cases', '诉求')
  await show('console-coverage', '/places?show=coverage', '要是在这儿加一处')
  await show('console-calendar', '/bookings/calendar', '午餐')
  await desk.goto(`${origin}/admin/places/import`)
  await desk.getByLabel(/选一个文件/).setInputFiles({ name: '东岸的店.csv', mimeType: 'text/csv', buffer: SHOPS })
  await desk.getByText(/^可能重复 \d+$/).click()
  await desk.getByText('合并', { exact: true }).waitFor()
  await shoot(desk, 'console-import')
  await desk.goto(`${origin}/admin/territory`)
  const communities = desk.getByRole('list').filter({ hasText: '黄河社区（演示）' }).first()
  await communities.getByRole('link', { name: /黄河社区（演示）/ }).click()
  await desk.getByRole('button', { name: '合并', exact: true }).click()
  await desk.getByLabel('并进来的').click()
  await desk.getByTitle('颐园社区（演示）').click()
  await desk.getByRole('heading').first().click()
  await desk.getByText(/^颐园社区（演示）并入/).waitFor()
  await shoot(desk, 'console-territory')
}

/** An agreement, read out before the first party signs it on the screen. */
async function mediation({ visit }: Journey) {
  const mediator = await visit('/admin/', DESK)
  await enterConsole(mediator, 'mediate')
  await openSection(mediator, '调解')
  await mediator.getByRole('link', { name: '高明、梁大海' }).click()
  await mediator.getByRole('button', { name: '写协议' }).click()
  await mediator.getByLabel('纠纷的事实和争议').fill('梁大海家夜里放音乐，高明家的孩子睡不好。')
  await mediator.getByLabel('约定的内容和怎么做').fill('梁大海晚上十点以后不放音乐，高明装好软垫。')
  await mediator.getByRole('button', { name: '存下协议' }).click()
  await mediator.getByRole('button', { name: '请高明签名' }).click()
  await mediator.getByRole('img', { name: '请高明在框里签名' }).waitFor()
  await shoot(mediator, 'console-mediation')
}

/** Menu, kitchen, arrivals before the second sitting, walk-ins, the till, the month. */
async function theClerksDay({ product: { origin }, visit }: Journey) {
  const clerk = await visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  const open = async (route: string, ready: string) => {
    await clerk.goto(`${origin}/admin${route}`)
    await clerk.getByText(ready).first().waitFor()
  }
  await open('/meals/menus', '照抄上周')
  await shoot(clerk, 'clerk-1-menus')
  await open('/meals', '送到家')
  await shoot(clerk, 'clerk-2-kitchen')
  await clerk
    .getByRole('region', { name: /午餐第二批/ })
    .getByRole('link', { name: '名单和签到' })
    .click()
  for (let n = 1; n <= 4; n++) {
    await clerk.getByRole('checkbox', { name: /到了$/, checked: false, disabled: false }).first().click()
    await clerk.getByRole('menuitem', { name: /^到了，收现金/ }).click()
    await clerk
      .getByRole('checkbox', { name: /到了$/, checked: true })
      .nth(n - 1)
      .waitFor()
  }
  await shoot(clerk, 'clerk-3-roll')
  await clerk.getByRole('button', { name: '替居民约这一场' }).click()
  await clerk.getByRole('dialog', { name: '替居民预约' }).waitFor()
  await shoot(clerk, 'clerk-4-walk-in')
  await open('/meals/till', '关账')
  await shoot(clerk, 'clerk-5-till')
  await clerk.getByLabel('助餐的哪一页').getByText('月报', { exact: true }).click()
  await clerk.getByText(/^合计/).waitFor()
  await shoot(clerk, 'clerk-6-statement')
}

await buildParts(['api', 'console', 'h5'])
mkdirSync(FOLDER, { recursive: true })
for (const [minute, pictures] of [
  [undefined, [residents, staffOnThePhone, consolePages, mediation]],
  [LUNCH, [hungry, theClerksDay]],
] as const) {
  const journey = await startJourney(minute)
  try {
    for (const take of pictures) await take(journey)
  } finally {
    await journey.end()
  }
}

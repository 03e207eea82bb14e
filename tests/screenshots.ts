import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { buildParts } from '../scripts/build'
import { DESK, PHONE } from './support/browser'
import { bindStaff, enterConsole, signInAs, startJourney } from './support/journey'

/**
 * `npm run screenshots`: the pictures of the READMEs, made anew from the running product on the demo community, on a
 * Tuesday morning.
 */
const FOLDER = path.resolve(import.meta.dirname, '../docs/pictures')
const SETTLE_MS = 600
/** A list as a grid worker writes it: new ones, one that is known, one upside down. */
const SHOPS = Buffer.from(
  [
    '店名,地址,经度,纬度,类别,电话,营业时间',
    '东岸便民药房,东岸花园南门,118.5080,37.4632,药房,0546-8111111,每天 8:00-20:00',
    '东岸理发店,东岸花园 3 号,118.5091,37.4640,理发店,,周二到周日 9:00-18:00',
    '颐园大药房,济南路 8 号,118.4940,37.4600,药房,0546-8222222,每天 8:00-21:30',
    '东岸修理铺,东岸花园 5 号,37.4641,118.5092,维修,,',
  ].join('\n'),
)

await buildParts(['api', 'console', 'h5'])
mkdirSync(FOLDER, { recursive: true })
const journey = await startJourney()
try {
  const phone = await journey.visit('/#/people/sign-in', PHONE)
  await signInAs(phone, '王秀英')
  await phone.getByText('一刻钟内').waitFor()
  const shoot = async (name: string, route?: string) => {
    if (route) await phone.goto(`${journey.product.origin}/#${route}`)
    await phone.waitForLoadState('networkidle')
    await phone.waitForTimeout(SETTLE_MS)
    await phone.screenshot({ path: path.join(FOLDER, `${name}.png`) })
  }
  await shoot('phone-home')
  await shoot('phone-circle', '/directory/circle')
  await phone.goto(`${journey.product.origin}/#/booking/bookings`)
  await phone.getByRole('link').filter({ hasText: '午餐' }).first().click()
  await phone.locator('.code__digits').waitFor()
  await shoot('phone-booking')
  await phone.goto(`${journey.product.origin}/#/cases/cases`)
  await phone.getByRole('link').filter({ hasText: '编号' }).first().click()
  await phone.getByText('编号').first().waitFor()
  await shoot('phone-case')
  await phone.goto(`${journey.product.origin}/`)
  await phone.getByRole('button', { name: '长辈版' }).click()
  await phone.getByRole('button', { name: '退出长辈版' }).waitFor()
  await shoot('phone-elder')

  const worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'grid', '李国强')
  await worker.locator('.case-row').first().waitFor()
  await worker.waitForTimeout(SETTLE_MS)
  await worker.screenshot({ path: path.join(FOLDER, 'phone-desk.png') })

  const desk = await journey.visit('/admin/', DESK)
  await enterConsole(desk, 'admin')
  const show = async (name: string, route: string, ready: string) => {
    await desk.goto(`${journey.product.origin}/admin${route}`)
    await desk.getByText(ready).first().waitFor()
    await desk.waitForLoadState('networkidle')
    await desk.waitForTimeout(SETTLE_MS)
    await desk.screenshot({ path: path.join(FOLDER, `${name}.png`) })
  }
  await show('console-today', '/', '三个率')
  await show('console-cases', '/cases', '诉求')
  await show('console-coverage', '/places?show=coverage', '要是在这儿加一处')
  await show('console-bookings', '/bookings', '打印签到单')
  await desk.goto(`${journey.product.origin}/admin/places/import`)
  await desk.getByLabel(/选一个文件/).setInputFiles({ name: '东岸的店.csv', mimeType: 'text/csv', buffer: SHOPS })
  await desk.getByText(/^可能重复 \d+$/).click()
  await desk.getByText('合并', { exact: true }).waitFor()
  await desk.waitForTimeout(SETTLE_MS)
  await desk.screenshot({ path: path.join(FOLDER, 'console-import.png') })
  await desk.goto(`${journey.product.origin}/admin/territory`)
  const communities = desk.getByRole('list').filter({ hasText: '黄河社区（演示）' }).first()
  await communities.getByRole('link', { name: /黄河社区（演示）/ }).click()
  await desk.getByRole('button', { name: '合并', exact: true }).click()
  await desk.getByLabel('并进来的').click()
  await desk.getByTitle('颐园社区（演示）').click()
  await desk.keyboard.press('Escape')
  await desk.getByText(/^颐园社区（演示）并入/).waitFor()
  await desk.waitForTimeout(SETTLE_MS)
  await desk.screenshot({ path: path.join(FOLDER, 'console-territory.png') })
} finally {
  await journey.end()
}

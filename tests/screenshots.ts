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
} finally {
  await journey.end()
}

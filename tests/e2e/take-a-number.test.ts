import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, signInAs, startJourney, type Journey } from '../support/journey'

const UPRIGHT = { viewport: { width: 1080, height: 1920 }, hasTouch: true }
const WALL = { viewport: { width: 1920, height: 1080 } }

let journey: Journey
let clerk: Page
let kiosk: Page
let screen: Page
let phone: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

const windowOnScreen = (window: number) => screen.locator('.display__window', { hasText: `${window}号窗口` })

it('the office hangs a screen and binds a kiosk', async () => {
  clerk = await journey.visit('/admin/hall', DESK)
  await enterConsole(clerk, 'clerk')
  await clerk.getByRole('link', { name: '大厅设置' }).click()
  await clerk.getByRole('button', { name: '要一个大屏地址' }).click()
  const address = await clerk.getByLabel('大屏的地址').inputValue()
  screen = await journey.visit(new URL(address).pathname + new URL(address).hash, WALL)
  await windowOnScreen(3).getByText('C001').waitFor()

  await clerk.getByLabel('自助机叫什么').fill('大厅门口')
  await clerk.getByRole('button', { name: '加一台' }).click()
  const code = (await clerk.locator('.hall__pairing').innerText()).replace(/\s/g, '').slice(0, 8)
  kiosk = await journey.visit('/kiosk/', UPRIGHT)
  for (const digit of code) await kiosk.getByRole('button', { name: digit, exact: true }).click()
  await kiosk.getByRole('button', { name: '绑定' }).click()
  await kiosk.getByRole('heading', { name: '取个号' }).waitFor()
})

it('a number is taken at the kiosk, and another by phone', async () => {
  await kiosk.getByRole('button', { name: /^家庭医生/ }).click()
  expect(await kiosk.locator('.slip__paper strong').innerText()).toBe('C003')
  await kiosk.getByRole('button', { name: '好了' }).click()
  await kiosk.getByRole('heading', { name: '取个号' }).waitFor()

  phone = await journey.visit('/#/people/sign-in')
  await signInAs(phone, '王秀英')
  await phone.getByText('一刻钟内').waitFor()
  const place = new URL(clerk.url()).pathname.split('/').pop()
  await phone.goto(`${journey.product.origin}/#/hall/hall?id=${place}`)
  await phone.getByRole('button', { name: '取家庭医生的号' }).click()
  await phone.locator('.ticket').getByText('C004').waitFor()
  await phone
    .locator('.ticket')
    .getByText(/^前面 2/)
    .waitFor()
})

it('the window calls, the screen shows it, and the phone is told', async () => {
  await clerk.getByRole('link', { name: '去叫号' }).click()
  await clerk.getByText('3 号', { exact: true }).click()
  await clerk.getByText('C001', { exact: true }).waitFor()
  for (const code of ['C002', 'C003']) {
    await clerk.keyboard.press('Enter')
    await clerk.locator('.hall__code', { hasText: code }).waitFor()
    await windowOnScreen(3).getByText(code).waitFor()
  }
  await clerk.getByRole('button', { name: /叫下一位/ }).click()

  await phone
    .locator('.ticket')
    .getByText(/请到.3.号窗口/)
    .waitFor()
  await windowOnScreen(3).getByText('C004').waitFor()
  await phone.goto(`${journey.product.origin}/#/tabs/notices`)
  await phone.getByText('给我的消息').click()
  await phone.getByText('叫到您了，请到 3 号窗口').waitFor()
})

it('who is served leaves the screen, and a slip of the hand is taken back', async () => {
  await clerk.getByRole('button', { name: /办完了/ }).click()
  await windowOnScreen(3).getByText('空着').waitFor()
  await clerk.getByText(/^办完 \d+$/).click()
  await clerk.locator('.hall__row', { hasText: 'C004' }).getByRole('button', { name: '撤回' }).click()
  await windowOnScreen(3).getByText('C004').waitFor()
  await clerk.getByRole('button', { name: /办完了/ }).click()
  await windowOnScreen(3).getByText('空着').waitFor()
})

it('the kiosk wipes itself after asking, and a lost line comes back by itself', async () => {
  await kiosk.clock.install()
  await kiosk.getByRole('button', { name: /我约好了/ }).click()
  for (const digit of '1234') await kiosk.getByRole('button', { name: digit, exact: true }).click()
  await kiosk.clock.fastForward(46_000)
  await kiosk.getByRole('heading', { name: '还在吗？' }).waitFor()
  await kiosk.clock.fastForward(15_000)
  await kiosk.getByRole('heading', { name: '取个号' }).waitFor()
  await kiosk.getByRole('button', { name: /我约好了/ }).click()
  expect(await kiosk.getByLabel('4 位码').inputValue()).toBe('')

  await screen.context().setOffline(true)
  await screen.getByText('连接断了，号码可能不是最新的').waitFor()
  await screen.context().setOffline(false)
  await screen.getByText('连接断了，号码可能不是最新的').waitFor({ state: 'detached' })
})

it('a kiosk and a screen that are revoked show nothing more', async () => {
  await clerk.getByRole('link', { name: '大厅设置' }).click()
  await clerk.getByRole('button', { name: '停用' }).first().click()
  await clerk.getByRole('tooltip').getByRole('button', { name: '停用' }).click()
  await screen.getByText('这个屏幕还没接上').waitFor()
  await clerk.locator('.hall__kiosks').getByRole('button', { name: '停用' }).click()
  await clerk
    .getByRole('tooltip', { name: /大厅门口/ })
    .getByRole('button', { name: '停用' })
    .click()
  await kiosk.clock.fastForward(10_000)
  await kiosk.getByText('这台自助机停用了').waitFor()
})

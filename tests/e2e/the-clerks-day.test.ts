import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { DESK } from '../support/browser'
import { enterConsole, openSection, register, startJourney, type Journey } from '../support/journey'

/** Lunch has begun: people can be marked as missing. */
const LUNCH = 11 * 60 + 35

let journey: Journey
let clerk: Page
beforeAll(async () => {
  journey = await startJourney(LUNCH)
  // As a desk whose system asks for less motion: drop-downs and dialogs stand where they are opened.
  clerk = await journey.visit('/admin/', { ...DESK, reducedMotion: 'reduce' })
  await enterConsole(clerk, 'clerk')
})
afterAll(() => journey.end())

const open = (label: string) => clerk.getByLabel('助餐的哪一页').getByText(label, { exact: true }).click()
const lunch = () => clerk.getByRole('region', { name: /午餐第一批/ })

it('next week’s menus begin as last week’s, and one dish is put on several days', async () => {
  await openSection(clerk, '助餐')
  await open('菜单')
  await clerk.getByRole('button', { name: '下一周' }).click()
  await clerk.getByRole('button', { name: '照抄上周' }).click()
  await clerk.getByRole('button', { name: '存好 14 场' }).waitFor()
  await clerk.getByRole('button', { name: /周三 午餐第一批的菜单/ }).click()
  await clerk.getByRole('button', { name: '加一道菜' }).click()
  await clerk.getByLabel('菜名').last().fill('腊八粥')
  await clerk.getByLabel('这几天也有').last().click()
  await clerk.getByTitle(/周四/).last().click()
  await clerk.keyboard.press('Tab')
  await clerk.getByRole('button', { name: '放进菜单' }).click()
  await clerk.getByRole('button', { name: /存好/ }).click()
  await clerk.getByRole('button', { name: '没有改动' }).waitFor()
  await clerk.reload()
  for (const day of ['周三', '周四'])
    await clerk
      .getByRole('button', { name: new RegExp(`${day} 午餐第一批的菜单`) })
      .getByText('腊八粥')
      .waitFor()
})

it('the kitchen list counts what is cooked, and orders the way of what is brought', async () => {
  await open('厨房')
  await lunch().getByText('红烧鸡块').or(lunch().getByText('土豆烧肉')).first().waitFor()
  expect(Number(await lunch().locator('.kitchen__sum b').innerText())).toBeGreaterThan(0)
  await lunch().getByText('送到家').first().waitFor()
  expect(await lunch().locator('.route li').count()).toBeGreaterThan(0)
})

it('somebody arrives and pays cash', async () => {
  const day = await clerk.evaluate(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  const answer = await clerk.request.get(`${journey.product.origin}/api/v1/staff/bookings?day=${day}&limit=200`, {
    headers: { 'X-Client': 'console' },
  })
  const booked = ((await answer.json()) as { items: StaffBooking[] }).items
  const guest = booked.find(({ state, sitting }) => state.code === 'confirmed' && sitting.title === '午餐第一批')!
  await lunch().getByRole('link', { name: '名单和签到' }).click()
  await clerk.getByLabel('在名单里找').fill(guest.code)
  await clerk.getByLabel('在名单里找').press('Enter')
  await clerk.getByText(/^到了，收现金/).click()
  await clerk.getByRole('checkbox', { name: `${guest.who.name} 到了`, checked: true }).waitFor()
  await clerk.getByLabel('在名单里找').fill('')
})

it('a walk-in at the counter is registered, booked and checked in', async () => {
  await register(clerk, { name: '于守田', birthYear: '1946', phone: '13800000322' })
  await clerk.getByRole('listitem').filter({ hasText: '于守田' }).getByRole('button', { name: '帮着预约' }).click()
  const drawer = clerk.getByRole('dialog', { name: '替居民预约' })
  await drawer.getByLabel('哪一场').click()
  await drawer.getByLabel('哪一场').fill('午餐第一批')
  await clerk.locator('.ant-select-item-option').filter({ hasText: '午餐第一批' }).first().click()
  await drawer.getByText('收 4').waitFor()
  await drawer.getByRole('button', { name: '约好' }).dblclick()
  await drawer.waitFor({ state: 'hidden' })
  await clerk.getByLabel('在名单里找').fill('于守田')
  await clerk.getByRole('checkbox', { name: '于守田 到了', checked: false }).waitFor()
  expect(await clerk.getByText(/^于守田约好了/).count()).toBe(1)
  await clerk.getByLabel('在名单里找').press('Enter')
  await clerk.getByText(/^到了，收现金/).click()
  await clerk.getByRole('checkbox', { name: '于守田 到了', checked: true }).waitFor()
  await clerk.getByLabel('在名单里找').fill('')
})

it('who did not come is marked', async () => {
  const rows = clerk.locator('.roll__i', { has: clerk.getByRole('checkbox', { checked: false }) })
  await rows.first().getByRole('button', { name: /更多$/ }).click()
  await clerk.getByRole('menuitem', { name: '没来' }).click()
  await clerk.getByText(/^没来 [1-9]/).waitFor()
})

it('the till is counted and closed; a missing yuan needs its reason', async () => {
  await openSection(clerk, '助餐')
  await open('收款')
  const closing = clerk.getByRole('region', { name: '关账' })
  const cash = Number((await closing.locator('li', { hasText: '收现金' }).locator('b').innerText()).split('\u00a0')[0])
  expect(cash).toBeGreaterThan(0)
  await closing.getByLabel('点一点，有多少现金（元）').fill(String(cash - 1))
  await closing.getByLabel('差在哪儿').fill('找错一块')
  await closing.getByRole('button', { name: '关账' }).click()
  // Some people of the demo have no record of coming or not: their names are asked about first.
  await clerk
    .getByRole('dialog', { name: /^还有 \d+ 位没到/ })
    .getByRole('button', { name: '不等了，关账' })
    .click()
  await closing.getByText('已经关账').waitFor()
  await closing.getByText('差额：找错一块').waitFor()
})

it('an administrator opens the till again, with a reason that is not for residents', async () => {
  const admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  await admin.goto(`${journey.product.origin}/admin/meals/till`)
  await admin.getByRole('button', { name: '重新打开' }).click()
  const asks = admin.getByRole('dialog', { name: /^重新打开/ })
  await asks.getByRole('button', { name: '重新打开' }).click()
  await asks.getByText('写一句原因', { exact: true }).waitFor()
  await asks.getByLabel('为什么重新打开').fill('袁奶奶的四块没记上')
  await asks.getByRole('button', { name: '重新打开' }).click()
  await admin.getByRole('region', { name: '关账' }).getByRole('button', { name: '关账' }).waitFor()
})

it('the month goes to who pays the subsidy as an Excel file', async () => {
  await open('月报')
  await clerk.getByText(/^合计/).waitFor()
  const saved = clerk.waitForEvent('download')
  await clerk.getByRole('button', { name: '存成 Excel' }).click()
  expect((await saved).suggestedFilename()).toMatch(/就餐和补贴\.xlsx$/)
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CalendarSitting } from '@yike/shared/schedule/schemas'
import { addDays } from '@yike/shared/time/china'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, startJourney, type Journey } from '../support/journey'

let journey: Journey
let desk: Page
let today: string
let serviceId: string
beforeAll(async () => {
  journey = await startJourney()
  desk = await journey.visit('/admin/', DESK)
  await enterConsole(desk, 'clerk')
  const services = (await ask('/staff/services?limit=100')) as { items: { id: string; name: string }[] }
  serviceId = services.items.find(({ name }) => name === '午餐')!.id
  today = await desk.evaluate(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
})
afterAll(() => journey.end())

const ask = async (path: string): Promise<unknown> =>
  (await desk.request.get(`${journey.product.origin}/api/v1${path}`, { headers: { 'X-Client': 'console' } })).json()
const lunches = async (from: string, to: string) =>
  ((await ask(`/staff/calendar?from=${from}&to=${to}&serviceId=${serviceId}`)) as { items: CalendarSitting[] }).items
const times = (name: string) => desk.getByRole('combobox', { name, exact: true })
const button = (name: string | RegExp) => desk.getByRole('button', { name })
const cell = (day: string) => desk.locator(`.ant-picker-dropdown:visible td[title="${day}"]`).first()

it('a clerk makes the winter series, and sees before which days are closed', async () => {
  await desk.goto(`${journey.product.origin}/admin/services/${serviceId}/sittings`)
  await button('长期排班').click()
  await desk.getByLabel('这套排班叫什么').fill('冬季加餐')
  await desk.getByLabel('叫什么', { exact: true }).fill('下午茶')
  await times('从几点').first().fill('15:00')
  await desk.keyboard.press('Tab')
  await times('到几点').last().fill('15:30')
  await desk.keyboard.press('Tab')
  await button('先看看排出来什么样').click()
  await desk.getByText('没有人受影响').waitFor()
  await button('就这么排').click()
  await desk.getByText('下午茶 周一到周五 15:00-15:30，40 位').waitFor()
  const week = await lunches(addDays(today, 1), addDays(today, 3))
  expect(week.filter(({ title }) => title === '下午茶')).toHaveLength(3)
})

it('closes two days at once for one reason, one by hand and one by the keyboard', async () => {
  const closed = [addDays(today, 8), addDays(today, 9)]
  await desk.locator('.series__i', { hasText: '冬季加餐' }).getByRole('button', { name: '改' }).click()
  const days = desk.getByLabel('挑不一样的日子，可以挑很多天')
  await days.fill(closed[0]!)
  await days.press('Enter')
  await button(/^去掉\d+月\d+日$/).waitFor()
  await cell(closed[1]!).click()
  await desk.getByLabel('为什么不一样').fill('元旦')
  await button('加上 2 天').click()
  await button('先看看会怎么样').click()
  await desk.getByText('没有人受影响').waitFor()
  await button('就这么改').click()
  await desk.getByText(/2.天不一样：.*元旦/).waitFor()
  const left = await lunches(closed[0]!, closed[1]!)
  expect(left.filter(({ title }) => title === '下午茶')).toEqual([])
})

it('drags one to Saturday in the calendar, and puts it back', async () => {
  await desk.goto(`${journey.product.origin}/admin/bookings/calendar?service=${serviceId}`)
  const saturday = desk.locator('.week__table tbody tr').first().locator('td').nth(5)
  await desk
    .locator('.week__table tbody tr')
    .first()
    .locator('td')
    .nth(2)
    .getByRole('button', { name: /下午茶/ })
    .dragTo(saturday)
  await desk.getByText('没有人受影响').waitFor()
  // A sheet that is still opening takes no tap.
  await desk.locator('.ant-modal:not([class*="zoom-"])').waitFor()
  await button('就这么改').click()
  await saturday.getByRole('button', { name: /下午茶/ }).waitFor()
  await button('撤销').click()
  await desk.getByText('放回去了').waitFor()
  await saturday.getByRole('button', { name: /下午茶/ }).waitFor({ state: 'detached' })
})

it('with the keyboard moves tomorrow’s first lunch earlier, and those who booked it go along by name', async () => {
  const [lunch] = (await lunches(addDays(today, 1), addDays(today, 1))).filter(({ title }) => title === '午餐第一批')
  expect(lunch!.taken).toBeGreaterThan(0)
  const chip = desk
    .locator('.week__table tbody tr')
    .first()
    .locator('td')
    .nth(2)
    .getByRole('button', { name: /午餐第一批/ })
  await chip.focus()
  await desk.keyboard.press('Enter')
  await times('从几点').first().fill('10:45')
  await desk.keyboard.press('Tab')
  await times('到几点').last().fill('11:15')
  await desk.keyboard.press('Tab')
  await button('先看看会怎么样').click()
  await desk.getByText(/碰到.*份预约/).waitFor()
  await desk.locator('.look__who').first().waitFor()
  await desk.getByLabel('为什么改').fill('厨房检修，提前一点')
  await button('就这么改').click()
  await desk.getByRole('button', { name: /^10:45 午餐第一批/ }).waitFor()
  const moved = (await lunches(addDays(today, 1), addDays(today, 1))).find(({ title }) => title === '午餐第一批')!
  expect([moved.startsAt.slice(11, 16), moved.taken]).toEqual(['10:45', lunch!.taken])
})

it('a grid worker who stands asks on the phone whose turn it is, and says yes for them in one tap', async () => {
  const phone = await journey.visit('/#/people/settings')
  await bindStaff(phone, 'grid', '李国强')
  await phone.getByText(/位要打电话/).click()
  await phone.getByRole('button', { name: '答应' }).first().click()
  await phone.getByText('眼下没有等答应的').waitFor()
})

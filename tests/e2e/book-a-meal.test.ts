import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

let daughter: Page
let digits: string

it('a daughter books a lunch for her mother, and signs in only when it needs her', async () => {
  daughter = await journey.visit('/')
  await daughter.getByRole('link', { name: '订餐' }).click()
  await daughter.getByRole('link', { name: '颐园长者食堂' }).first().click()
  await daughter.getByRole('radio', { name: '午餐第二批' }).click()
  await daughter.getByRole('button', { name: /^订 .*午餐第二批/ }).click()
  await daughter.getByRole('button', { name: '给我订好' }).click()
  await signInAs(daughter, '王秀英')
  await daughter.getByRole('radio', { name: '妈妈' }).click()
  await daughter.getByRole('button', { name: '给妈妈订好' }).click()

  digits = (await daughter.locator('.code__digits').innerText()).trim()
  expect(digits).toMatch(/^\d{4}$/)
  expect(await daughter.locator('.code__qr').count()).toBe(1)
})

it('the window checks the mother in by her four digits, and takes what is due at her age', async () => {
  const clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '预约')
  await clerk.getByRole('button', { name: /午餐第一批/ }).click()
  const box = clerk.getByLabel('在名单里找')
  await box.fill(digits)
  await clerk.getByText(`${digits} 是李桂兰的`).waitFor()
  await clerk.getByText('不是这一批').waitFor()
  await clerk.getByRole('link', { name: '去那一批' }).click()
  await clerk.getByRole('region', { name: /午餐第二批/ }).waitFor()

  await box.fill(digits)
  await box.press('Enter')
  await clerk.getByText('到了，收现金 4 元').click()
  await clerk.getByRole('checkbox', { name: '李桂兰 到了', checked: true }).waitFor()
  expect(await box.inputValue()).toBe('')
  expect(await box.evaluate((input) => input === document.activeElement)).toBe(true)
})

it('the daughter sees that her mother came', async () => {
  await daughter.reload()
  await daughter.getByText('已到').waitFor()
  expect(await daughter.locator('.code__qr').count()).toBe(0)
})

it('the bookings of the family are in the calendar of her phone, until she takes the address back', async () => {
  await daughter.goto(`${journey.product.origin}/#/people/settings`)
  await daughter.getByText('放进手机日历').click()
  await daughter.getByRole('button', { name: '生成地址' }).click()
  const address = (await daughter.locator('.person__address').innerText()).trim()

  const calendar = await fetch(address)
  expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(await calendar.text()).toMatch(/^SUMMARY:妈妈：午餐 午餐第二批\r$/m)

  await daughter.getByRole('button', { name: '不用了' }).click()
  await daughter.getByText('地址只显示这一次', { exact: false }).waitFor({ state: 'detached' })
  expect((await fetch(address)).status).toBe(404)
})

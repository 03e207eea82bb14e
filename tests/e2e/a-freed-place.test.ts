import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '@yike/shared/time/china'
import { signInAs, startJourney, tuesday, type Journey } from '../support/journey'
import { layOnOnePlace } from '../support/one-place'

let journey: Journey
let service: string
/** A day on which nobody has anything at this hour. */
const day = addDays(tuesday(), 5)

beforeAll(async () => {
  journey = await startJourney()
  service = (await layOnOnePlace(journey.product.origin, day)).service
})
afterAll(() => journey.end())

/** Chooses the sitting, and is asked to sign in only at the last step; then the tapped action resumes by itself. */
async function ask(name: string, tap: string) {
  const page = await journey.visit(`/#/booking/service?id=${service}`)
  await page.getByRole('radio', { name: new RegExp(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`) }).click()
  await page.getByRole('radio', { name: /夜宵/ }).click()
  await page.getByRole('button', { name: /夜宵(，|$)/ }).click()
  await page.getByRole('button', { name: tap }).click()
  await signInAs(page, name)
  return page
}

let first: Page
let second: Page

it('a resident who comes too late for the last place stands in the line, and reads how many come before', async () => {
  first = await ask('王秀英', '给我订好')
  await first.locator('.code__digits').waitFor()

  second = await ask('钱玉芬', '给我排上队')
  await second.getByText('排在第一个').waitFor()
  expect(await second.locator('.code__digits').count()).toBe(0)
})

it('the place that is given up is offered to them, and they keep it with one tap', async () => {
  await second.goto(`${journey.product.origin}/#/tabs/notices`)
  await second.getByRole('radio', { name: '给我的消息' }).click()
  await first.getByRole('button', { name: '不去了，取消' }).click()
  await first.getByRole('button', { name: /^取消 19:00/ }).click()
  await first.getByText('已取消').waitFor()

  await second.getByText('午餐轮到了').click()
  await second.getByRole('button', { name: '要，给我留着' }).click()
  await second.locator('.code__digits').filter({ visible: true }).waitFor()
})

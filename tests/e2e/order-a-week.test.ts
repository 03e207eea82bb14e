import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
let daughter: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a daughter orders for her mother as last week, in one tap', async () => {
  daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '王秀英')
  await daughter.getByRole('link', { name: '订餐' }).click()
  await daughter.getByRole('link', { name: /午餐 / }).filter({ hasText: '颐园长者食堂' }).first().click()
  await daughter.getByRole('link', { name: /一次订一周/ }).click()
  await daughter.getByRole('radio', { name: '妈妈' }).click()
  await daughter.getByText(/上周 .*：送到家/).waitFor()
  await daughter.getByRole('button', { name: '和上周一样，订 2 份' }).click()

  await daughter.getByText('订好 2 份').waitFor()
  expect(await daughter.getByText('订好了').count()).toBe(2)
  await daughter
    .getByRole('link', { name: /午餐第/ })
    .first()
    .click()
  await daughter.getByText('在家等着就行，送到门口时报这四个数').waitFor()
  await daughter.getByRole('button', { name: '返回' }).filter({ visible: true }).click()
})

it('ticks one more day that is fetched, and sees it priced by her age', async () => {
  await daughter.getByRole('button', { name: '再订几天' }).click()
  await daughter.getByRole('checkbox', { name: /周一 .*午餐第一批/ }).click()
  await daughter.getByRole('radio', { name: '带走' }).click()
  await daughter.getByRole('button', { name: /^给妈妈订 1 份/ }).click()
  await daughter.getByText('订好 1 份').waitFor()
  await daughter.getByRole('link', { name: /周一 .*午餐第一批/ }).click()
  await daughter.getByText(/带走/).locator('visible=true').first().waitFor()
  await daughter.getByText(/按\s80\s岁以上/).waitFor()
})

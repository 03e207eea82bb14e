import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

let daughter: Page
let mother: Page
const go = (page: Page, route: string) => page.goto(`${journey.product.origin}/#${route}`)

it('a mother shows six digits, and her daughter asks by them', async () => {
  mother = await journey.visit('/#/people/sign-in')
  await signInAs(mother, '何淑英')
  await mother.getByText('一刻钟内').waitFor()
  await go(mother, '/people/family')
  await mother.getByRole('button', { name: '出示我的六位码' }).click()
  const digits = (await mother.locator('.code__digits').innerText()).replace(/\s/g, '')
  expect(digits).toMatch(/^\d{6}$/)

  daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '宋春梅')
  await daughter.getByText('一刻钟内').waitFor()
  await go(daughter, '/people/family?add=1')
  await daughter.getByRole('radio', { name: '他也用一刻' }).click()
  await daughter.getByRole('checkbox', { name: '妈妈', exact: true }).click()
  await daughter.getByLabel('六位码').fill(digits)
  await daughter.getByRole('button', { name: '请妈妈同意' }).click()
  await daughter.getByText('等对方同意').waitFor()
})

it('the request comes among the mother’s messages, leads to her family, and she agrees', async () => {
  await go(mother, '/tabs/notices')
  await mother.getByRole('radio', { name: '给我的消息' }).click()
  await mother.getByText('宋春梅想替您办事', { exact: true }).click()
  await mother.getByText('宋春梅（尾号', { exact: false }).filter({ visible: true }).waitFor()
  await mother.getByRole('button', { name: '同意', exact: true }).filter({ visible: true }).click()
  await mother.getByRole('button', { name: '停', exact: true }).waitFor()
})

it('the daughter books a lunch for her', async () => {
  await go(daughter, '/people/family')
  await daughter.getByText('妈妈 何淑英').waitFor()
  await go(daughter, '/tabs/home')
  await daughter.getByRole('link', { name: '订餐' }).click()
  await daughter.getByRole('link', { name: '颐园长者食堂' }).first().click()
  await daughter.getByRole('radio', { name: '午餐第二批' }).click()
  await daughter.getByRole('button', { name: /^订 .*午餐第二批/ }).click()
  await daughter.getByRole('radio', { name: '妈妈' }).click()
  await daughter.getByRole('button', { name: '给妈妈订好' }).click()
  expect((await daughter.locator('.code__digits').innerText()).trim()).toMatch(/^\d{4}$/)
})

it('the mother ends it, and the daughter acts for her no more', async () => {
  await go(mother, '/people/family')
  await mother.getByRole('button', { name: '停', exact: true }).click()
  await mother.getByRole('button', { name: '停掉宋春梅' }).click()
  await mother.getByText('想让儿女替您约', { exact: false }).waitFor()

  await go(daughter, '/people/family')
  await daughter.getByText('还没有添加家人').waitFor()
})

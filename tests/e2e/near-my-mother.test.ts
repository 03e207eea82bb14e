import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInAs, startJourney, type Journey } from '../support/journey'

/** Canteens cook for lunch. */
const NOON = 11 * 60 + 20

let journey: Journey
let page: Page
beforeAll(async () => {
  journey = await startJourney(NOON)
})
afterAll(() => journey.end())

it('a daughter writes down where her mother lives, as it is said', async () => {
  page = await journey.visit('/#/people/family')
  await page.getByRole('button', { name: '登录' }).click()
  await signInAs(page, '孙小梅')
  await page.getByRole('button', { name: '添加家人' }).first().click()
  await page.getByRole('checkbox', { name: '妈妈' }).click()
  await page.getByLabel('姓名').fill('陈秀兰')
  await page.getByLabel('出生年份').fill('1947')
  await page.getByLabel(/住/).fill('文汇 8 号楼 102')
  await page.getByRole('button', { name: '加上妈妈' }).click()
  await page.getByText('文汇 8 号楼 102').waitFor()
})

it('finds a canteen that is open now, by the minutes her mother walks', async () => {
  await page.goto(`${journey.product.origin}/#/directory/circle`)
  await page.getByRole('link', { name: /步速/ }).click()
  await page.getByRole('radio', { name: /妈妈陈秀兰家/ }).click()
  await page.getByText('从这里走，按慢慢走的步速').waitFor()
  await page.getByRole('checkbox', { name: '长者食堂' }).click()
  const canteen = page.getByRole('link', { name: /颐园长者食堂/ })
  await canteen.waitFor()
  expect(await canteen.textContent()).toContain('开着')
  await canteen.click()
  await page.getByRole('button', { name: '带我走过去' }).waitFor()
  // 355 m as the crow flies, by 1.3 for the streets, at 0.8 m/s.
  await page
    .getByText(/^10\s*$/)
    .last()
    .waitFor()
  await page.getByRole('button', { name: '打电话', exact: true }).waitFor()
})

it('and sees what else is, and is not, within reach of her mother', async () => {
  await page.goBack()
  await page.getByRole('link', { name: /该有的 \d+ 样/ }).click()
  await page.getByText('一刻钟够得着什么').waitFor()
  await page.getByText(/从妈妈陈秀兰家算：平常走\s*\d+\s*分，慢慢走\s*\d+\s*分/).waitFor()
  await page
    .getByText(/够不着/)
    .first()
    .waitFor()
})

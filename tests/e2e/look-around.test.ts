import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SMALL_PHONE } from '../support/browser'
import { seeToast, startJourney, type Journey } from '../support/journey'
import { openAddress } from '../support/page-addresses'

let journey: Journey
let visitor: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('the first screen needs one request, and no sign-in', async () => {
  visitor = await journey.visit('/', SMALL_PHONE)
  await visitor.getByRole('link', { name: /^15 分钟/ }).waitFor()
  const asked = await visitor.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.startsWith('/api/')),
  )
  expect(asked).toEqual(['/api/v1/home'])
})

it('fifteen minutes around: searched by words, each with its minutes, down to the page of a place', async () => {
  await visitor.getByRole('link', { name: /^15 分钟/ }).click()
  await visitor.getByLabel('找地方').fill('药房')
  const pharmacy = visitor.getByRole('link', { name: /药房/ }).first()
  await pharmacy.waitFor()
  const rows = visitor.getByRole('link', { name: /步行 \d+ 分钟/ })
  await expect.poll(() => rows.count()).toBeLessThan(6)
  await pharmacy.click()
  await visitor.getByRole('button', { name: '带我走过去' }).waitFor()
  expect(await visitor.getByText('登录').count()).toBe(0)
})

it('a place that is closed stands below those that are open, with when it opens', async () => {
  await openAddress(visitor, 'directory/circle')
  await visitor.getByLabel('找地方').fill('颐园长者食堂')
  await visitor.getByText('这会儿没开门').waitFor()
  await visitor.getByRole('link', { name: /颐园长者食堂.*10:30 开门/ }).waitFor()
})

it('a place that is not there says so and leads on', async () => {
  await visitor.goto(`${journey.product.origin}/#/directory/place?id=000000000000000000000000`)
  await visitor.reload()
  await visitor.getByText('这个地点撤下了').waitFor()
  await visitor.getByRole('button', { name: '给社区打电话' }).waitFor()
})

it('an address that leads nowhere says so and leads home', async () => {
  await visitor.goto(`${journey.product.origin}/?nowhere#/booking/nowhere`)
  await seeToast(visitor, '没有这一页，先回首页')
  await visitor.getByText('一刻钟内').waitFor()
})

it('nothing runs out of the screen at 320 wide', async () => {
  for (const page of ['tabs/home', 'tabs/notices', 'tabs/me', 'directory/circle', 'cases/form', 'booking/service']) {
    await visitor.goto(`${journey.product.origin}/#/${page}`)
    await visitor.reload()
    await visitor.locator('.page:visible').first().waitFor()
    expect(await visitor.evaluate('document.documentElement.scrollWidth'), page).toBeLessThanOrEqual(320)
  }
})

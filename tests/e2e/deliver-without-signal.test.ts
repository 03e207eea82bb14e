import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bindStaff, startJourney, type Journey } from '../support/journey'

let journey: Journey
let cook: Page

/** A door that is marked, and the mark was sent. */
const delivered = () => cook.locator('.kitchen__mark', { hasText: '送到了' }).filter({ hasNotText: '没发出去' }).first()

beforeAll(async () => {
  journey = await startJourney()
  cook = await journey.visit('/#/people/settings')
  await bindStaff(cook, 'cook', '孙师傅')
})
afterAll(() => journey.end())

it('the cook sees what to make, and the doors in walking order', async () => {
  await cook.getByRole('link', { name: /今天做 \d+ 份/ }).click()
  await cook.getByText('菜', { exact: true }).waitFor()
  await cook.getByRole('radio', { name: '送到家' }).click()
  await cook.getByText(/栋楼，一路走/).waitFor()
})

it('marks made without a signal are kept, seen, and sent in order once there is one', async () => {
  await cook.context().setOffline(true)
  const left = Number(await cook.locator('.kitchen__big').innerText())
  await cook.getByRole('button', { name: '送到了' }).first().click()
  await cook.getByText('还有 1 条没发出去').filter({ visible: true }).waitFor()
  await cook.getByText('没发出去', { exact: true }).waitFor()
  expect(Number(await cook.locator('.kitchen__big').innerText())).toBe(left - 1)

  await cook.context().setOffline(false)
  await cook
    .getByText(/条没发出去/)
    .filter({ visible: true })
    .waitFor({ state: 'hidden' })
  await delivered().waitFor()
  await cook.reload()
  await cook.getByRole('radio', { name: '送到家' }).click()
  await delivered().waitFor()
})

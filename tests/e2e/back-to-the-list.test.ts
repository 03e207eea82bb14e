import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enterConsole, startJourney, type Journey } from '../support/journey'

/** Lower than an office's screen, so that every list is longer than it. */
const LOW = { viewport: { width: 1280, height: 480 } }

let journey: Journey
let admin: Page
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', LOW)
  await enterConsole(admin, 'admin')
})
afterAll(() => journey.end())

const open = (address: string) => admin.goto(`${journey.product.origin}/admin${address}`)
const row = (at: number) => admin.locator('tr[data-row-key]').nth(at)
const scrolled = () => admin.evaluate<number>('window.scrollY')
const address = () => new URL(admin.url()).pathname.replace('/admin', '') + new URL(admin.url()).search

/** Scrolls to the eighth row, and says how far down that is. */
async function scrollDown() {
  await row(7).waitFor()
  await row(7).evaluate((it: { scrollIntoView(how: object): void }) => it.scrollIntoView({ block: 'center' }))
  const far = await scrolled()
  expect(far).toBeGreaterThan(0)
  return far
}

it('Esc and the button lead from a case back to the list as it was left', async () => {
  const filtered = '/cases?show=table&view=all'
  await open(filtered)
  const far = await scrollDown()
  const back = [() => admin.keyboard.press('Escape'), () => admin.getByRole('button', { name: '回诉求' }).click()]
  for (const goBack of back) {
    await row(7).click()
    await admin.getByRole('heading', { level: 1 }).waitFor()
    await admin.getByRole('button', { name: '回诉求' }).waitFor()
    expect(await scrolled()).toBe(0)
    await goBack()
    await row(7).waitFor()
    expect(address()).toBe(filtered)
    await expect.poll(scrolled).toBe(far)
  }
})

it('so does the way back of the browser from a place', async () => {
  await open('/places')
  const far = await scrollDown()
  await row(7).click()
  await admin.getByRole('button', { name: '存好' }).waitFor()
  await admin.goBack()
  await row(7).waitFor()
  await expect.poll(scrolled).toBe(far)
})

it('a drawer that is closed by Esc leaves the day and the word that were chosen', async () => {
  await open('/people?q=%E7%8E%8B')
  await admin.getByRole('button', { name: '登记、电话和家人' }).first().click()
  await admin.getByRole('dialog').waitFor()
  await admin.keyboard.press('Escape')
  await admin.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await admin.getByLabel('找居民').inputValue()).toBe('王')

  await open('/bookings')
  await admin.getByText('后一天').click()
  const chosen = address()
  await admin.getByRole('button', { name: /替居民预约/ }).click()
  await admin.getByRole('dialog').waitFor()
  await admin.keyboard.press('Escape')
  await admin.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(address()).toBe(chosen)
})

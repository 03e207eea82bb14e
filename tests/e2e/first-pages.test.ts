import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK, FINE_PHONE, openPage } from '../support/browser'
import { startJourney, type Journey } from '../support/journey'

const KB = 1024

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

/** Kilobytes over the wire for a new visitor, headers included, until the page is seen and nothing is on its way. */
async function kilobytesOf(address: string, device: BrowserContextOptions, seen: (page: Page) => Promise<unknown>) {
  const page = await openPage(journey.browser, device)
  await page.addInitScript(journey.clock)
  const wire = await page.context().newCDPSession(page)
  let bytes = 0
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await wire.send('Network.enable')
  await page.goto(journey.product.origin + address)
  await seen(page)
  await page.waitForLoadState('networkidle')
  await page.context().close()
  return Math.round(bytes / KB)
}

it('home of a new visitor takes at most 160 KB', async () => {
  expect(
    await kilobytesOf('/', FINE_PHONE, (page) => page.getByRole('link', { name: /^15 分钟/ }).waitFor()),
  ).toBeLessThanOrEqual(160)
})

it('the sign-in of the console takes at most 200 KB', async () => {
  expect(
    await kilobytesOf('/admin/', DESK, (page) => page.getByRole('button', { name: '登录' }).waitFor()),
  ).toBeLessThanOrEqual(200)
})

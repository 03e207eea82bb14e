import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SMALL_PHONE } from '../support/browser'
import { startJourney, type Journey } from '../support/journey'

const TEXT = 18
const TARGET = 60

let journey: Journey
let page: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

const sizes = () =>
  page.evaluate(() => {
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width > 0 && height > 0
    }
    const texts = [...document.querySelectorAll('.taro_page:not([style*="none"]) *')].filter(
      (element) =>
        shown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    return {
      text: Math.min(...texts.map((element) => parseFloat(getComputedStyle(element).fontSize))),
      target: Math.min(
        ...[...document.querySelectorAll('.taro_page:not([style*="none"]) button')]
          .filter(shown)
          .map((element) => element.getBoundingClientRect().height),
      ),
      wide: document.documentElement.scrollWidth,
    }
  })

it('is one tap away, and everything in it is large', async () => {
  page = await journey.visit('/', SMALL_PHONE)
  await page.getByRole('button', { name: '长辈版' }).click()
  await page.getByRole('button', { name: '退出长辈版' }).waitFor()

  const { text, target, wide } = await sizes()

  // Everything else has a line of its own below the large doors.
  for (const name of ['生活圈', '课程活动', '借器具', '替家人约'])
    await page.getByRole('link', { name: new RegExp(`^${name}`) }).waitFor()
  expect(text).toBeGreaterThanOrEqual(TEXT)
  expect(target).toBeGreaterThanOrEqual(TARGET)
  expect(wide).toBeLessThanOrEqual(320)
})

it('stays when the page is opened again, and on the pages behind', async () => {
  await page.reload()
  await page.getByRole('button', { name: '退出长辈版' }).waitFor()
  await page.getByRole('link', { name: '订餐' }).click()
  await page.getByRole('link', { name: '颐园长者食堂' }).first().click()
  await page.getByRole('button', { name: /^订 / }).waitFor()

  const { text, wide } = await sizes()

  expect(text).toBeGreaterThanOrEqual(TEXT)
  expect(wide).toBeLessThanOrEqual(320)
})

it('always has a way to call a human', async () => {
  expect(await page.getByRole('button', { name: /打电话/ }).count()).toBeGreaterThan(0)
})

it('is left by one tap', async () => {
  await page.goto(`${journey.product.origin}/`)
  await page.getByRole('button', { name: '退出长辈版' }).click()
  await page.getByRole('button', { name: '长辈版' }).waitFor()
})

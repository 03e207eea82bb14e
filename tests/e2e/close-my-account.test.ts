import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Me } from '@yike/shared/people/schemas'
import { instantAt } from '@yike/shared/time/china'
import { launchBrowser, openPage } from '../support/browser'
import { callAs, clockFlags, demoFolder, movingClock, signInAs, tuesday } from '../support/journey'
import { startProduct, type Product } from '../support/product'

const MORNING = 9 * 60 + 10
const WEEK_MS = 7 * 86_400_000
const clockOf = (later: number) => movingClock(instantAt(tuesday(), MORNING).getTime() - Date.now() + later)

let browser: Browser
let folder: string
let product: Product
let page: Page

/** The product on the same data at another time, and a visitor whose clock agrees. */
async function start(later = 0) {
  product = await startProduct({ DATA_DIR: folder }, clockFlags(clockOf(later)))
  page = await openPage(browser)
  await page.addInitScript(clockOf(later))
}
const go = (route: string) => page.goto(`${product.origin}/#${route}`)
async function signIn() {
  await go('/people/sign-in')
  await signInAs(page, '钱多多')
  // Back to where the tap came from, or home. An account that is erased at this moment refuses; the next try is another.
  await page.waitForURL((url) => !url.hash.includes('sign-in'), { timeout: 3000 })
}

beforeAll(async () => {
  folder = await demoFolder()
  browser = await launchBrowser()
  await start()
})
afterAll(async () => {
  await browser.close()
  await product.stop()
})

it('somebody who has booked reads all that is on record, and saves it', async () => {
  await signIn()
  await go('/tabs/home')
  await page.getByRole('link', { name: '订餐' }).click()
  await page.getByRole('link', { name: '颐园长者食堂' }).first().click()
  await page.getByRole('radio', { name: '午餐第二批' }).click()
  await page.getByRole('button', { name: /^订 .*午餐第二批/ }).click()
  await page.getByRole('button', { name: '订好' }).click()
  await page.locator('.code__digits').waitFor()

  await go('/people/settings')
  await page.getByText('我们记了您什么').filter({ visible: true }).click()
  await page.getByRole('heading', { name: '预约' }).waitFor()
  await page.getByText('午餐第二批', { exact: false }).filter({ visible: true }).first().waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '存成文件' }).click(),
  ])
  const saved = JSON.parse(readFileSync((await file.path())!, 'utf8')) as {
    name: string
    sections: { title: string }[]
  }
  expect(saved.name).toBe('钱多多')
  expect(saved.sections.map(({ title }) => title)).toEqual(expect.arrayContaining(['基本资料', '登录', '预约']))
})

it('withdraws a consent, and gives it again', async () => {
  await go('/privacy/consents')
  await page.getByRole('button', { name: '撤回同意：微信和短信提醒' }).click()
  await page.getByText('不再发微信和短信').waitFor()
  await page.getByRole('button', { name: '撤回同意', exact: true }).click()
  await page.getByRole('button', { name: '同意：微信和短信提醒', exact: true }).click()
  await page.getByRole('button', { name: '撤回同意：微信和短信提醒' }).waitFor()
})

/** From the settings to the typed word. */
async function closeAccount() {
  await go('/people/settings')
  await page.getByText('注销账号', { exact: true }).filter({ visible: true }).click()
  await page.getByRole('heading', { name: '预约到那天结束（1）' }).waitFor()
  await page.getByRole('button', { name: '看明白了，下一步' }).click()
  await page.getByLabel('写“注销”').fill('注销')
  await page.getByRole('button', { name: '注销账号' }).click()
  await page.getByText('现在已经退出登录', { exact: false }).waitFor()
}

it('deletes the account in two steps, and takes it back within a week', async () => {
  await closeAccount()
  await signIn()
  await go('/tabs/me')
  await page.getByRole('button', { name: '去看看，不注销了' }).click()
  await page.getByRole('button', { name: '不注销了', exact: true }).click()
  await page.getByRole('heading', { name: '预约到那天结束（1）' }).waitFor()
})

it('after a week nobody of that name is there, and the same sign-in begins anew', async () => {
  await closeAccount()
  await product.stop()
  await start(WEEK_MS)
  // The job looks every second: whoever signs in before it reads that the account closes.
  const closesOn = async () => {
    await signIn()
    return ((await callAs(page, 'h5', { method: 'GET', path: '/me' })) as Me).eraseOn
  }
  await expect.poll(closesOn, { timeout: 20_000 }).toBe(null)
  await go('/booking/bookings')
  await page.getByText('还没有约好的').waitFor()
  await go('/privacy/data')
  await page.getByRole('heading', { name: '基本资料' }).waitFor()
  expect(await page.getByRole('heading', { name: '预约' }).count()).toBe(0)
})

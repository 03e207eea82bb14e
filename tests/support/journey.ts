import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { addDays, dayOf, instantAt, weekdayOf } from '@yike/shared/time/china'
import { codeAt } from '../../admin-api/src/testing/authenticator'
import { launchBrowser, openPage, PHONE } from './browser'
import { confirmPhone, DEMO_PASSWORD } from './confirm-phone'
import { startProduct, type Product } from './product'

const TUESDAY = 2
const MORNING = 9 * 60 + 10

/** The next Tuesday whose 9:10 in Shanghai is still to come: then lunch can be booked, and everything is open. */
export function tuesday() {
  let day = dayOf(new Date())
  while (weekdayOf(day) !== TUESDAY || instantAt(day, MORNING) < new Date()) day = addDays(day, 1)
  return day
}

/**
 * A script that moves the clock of a page, or of a process, forward. Only forward, or cookies that live for half an
 * hour would be expired at birth.
 */
export const movingClock = (ahead: number) => `{
  const now = Date.now
  Date.now = () => now() + ${ahead}
  globalThis.Date = new Proxy(Date, {
    construct: (Real, args) => (args.length === 0 ? new Real(now() + ${ahead}) : new Real(...args)),
  })
}`

export interface Journey {
  product: Product
  /** The script that sets any clock to the journey's. */
  clock: string
  browser: Browser
  /** Opens a page of a new visitor, whose clock agrees with the server's. */
  visit(path: string, device?: Parameters<typeof openPage>[1]): Promise<Page>
  end(): Promise<void>
}

/** Flags of Node that set the clock of a process. */
export const clockFlags = (clock: string) => ['--import', `data:text/javascript,${encodeURIComponent(clock)}`]

/**
 * A folder with the demo community of this Tuesday to start from, made by the first journey that needs it, for all
 * journeys of a run. Null outside of a run.
 */
async function demoData(clock: string): Promise<string | null> {
  const folder = process.env.DEMO_FOLDER
  if (!folder) return null
  const seeded = path.join(folder, 'seeded')
  if (!existsSync(seeded)) {
    const making = mkdtempSync(path.join(folder, 'making-'))
    const product = await startProduct({ DATA_DIR: making }, clockFlags(clock))
    await product.stop()
    // When two make it at once the second finds it made.
    if (!existsSync(seeded)) renameSync(making, seeded)
  }
  const copy = mkdtempSync(path.join(folder, 'copy-'))
  cpSync(seeded, copy, { recursive: true })
  return copy
}

/** A data folder that holds the demo community. */
export async function demoFolder(): Promise<string> {
  const folder = await demoData(movingClock(instantAt(tuesday(), MORNING).getTime() - Date.now()))
  if (!folder) throw new Error('There is no DEMO_FOLDER: run this through vitest.config.ts.')
  return folder
}

/** The whole product on the demo community, on a Tuesday at `minute`; and the script that sets any clock to it. */
export async function startOnTuesday(
  minute = MORNING,
  env: Record<string, string> = {},
): Promise<{ product: Product; clock: string }> {
  const clockAt = (at: number) => movingClock(instantAt(tuesday(), at).getTime() - Date.now())
  const data = await demoData(clockAt(MORNING))
  const clock = clockAt(minute)
  const product = await startProduct({ ...(data ? { DATA_DIR: data } : {}), ...env }, clockFlags(clock))
  return { product, clock }
}

/**
 * The same, in a browser; `env` are settings of the product. A walk that only looks needs no wait between its steps: its
 * `slowMo` is 0.
 */
export async function startJourney(
  minute?: number,
  { slowMo, env }: { slowMo?: number; env?: Record<string, string> } = {},
): Promise<Journey> {
  const [{ product, clock }, browser] = await Promise.all([startOnTuesday(minute, env), launchBrowser(slowMo)])
  const opened: { page: Page; errors: string[] }[] = []
  return {
    product,
    clock,
    browser,
    async visit(path, device = PHONE) {
      const page = await openPage(browser, device)
      await page.addInitScript(clock)
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      opened.push({ page, errors })
      await page.goto(`${product.origin}${path}`)
      return page
    },
    async end() {
      await browser.close()
      await product.stop()
      // Shown beside a failed test as its reason; LOG_LEVEL is warn.
      const logged = product
        .printed()
        .split('\n')
        .filter((line) => line.startsWith('{'))
      if (logged.length > 0) process.stderr.write(`The server logged:\n${logged.join('\n')}\n`)
      const errors = opened.flatMap((each) => each.errors)
      if (errors.length > 0) throw new Error(`Scripts of the pages failed:\n${errors.join('\n')}`)
    },
  }
}

/** Waits until a toast is fully in sight. One that a change of page hides at once never is. */
export const seeToast = (page: Page, words: string) =>
  page.waitForFunction(
    (said) =>
      [...document.querySelectorAll('.taro__toast')].some(
        (toast) => toast.textContent === said && getComputedStyle(toast).opacity === '1',
      ),
    words,
  )

/** On the sign-in page of the mini-program: reads, agrees, and returns to the tap that asked. */
export async function signInAs(page: Page, name: string) {
  await page.getByLabel('您叫什么').fill(name)
  await page.getByRole('checkbox', { name: '我看过并同意用户协议和隐私说明' }).click()
  await page.getByRole('button', { name: `以${name}的身份登录` }).click()
}

/** On the settings page of the mini-program: asks to join the phone to a staff account of the demo. */
export async function askToBind(page: Page, username: string, name: string) {
  await page.getByText('我是工作人员').click()
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: '绑这部手机' }).click()
  await signInAs(page, name)
}

/** The same, confirmed by the member of staff themself: opens 工作台. Nobody confirms a phone that the demo has bound. */
export async function bindStaff(page: Page, username: string, name: string) {
  await askToBind(page, username, name)
  const [number, desk] = [page.getByText('核对这个数字'), page.getByText('我要休假')]
  await number.or(desk).first().waitFor()
  if (await number.isVisible()) {
    await confirmPhone(new URL(page.url()).origin, username)
    await page.getByRole('button', { name: '确认好了，看一下' }).click()
  }
  await desk.waitFor()
}

/** On the sign-in page of the console. */
export async function signInToConsole(page: Page, username: string, password: string) {
  await page.getByLabel('账号').fill(username)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

/** The console, signed in by an account of the demo. */
export async function enterConsole(page: Page, username: string) {
  await signInToConsole(page, username, DEMO_PASSWORD)
  await page.getByRole('navigation').first().waitFor()
}

/**
 * The first sign-in of an administrator: the secret is typed off the page into an authenticator, and returned. `onShown`:
 * called while the page shows its picture.
 */
export async function setUpAuthenticator(page: Page, onShown: () => Promise<void> = () => Promise.resolve()) {
  await page
    .getByRole('img', { name: '验证器要扫的二维码' })
    .or(page.getByLabel('验证器要扫的二维码'))
    .first()
    .waitFor()
  await onShown()
  const secret = (await page.locator('.signin__secret').innerText()).replace(/\s/g, '')
  await page.getByLabel('动态码').fill(codeAt(secret, new Date(await page.evaluate<number>('Date.now()'))))
  await page.getByRole('button', { name: '设好，登录' }).click()
  await page.getByRole('button', { name: '放好了，进去' }).waitFor()
  const spare = await page.getByRole('list', { name: '备用码' }).getByRole('listitem').count()
  if (spare !== 10) throw new Error(`There are ${spare} spare codes, and should be 10.`)
  await page.getByRole('button', { name: '放好了，进去' }).click()
  return secret
}

/** Calls the API as the person signed in on this page, with what a browser sends along. */
export async function callAs(
  page: Page,
  client: 'h5' | 'console',
  { method, path, data }: { method: 'GET' | 'POST' | 'PATCH'; path: string; data?: object },
) {
  const { origin } = new URL(page.url())
  const csrf = (await page.context().cookies()).find(({ name }) => name === 'yike_csrf')?.value ?? ''
  const headers = { 'X-Client': client, 'X-CSRF-Token': csrf, 'Idempotency-Key': randomUUID() }
  const answer = await page.request.fetch(`${origin}/api/v1${path}`, { method, headers, data })
  if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`)
  return (await answer.json()) as unknown
}

const sectionLink = (page: Page, label: string) =>
  page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: label })

/** Taps a section in the main menu, where something may hold the page back: the work listed beside it may carry the same word. */
export const tapSection = (page: Page, label: string) => sectionLink(page, label).click()

/**
 * Opens a section of the console by its main menu, and waits until it is the page: rows of the page before it could answer
 * what is looked for next.
 */
export async function openSection(page: Page, label: string) {
  await tapSection(page, label)
  await sectionLink(page, label).and(page.locator('[aria-current=page]')).waitFor()
}

/** In the console: registers a resident at the counter, and finds them in the list. */
export async function register(
  page: Page,
  {
    name,
    birthYear,
    phone,
    home,
    guardian,
  }: { name: string; birthYear: string; phone?: string; home?: string; guardian?: boolean },
) {
  await openSection(page, '居民')
  await page.getByRole('button', { name: '登记没有手机的居民' }).click()
  const form = page.getByRole('dialog', { name: '登记一位居民' })
  await form.getByLabel('姓名').fill(name)
  await form.getByLabel('出生年份').fill(birthYear)
  if (phone) await form.getByLabel('电话').fill(phone)
  if (home) await form.getByLabel('住哪儿').fill(home)
  if (guardian) await form.getByLabel('问过监护人，监护人同意').check()
  await form.getByRole('button', { name: /登\s?记/ }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('listitem').filter({ hasText: name }).waitFor()
}

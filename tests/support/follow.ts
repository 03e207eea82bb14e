import type { Page, Request } from 'playwright-core'
import type { ExpectStatic } from 'vitest'

/** So long nothing is on its way when a page has everything. */
const QUIET_MS = 150

/** Follows addresses of the console as a link does, and waits until their page has everything. `expect` is the test's own. */
export function followerIn(page: Page, expect: ExpectStatic) {
  const onTheWay = new Set<Request>()
  let lastAt = 0
  const note = () => (lastAt = Date.now())
  page.on('request', (request) => {
    note()
    onTheWay.add(request)
  })
  const arrived = (request: Request) => {
    note()
    onTheWay.delete(request)
  }
  page.on('requestfinished', arrived).on('requestfailed', arrived)

  const isQuiet = async () =>
    onTheWay.size === 0 &&
    Date.now() - lastAt > QUIET_MS &&
    (await page.getByRole('status', { name: '正在打开' }).count()) === 0
  const settled = async () => {
    await page.getByRole('main').waitFor()
    await expect.poll(isQuiet, { timeout: 15_000 }).toBe(true)
  }
  /** After an action on the page, such as a click. */
  const settledAfter = async (act: () => Promise<void>) => {
    note()
    await act()
    await settled()
  }
  /** The router opens the address, and the console is not loaded anew. */
  const follow = (address: string) =>
    settledAfter(() =>
      page.evaluate((to) => {
        window.history.pushState(null, '', to)
        window.dispatchEvent(new PopStateEvent('popstate'))
      }, address),
    )
  return { settled, settledAfter, follow }
}

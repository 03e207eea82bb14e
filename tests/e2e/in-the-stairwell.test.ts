import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bindStaff, signInAs, startJourney, type Journey } from '../support/journey'
import { addPhoto } from '../support/photo'

const WORDS = '三楼声控灯换了新的，试过了。'

let journey: Journey
let worker: Page
let title: string
beforeAll(async () => {
  journey = await startJourney()
  worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'grid', '李国强')
})
afterAll(() => journey.end())

const waits = () => worker.getByText(/条没发出去/).filter({ visible: true })

/** The names of all that lies on the phone. */
const keptOnPhone = (): Promise<string[]> =>
  worker.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('yike')
    opening.onerror = reject
    opening.onsuccess = () => {
      const asked = opening.result.transaction('sealed').objectStore('sealed').getAllKeys()
      asked.onsuccess = () => resolve(asked.result.filter((key) => key !== ' key'))
    }
  })`)

/** The number of times that the case says it was done so, as the API has it. */
async function timesDone() {
  const id = new URL(worker.url()).hash.split('id=')[1]
  const answer = await worker.request.get(`${journey.product.origin}/api/v1/staff/cases/${id}`, {
    headers: { 'X-Client': 'h5' },
  })
  const { timeline } = (await answer.json()) as { timeline: { why: string | null; photos: unknown[] }[] }
  return timeline.filter(({ why }) => why === WORDS).map(({ photos }) => photos.length)
}

it('walks from stop to stop, also without a signal, and begins where the worker stands without telling anybody', async () => {
  const round = worker.getByRole('button', { name: '顺路办' })
  const way = (words: string) => worker.getByText(words).filter({ visible: true })
  await round.click()
  await way('从最急的一处走起').waitFor()
  await worker.getByRole('heading', { name: /^1\. / }).waitFor()
  const stops = await worker.getByRole('heading', { name: /^\d+\. / }).count()
  expect(stops).toBeGreaterThan(1)

  await worker.context().grantPermissions(['geolocation'])
  await worker.context().setGeolocation({ longitude: 118.4912345, latitude: 37.4612345 })
  await worker.context().setOffline(true)
  await worker.getByRole('button', { name: '返回' }).click()
  await round.click()
  await worker.getByRole('button', { name: '从我这儿起' }).click()
  await way('从您这儿走起').waitFor()
  await worker
    .locator('.offline')
    .filter({ hasText: /^没连上网，.*看到的/, visible: true })
    .waitFor()
  expect(await worker.getByRole('heading', { name: /^\d+\. / }).count()).toBe(stops)
  await worker.context().setOffline(false)
  await worker.getByRole('button', { name: '返回' }).click()
  await round.waitFor()
})

it('a case that was never opened is there without a signal, and what is done there waits on the phone with its photo', async () => {
  const row = worker.locator('.case-row').first()
  title = (await row.locator('.case-row__title').innerText()).replaceAll('\u00a0', ' ')
  await expect.poll(async () => (await keptOnPhone()).join(), { timeout: 30_000 }).toContain('answer:work:case:')
  // The page itself comes with another case: a mini-program is on the phone as a whole, a browser loads each once.
  await worker.locator('.case-row').nth(1).click()
  await worker.getByText('居民说的').filter({ visible: true }).waitFor()
  await worker.getByRole('button', { name: '返回' }).click()
  await worker.context().setOffline(true)
  await row.click()
  await worker
    .locator('.offline')
    .filter({ hasText: /^没连上网，.*看到的/, visible: true })
    .waitFor()
  await worker.getByText('居民说的').filter({ visible: true }).waitFor()

  await worker.getByRole('button', { name: '办好了' }).click()
  await worker.getByLabel('怎么办好的，居民会读到').fill(WORDS)
  await addPhoto(worker)
  await worker.getByRole('button', { name: '看第 1 张照片' }).waitFor()
  await worker.getByRole('button', { name: '告诉居民办好了' }).click()
  await waits().waitFor()
  await worker.getByText(`${title} 办好了`).filter({ visible: true }).waitFor()
  expect(await timesDone()).toEqual([])
})

it('goes out by itself when the signal is back, once', async () => {
  await worker.context().setOffline(false)
  await waits().waitFor({ state: 'hidden' })
  await worker.getByText(WORDS).filter({ visible: true }).waitFor()

  expect(await timesDone()).toEqual([1])
})

it('keeps nothing of it on the phone after the sign-out', async () => {
  expect(await keptOnPhone()).not.toEqual([])
  await worker.goto(`${journey.product.origin}/?out#/people/settings`)
  await worker.getByText('退出登录').click()
  await expect.poll(keptOnPhone, { timeout: 10_000 }).toEqual([])
})

it('a resident without a signal sees what was last seen, and when: the code, the bookings, the notices, home', async () => {
  const resident = await journey.visit('/#/people/sign-in')
  await signInAs(resident, '王秀英')
  await resident.getByText('一刻钟内').waitFor()
  const hash = (address: string) => resident.evaluate(`location.hash = '#/${address}'`)
  await hash('booking/bookings')
  await resident.getByRole('heading', { name: /^今天 \d+月\d+日/ }).waitFor()
  await resident.getByRole('link').filter({ hasText: '午餐' }).first().click()
  const digits = (await resident.locator('.code__digits').innerText()).trim()
  const booking = new URL(resident.url()).hash.slice(2)
  await hash('tabs/notices')
  await resident.locator('.notices').getByRole('link').first().waitFor()

  // The pages are loaded, so that only their answers are missing: a mini-program is on the phone as a whole.
  await resident.route('**/api/v1/**', (route) => route.abort('internetdisconnected'))
  for (const [address, shown] of [
    ['tabs/home', '一刻钟内'],
    ['booking/bookings', '午餐'],
    [booking, digits],
    ['tabs/notices', '停水'],
  ] as const) {
    await resident.goto(`${journey.product.origin}/?${address.length}#/${address}`)
    await resident.getByText(shown).filter({ visible: true }).first().waitFor()
    await resident
      .getByText(/今天 \d+:\d\d 看到的/)
      .filter({ visible: true })
      .first()
      .waitFor()
  }
})

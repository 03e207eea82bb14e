import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import {
  bindStaff,
  enterConsole,
  openSection,
  seeToast,
  signInAs,
  startJourney,
  type Journey,
} from '../support/journey'
import { addPhoto } from '../support/photo'
import { picture } from '../support/picture'

/** Noise at night, followed to a rating. */
const WORDS = '楼上半夜十二点还在拖桌子，吵得睡不着，说了两次没用。'
const TITLE = '楼上半夜十二点还在拖桌子'

let journey: Journey
let resident: Page
let clerk: Page
let caseAddress: string

beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a resident writes it down; what is written survives leaving the page', async () => {
  resident = await journey.visit('/')
  await resident.getByRole('link', { name: '反映问题' }).click()
  await resident.getByLabel('什么事').fill(WORDS)
  await resident.getByText('噪音').waitFor()
  await resident.getByRole('button', { name: '返回' }).click()
  await resident.getByRole('link', { name: '反映问题' }).click()
  expect(await resident.getByLabel('什么事').inputValue()).toBe(WORDS)
})

it('adds a photo, says where, and is asked who they are only as they hand it in', async () => {
  await addPhoto(resident)
  await resident.getByRole('button', { name: '去掉第 1 张照片' }).waitFor()

  await resident.getByRole('link', { name: '选地方' }).click()
  // A tap before the map is drawn chooses nothing.
  await resident.locator('.map__me').waitFor()
  await resident.locator('.map__canvas').click({ position: { x: 150, y: 140 } })
  await resident.getByLabel('写清楚一点').fill('颐园 9 号楼 2 单元')
  await resident.getByRole('button', { name: '就是这儿' }).click()

  await picture(resident, 'noise-1-what-and-where')
  await resident.getByRole('button', { name: '交给社区' }).click()
  await signInAs(resident, '王秀英')
  await seeToast(resident, '交给社区了')
  await resident.getByText('最晚答复您').waitFor()
  await resident.getByText(TITLE).first().waitFor()
  expect(await resident.locator('.photos__i').count()).toBe(1)
  caseAddress = resident.url()
})

it('the window accepts it and sends the grid worker', async () => {
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '诉求')
  await clerk.getByText(TITLE).first().click()
  await clerk.getByRole('button', { name: /^受理/ }).click()
  await clerk.getByRole('button', { name: '收下' }).click()
  await clerk.getByRole('button', { name: /^派单/ }).click()
  await clerk.getByLabel('派给谁').click()
  await clerk.getByTitle('李国强').click()
  await clerk.getByRole('button', { name: '派出去' }).click()
  await clerk.getByRole('button', { name: /^办好了/ }).waitFor()
  await picture(clerk, 'noise-2-given-to-the-grid-worker')

  await resident.reload()
  await resident.getByText('在办').first().waitFor()
})

it('the grid worker settles it and says so, from the phone', async () => {
  const worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'grid', '李国强')
  await worker.getByRole('link', { name: new RegExp(TITLE) }).click()
  await worker.getByRole('button', { name: '办好了' }).click()
  await worker.getByLabel('怎么办好的，居民会读到').fill('和楼上说好了，十点以后不挪家具，晚上我再来听一遍。')
  await addPhoto(worker)
  await picture(worker, 'noise-3-settled-on-the-way')
  await worker.getByRole('button', { name: '告诉居民办好了' }).click()
  // The words stand in the sheet, too, until they have been sent.
  await worker.getByRole('dialog').waitFor({ state: 'hidden' })
  await worker.getByText('和楼上说好了').filter({ visible: true }).waitFor()
})

it('the resident reads how it was settled and says that it is good', async () => {
  await resident.goto(caseAddress)
  await resident.reload()
  await resident.getByText('和楼上说好了').waitFor()
  expect(await resident.locator('.photos__i').count()).toBe(2)
  await resident.getByRole('radio', { name: '好了' }).click()
  await resident.getByRole('button', { name: '就这样评' }).click()
  await resident.getByText('您的评价').waitFor()
  await picture(resident, 'noise-4-rated')

  await clerk.reload()
  await clerk.getByText('居民说').waitFor()
  await clerk.getByText('好了', { exact: true }).first().waitFor()
})

/** Stands in for the recognizer, which sends sound to a host outside. */
const RECOGNIZER = `window.SpeechRecognition = class {
  start() {
    for (const transcript of ['五号楼门口', '的井盖松了'])
      this.onresult({ resultIndex: 0, results: [[{ transcript }]] })
  }
  stop() { this.onend() }
}`
const NO_RECOGNIZER = 'delete window.SpeechRecognition; delete window.webkitSpeechRecognition'

it('speech is written down where the browser can listen, and elsewhere there is no button', async () => {
  const page = await journey.visit('/')
  await page.addInitScript(RECOGNIZER)
  await page.goto(`${journey.product.origin}/?speech#/cases/form`)
  await page.getByRole('button', { name: '说话' }).click()
  await expect.poll(() => page.getByLabel('什么事').inputValue()).toBe('五号楼门口的井盖松了')
  await page.getByRole('button', { name: '说完了' }).click()
  await page.getByRole('button', { name: '说话' }).waitFor()

  const silent = await journey.visit('/')
  await silent.addInitScript(NO_RECOGNIZER)
  await silent.goto(`${journey.product.origin}/?silent#/cases/form`)
  await silent.getByLabel('什么事').waitFor()
  expect(await silent.getByRole('button', { name: '说话' }).count()).toBe(0)
})

it('a photo alone is a complaint; the office writes the title', async () => {
  const page = await journey.visit('/#/people/sign-in')
  await signInAs(page, '王秀英')
  await page.getByText('一刻钟内').waitFor()
  await page.goto(`${journey.product.origin}/#/cases/form`)
  await addPhoto(page)
  await page.getByRole('button', { name: '去掉第 1 张照片' }).waitFor()
  await page.getByRole('button', { name: '交给社区' }).click()
  await page.getByText('最晚答复您').waitFor()
  expect(await page.locator('.photos__i:visible').count()).toBe(1)
})

it('a HEIC that the browser cannot open says what to do, and offers no second try', async () => {
  const page = await journey.visit('/#/people/sign-in')
  await signInAs(page, '王秀英')
  await page.getByText('一刻钟内').waitFor()
  await page.goto(`${journey.product.origin}/#/cases/form`)
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '加照片' }).click()
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic', 'latin1'), Buffer.alloc(64)])
  await (await chosen).setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: heic })
  await page.getByText('兼容性最佳').filter({ visible: true }).first().waitFor()
  expect(await page.locator('.photos__image').count()).toBe(0)
})

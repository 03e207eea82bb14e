import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PHONE } from '../support/browser'
import { bindStaff, signInAs, startJourney, type Journey } from '../support/journey'
import { carerPages, openAddress, residentPages, staffPages, type Pages } from '../support/page-addresses'
import { documentOf } from '../support/weapp-html'
import { MiniProgram } from './harness'

/**
 * Every page of the built package, drawn by a browser from its own WXML and WXSS, beside the same page of H5: one picture
 * each in `out/weapp-beside-h5`, to look at. What both must have in common is tested: their words, and the width.
 */
const OUT = path.resolve(import.meta.dirname, '../../out/weapp-beside-h5')
const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')
const AFTER_TEN = 10 * 60 + 5
const GAP = 20
/** Pages whose words differ for a reason: the platforms offer other ways there. */
const OTHER_WORDS = new Set(['people/sign-in', 'people/settings', 'people/profile', 'desk/desk'])

let journey: Journey
let paper: Page
beforeAll(async () => {
  journey = await startJourney(AFTER_TEN)
  paper = await (await journey.browser.newContext({ ...PHONE, deviceScaleFactor: 1, locale: 'zh-CN' })).newPage()
  mkdirSync(OUT, { recursive: true })
})
afterAll(() => journey.end())

const open = (url: string) =>
  new MiniProgram(dist, { apiOrigin: journey.product.origin, clock: journey.clock }).launch(url)

async function signIn(phone: MiniProgram, name: string) {
  await phone.until(() => phone.route === 'people/sign-in', 'the sign-in')
  await phone.type('您叫什么', name)
  await phone.tap({ label: '我看过并同意用户协议和隐私说明' })
  await phone.tap({ text: `以${name}的身份登录` })
  await phone.until(() => phone.storage.get('session'), 'a session')
  await phone.idle()
  return phone
}
async function worker(username: string, name: string) {
  const phone = open('/people/settings')
  await phone.tap({ text: '我是工作人员' })
  await phone.type('账号', username)
  await phone.type('密码', 'demo-yike-15')
  await phone.tap({ text: '绑好，打开工作台' })
  return signIn(phone, name)
}

const atApi = (src: string) => src.replace(/^https?:\/\/[^/]+(?=\/api\/)/, journey.product.origin)
/** The words that stand together, without the spaces in between. */
const WORDS = `[...document.querySelectorAll('body *')]
  .filter((one) => one.offsetParent !== null && one.children.length === 0)
  .map((one) => one.textContent.replace(/\\s/g, '')).filter((text) => /[\\u4e00-\\u9fa5]{2}/.test(text))`

/** Draws the page of the package and the one of H5 side by side; returns what H5 says and the package does not. */
async function compare(phone: MiniProgram, page: Page, name: string, query: string) {
  const address = `${name.split(' ')[0]}${query}`
  phone.launch(`/${address}`)
  await phone.idle()
  await paper.setContent(documentOf(phone.tree(), phone.css(), atApi), { waitUntil: 'load' })
  await openAddress(page, address)
  const [left, right] = [await paper.screenshot(), await page.screenshot({ scale: 'css' })]
  const { width, height } = PHONE.viewport
  await sharp({ create: { width: 2 * width + GAP, height, channels: 3, background: '#888' } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: width + GAP, top: 0 },
    ])
    .png()
    .toFile(path.join(OUT, `${name.replace(/[/ ]/g, '-')}.png`))
  const said = phone.text().replace(/\s/g, '')
  const wide = await paper.evaluate<number>('document.documentElement.scrollWidth')
  const missing = (await page.evaluate<string[]>(WORDS)).filter((words) => !said.includes(words))
  return [
    ...(wide > width ? [`${wide} px wide`] : []),
    ...(OTHER_WORDS.has(name) ? [] : missing.map((words) => `H5 alone says ${words}`)),
  ]
}

async function compareAll(phone: MiniProgram, page: Page, pages: Pages) {
  const found: Record<string, string[]> = {}
  for (const [name, query] of Object.entries(pages)) {
    const differences = await compare(phone, page, name, query)
    if (differences.length > 0) found[name] = differences
  }
  return found
}

const LONG = 300_000

it('residents read in the package what they read in H5', { timeout: LONG }, async () => {
  const page = await journey.visit('/#/people/sign-in')
  await signInAs(page, '王秀英')
  await page.getByText('一刻钟内').waitFor()
  const pages = await residentPages(page)
  const phone = await signIn(open('/people/sign-in'), '王秀英')
  expect(await compareAll(phone, page, pages)).toEqual({})
})

it('staff read in the package what they read in H5', { timeout: LONG }, async () => {
  const page = await journey.visit('/#/people/settings')
  await bindStaff(page, 'admin', '张海燕')
  expect(await compareAll(await worker('admin', '张海燕'), page, await staffPages(page))).toEqual({})
  const carer = await journey.visit('/#/people/settings')
  await bindStaff(carer, 'carer', '赵护理')
  expect(await compareAll(await worker('carer', '赵护理'), carer, await carerPages(carer))).toEqual({})
})

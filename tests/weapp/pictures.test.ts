import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PHONE } from '../support/browser'
import { bindStaff, signInAs, startJourney, type Journey } from '../support/journey'
import { carerPages, openAddress, residentPages, staffPages, type Pages } from '../support/page-addresses'
import { documentOf } from '../support/weapp-html'
import { bindStaff as bindPhone } from './bind-staff'
import { MiniProgram } from './harness'
import { everyNode, type ViewNode } from './view'

/**
 * Every page of the built package, drawn by a browser from its own WXML and WXSS, beside the same page of H5: one picture
 * each in `out/weapp-beside-h5`, to look at. Their words and the width are tested to be the same.
 */
const OUT = path.resolve(import.meta.dirname, '../../out/weapp-beside-h5')
const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')
const AFTER_TEN = 10 * 60 + 5
const GAP = 20
const STILL = { scale: 'css', animations: 'disabled' } as const
/** Words that one of the two alone says, for a reason. */
const OTHER_WORDS: Record<string, RegExp> = {
  // The camera of a phone reads codes.
  'desk/desk': /^扫码签到$/,
  'desk/sitting': /^(扫码或)?输号签到$/,
  // Browsers turn speech into text by a button; a phone has it on its keyboard.
  'cases/form': /^说话$/,
  'cases/report': /^说话$/,
  // The dots of the map are the page's own in a browser, and WeChat's on a phone.
  'directory/circle': /\d$/,
  // WeChat says who somebody is; a browser cannot.
  'people/sign-in': /^用微信登录$/,
}

let journey: Journey
let paper: Page
beforeAll(async () => {
  journey = await startJourney(AFTER_TEN, { slowMo: 0 })
  paper = await (await journey.browser.newContext({ ...PHONE, locale: 'zh-CN' })).newPage()
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
const worker = (username: string, name: string) =>
  bindPhone(open('/people/settings'), { origin: journey.product.origin, username, name })

const atApi = (src: string) => src.replace(/^https?:\/\/[^/]+(?=\/api\/)/, journey.product.origin)
const plain = (words: string) => words.replace(/\s/g, '')
/** The words of H5 that stand together; a live region says again what is on the page. */
const WORDS_OF_H5 = `[...document.querySelectorAll('body *')]
  .filter((one) => one.offsetParent !== null && one.children.length === 0 && !one.closest('[aria-live]'))
  .map((one) => one.textContent)`
/** The words of the package that stand together. */
const wordsOf = (tree: ViewNode) =>
  [...everyNode(tree)].map(({ children }) => children.filter((child) => typeof child === 'string').join(''))
/** Whether the pictures in sight are there; those below load as somebody scrolls. */
const LOADED = `[...document.images].every((one) => one.complete || one.getBoundingClientRect().top > innerHeight)`

/** The Chinese words of one that are not in the text of the other. */
function missingIn(text: string, words: string[], name: string) {
  const other = OTHER_WORDS[name]
  return words.map(plain).filter((one) => /[\u4e00-\u9fa5]{2}/.test(one) && !text.includes(one) && !other?.test(one))
}

/** Draws the page of the package and the one of H5 side by side; returns what one of them says and the other does not. */
async function compare(phone: MiniProgram, page: Page, name: string, query: string) {
  const address = `${name.split(' ')[0]}${query}`
  await openAddress(page, address)
  phone.launch(`/${address}`)
  await phone.until(() => phone.findAll('.page').length > 0 && phone.findAll('.loading').length === 0, 'the page')
  await phone.idle()
  const tree = phone.tree()
  await paper.setContent(documentOf(tree, phone.css(), atApi), { waitUntil: 'load' })
  await Promise.all([paper.waitForFunction(LOADED), page.waitForFunction(LOADED)])
  const [left, right] = [await paper.screenshot(STILL), await page.screenshot(STILL)]
  const { width, height } = PHONE.viewport
  await sharp({ create: { width: 2 * width + GAP, height, channels: 3, background: '#888' } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: width + GAP, top: 0 },
    ])
    .png()
    .toFile(path.join(OUT, `${name.replace(/[/ ]/g, '-')}.png`))
  const wide = await paper.evaluate<number>('document.documentElement.scrollWidth')
  const inH5 = plain(await page.evaluate<string>('document.body.textContent'))
  return [
    ...(wide > width ? [`${wide} px wide`] : []),
    ...missingIn(plain(phone.text()), await page.evaluate<string[]>(WORDS_OF_H5), name).map(
      (one) => `H5 alone says ${one}`,
    ),
    ...missingIn(inH5, wordsOf(tree), name).map((one) => `the package alone says ${one}`),
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

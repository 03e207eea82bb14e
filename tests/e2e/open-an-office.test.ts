import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WechatStandIn } from '../../admin-api/src/testing/wechat-stand-in'
import { DESK, launchBrowser, openPage, PHONE } from '../support/browser'
import { openSection, setUpAuthenticator } from '../support/journey'
import * as opening from '../support/open-office'
import { startProduct, type Product } from '../support/product'

const wechat = new WechatStandIn()
let product: Product
let browser: Browser
let admin: Page
let invitation: string
beforeAll(async () => {
  await wechat.start()
  wechat.templates.push({ priTmplId: 'template-1', title: '预约成功', content: '服务:{{thing1.DATA}}' })
  ;[product, browser] = await Promise.all([
    startProduct({
      NODE_ENV: 'production',
      SECRET: randomBytes(32).toString('hex'),
      WECHAT_APPID: wechat.appId,
      WECHAT_SECRET: wechat.secret,
      WECHAT_API_BASE: wechat.apiBase,
      WECHAT_TEMPLATES: JSON.stringify({ booking_confirmed: { id: 'template-1', fields: { thing1: 'title' } } }),
    }),
    launchBrowser(),
  ])
  admin = await openPage(browser, DESK)
})
afterAll(async () => {
  await browser.close()
  await product.stop()
  await wechat.stop()
})

const leftToDo = () =>
  opening
    .firstSteps(admin)
    .getByRole('link', { name: /^去做/ })
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')!.slice('去做：'.length)))

it('the printed address leads through four steps to an administrator with an authenticator', async () => {
  const address = /http\S+\/admin\/setup#[\w-]+/.exec(product.printed())?.[0]
  expect(address).toBeDefined()
  await opening.setUp(admin, address!, ['叫号', '借还'])
})

it('the features that she did not choose are in no menu, and at no door of the residents', async () => {
  const menu = await admin.getByRole('navigation', { name: '主菜单' }).innerText()
  expect(menu).toContain('助餐')
  expect(menu).not.toMatch(/叫号|借还/)
  const resident = await openPage(browser, PHONE)
  await resident.goto(`${product.origin}/`)
  await resident.getByText('订餐').first().waitFor()
  expect(await resident.locator('body').innerText()).not.toContain('借器具')
})

it('the first steps wait on her first page; the hours she wrote are done already', async () => {
  await opening.firstSteps(admin).waitFor()
  expect(await leftToDo()).toEqual(['导入地方', '导入居民', '邀请同事', '试一下微信和短信', '发第一条通知'])
})

it('thirty places and two hundred residents come in, each looked at before', async () => {
  await opening.importPlaces(admin)
  await opening.importResidents(admin)
  await openSection(admin, '今天')
  await opening.firstSteps(admin).getByText('200 位居民').waitFor()
  expect(await leftToDo()).toEqual(['邀请同事', '试一下微信和短信', '发第一条通知'])
})

it('she invites a grid worker, who makes an account on the phone and sees the first page', async () => {
  await opening.openStep(admin, '邀请同事')
  invitation = await opening.invite(admin, '李国强', '网格员')
  const worker = await openPage(browser, PHONE)
  await worker.goto(invitation)
  await worker.getByText('李国强，欢迎').waitFor()
  await opening.accept(worker, invitation, 'guoqiang')
  await worker.getByRole('heading', { name: '今天没有快到点的事' }).waitFor()
})

it('from invitation to authenticator to a first task: a second administrator files a call', async () => {
  const address = await opening.invite(admin, '孙悦', '社区管理员')
  const second = await openPage(browser, DESK)
  await opening.accept(second, address, 'sunyue')
  await setUpAuthenticator(second)
  await second.getByRole('button', { name: /登记来电诉求/ }).click()
  await second.getByRole('heading', { name: /登记/ }).waitFor()
})

it('WeChat is tried, the first notice goes out, and the list is gone', async () => {
  await opening.tryWechat(admin)
  await opening.publishNotice(admin)
  await openSection(admin, '今天')
  await admin.getByRole('heading', { name: /今天/ }).first().waitFor()
  await expect.poll(() => opening.firstSteps(admin).count()).toBe(0)
})

it('a feature comes back when she switches it on', async () => {
  await openSection(admin, '设置')
  await admin.getByRole('switch', { name: '用借还' }).click()
  await admin.getByText('借还打开了').waitFor()
  await openSection(admin, '借还')
  await admin.getByRole('heading', { name: /借/ }).first().waitFor()
})

import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK, launchBrowser, openPage, PHONE } from '../support/browser'
import { openSection, setUpAuthenticator } from '../support/journey'
import { startProduct, type Product } from '../support/product'

const PASSWORD = '春天的风吹过颐园三号楼的槐树下面'

let product: Product
let browser: Browser
let admin: Page
let invitation: string
beforeAll(async () => {
  ;[product, browser] = await Promise.all([
    startProduct({
      NODE_ENV: 'production',
      SECRET: randomBytes(32).toString('hex'),
      WECHAT_APPID: 'wx0123456789abcdef',
      WECHAT_SECRET: randomBytes(16).toString('hex'),
    }),
    launchBrowser(),
  ])
  admin = await openPage(browser, DESK)
})
afterAll(async () => {
  await browser.close()
  await product.stop()
})

const choose = async (page: Page, label: string, option: string) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByLabel(label, { exact: true }).fill(option)
  await page.locator('.ant-select-item-option').filter({ hasText: option, visible: true }).first().click()
}
async function makeAccount(page: Page, username: string) {
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByLabel('再写一遍密码').fill(PASSWORD)
}

/** Invites a colleague for the first community, on the page 工作人员. Returns the address of the invitation. */
async function invite(name: string, role: string) {
  await admin.getByRole('button', { name: '邀请同事' }).click()
  const form = admin.getByRole('dialog')
  await form.getByLabel('姓名').fill(name)
  await choose(admin, '岗位', role)
  await form.getByLabel('管哪里').click()
  await admin
    .locator('.ant-select-item-option')
    .filter({ hasText: /社区(?!管理员)/, visible: true })
    .first()
    .click()
  await form.getByRole('button', { name: '做一个邀请链接' }).click()
  return form.getByLabel('邀请链接', { exact: true }).inputValue()
}

it('the printed address leads through three steps to an administrator with an authenticator', async () => {
  const address = /http\S+\/admin\/setup#[\w-]+/.exec(product.printed())?.[0]
  expect(address).toBeDefined()
  await admin.goto(address!)
  await admin.getByLabel('运营单位').fill('文汇街道办事处')
  await admin.getByLabel('居民能打的电话').fill('0546-8231120')
  await admin.getByRole('button', { name: '下一步' }).click()
  await choose(admin, '市', '东营市')
  await choose(admin, '区县', '东营区')
  await choose(admin, '街道（镇）', '文汇街道')
  const listed = admin.getByLabel('先开通哪些社区')
  await listed.waitFor()
  if ((await listed.getAttribute('role')) === 'combobox') {
    await listed.click()
    await admin
      .locator('.ant-select-item-option')
      .filter({ hasText: /社区|居委|村/, visible: true })
      .first()
      .click()
    await admin.keyboard.press('Escape')
  } else await listed.fill('颐园社区')
  await admin.getByLabel('社区居委会在地图上的位置').fill('37.4605, 118.4935')
  await admin.getByRole('button', { name: '下一步' }).click()
  await admin.getByLabel('姓名').fill('赵丽')
  await makeAccount(admin, 'zhaoli')
  await admin.getByRole('button', { name: '开通' }).click()
  await admin.getByRole('button', { name: '用 zhaoli 登录' }).click()
  await setUpAuthenticator(admin)
  await admin.getByRole('navigation', { name: '主菜单' }).waitFor()
})

it('she invites a grid worker', async () => {
  await openSection(admin, '工作人员')
  invitation = await invite('李国强', '网格员')
})

it('the grid worker makes an account on the phone and sees the first page', async () => {
  const worker = await openPage(browser, PHONE)
  await worker.goto(invitation)
  await worker.getByText('李国强，欢迎').waitFor()
  await makeAccount(worker, 'guoqiang')
  await worker.getByRole('button', { name: '开始用' }).click()
  await worker.getByRole('button', { name: '用 guoqiang 登录' }).click()
  await worker.getByRole('heading', { name: '今天没有快到点的事' }).waitFor()
})

it('from invitation to authenticator to a first task: a second administrator files a call', async () => {
  await admin.getByRole('button', { name: '发好了' }).click()
  const address = await invite('孙悦', '社区管理员')
  const second = await openPage(browser, DESK)
  await second.goto(address)
  await makeAccount(second, 'sunyue')
  await second.getByRole('button', { name: '开始用' }).click()
  await second.getByRole('button', { name: '用 sunyue 登录' }).click()
  await setUpAuthenticator(second)
  await second.getByRole('button', { name: /登记来电诉求/ }).click()
  await second.getByRole('heading', { name: /登记/ }).waitFor()
})

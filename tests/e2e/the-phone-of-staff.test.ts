import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeAt } from '../../admin-api/src/testing/authenticator'
import { DESK } from '../support/browser'
import {
  askToBind,
  enterConsole,
  openSection,
  setUpAuthenticator,
  signInAs,
  signInToConsole,
  startJourney,
  type Journey,
} from '../support/journey'
import { accept, invite, PASSWORD } from '../support/open-office'

let journey: Journey
let admin: Page
let desk: Page
let phone: Page
let secret: string
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
})
afterAll(() => journey.end())

const numberOf = async (page: Page, where: string) => (await page.locator(where).innerText()).trim()

it('a grid worker without a computer: the administrator compares the number and confirms', async () => {
  const worker = await journey.visit('/#/people/settings')
  await askToBind(worker, 'grid', '新手机')
  const number = await numberOf(worker, '.person__number')

  await openSection(admin, '工作人员')
  const waiting = admin.getByRole('group', { name: `手机 ${number}` })
  await waiting.getByText('要绑李国强的账号').waitFor()
  await waiting.getByRole('button', { name: /确\s?认/ }).click()
  await admin.getByRole('button', { name: '一样，绑上' }).click()

  // Nobody taps on the phone.
  await worker.getByText('我要休假').waitFor()
  expect(new URL(worker.url()).hash).toContain('desk/desk')
})

it('a second administrator confirms her own phone on 我的账号, where the console leads her', async () => {
  const address = await invite(admin, '孙悦', '社区管理员')
  desk = await journey.visit('/admin/', DESK)
  await accept(desk, address, 'sunyue')
  secret = await setUpAuthenticator(desk)
  phone = await journey.visit('/#/people/settings')
  await phone.getByText('我是工作人员').click()
  await phone.getByLabel('账号').fill('sunyue')
  await phone.getByLabel('密码').fill(PASSWORD)
  await phone.getByRole('button', { name: '绑这部手机' }).click()
  await signInAs(phone, '孙悦')
  // The code of the half minute to come: the one before is spent.
  const soon = (await phone.evaluate<number>('Date.now()')) + 30_000
  await phone.getByLabel('动态码').fill(codeAt(secret, new Date(soon)))
  await phone.getByRole('button', { name: '绑这部手机' }).click()
  const number = await numberOf(phone, '.person__number')

  await desk.reload()
  await desk.getByRole('link', { name: '去看是不是您的' }).click()
  const waiting = desk.getByRole('group', { name: `手机 ${number}` })
  await waiting.getByRole('button', { name: /确\s?认/ }).click()
  await desk.getByRole('button', { name: '一样，绑上' }).click()

  await phone.getByText('我要休假').waitFor()
  await desk.getByText('绑好了手机').waitFor()
})

it('from then on she may confirm a sign-in on it, by the number at the console', async () => {
  await desk.getByRole('button', { name: /孙悦/ }).click()
  await desk.getByRole('menuitem', { name: '退出登录' }).click()
  await signInToConsole(desk, 'sunyue', PASSWORD)
  await desk.getByRole('button', { name: '在手机上确认' }).click()
  const number = await numberOf(desk, '.signin__number')

  // The page of the phone looks by itself.
  await phone.getByText('有人正在电脑上登录您的账号').waitFor()
  await phone.getByRole('button', { name: `电脑上是 ${number}` }).click()
  await phone.getByText('电脑上自己会进去').waitFor()

  await desk.getByRole('navigation', { name: '主菜单' }).waitFor()
})

it('somebody else with her password is turned away, and she reads what to do', async () => {
  const stranger = await journey.visit('/admin/', DESK)
  await signInToConsole(stranger, 'sunyue', PASSWORD)
  await stranger.getByRole('button', { name: '在手机上确认' }).click()
  await phone.getByRole('button', { name: '不是我' }).click()

  await phone.getByText(/有人知道您的密码.*改密码/).waitFor()
  await stranger.getByText('手机上点了“不是我”').waitFor()
  expect(await stranger.getByRole('navigation', { name: '主菜单' }).count()).toBe(0)
})

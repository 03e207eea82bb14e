import type { Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'

let journey: Journey
let admin: Page
let leaving: Page
beforeAll(async () => {
  journey = await startJourney()
  leaving = await journey.visit('/admin/', DESK)
  await enterConsole(leaving, 'grid')
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
})
afterAll(() => journey.end())

it('the administrator sees what is open in the hands of the one who leaves, and who may take it', async () => {
  await openSection(admin, '工作人员')
  await admin.getByRole('button', { name: '停用李国强的账号' }).click()
  const form = admin.getByRole('dialog', { name: '停用李国强的账号？' })
  await form.getByRole('list', { name: '没办完的事' }).getByRole('listitem').first().waitFor()
  await form.getByLabel(/件没办完，交给谁/).click()
  await form.getByLabel(/件没办完，交给谁/).fill('刘敏')
  await admin.locator('.ant-select-item-option').filter({ hasText: '刘敏', visible: true }).click()
  await form.getByLabel('为什么停用').fill('调到别的社区')
  await form.getByRole('button', { name: '停用，马上交接' }).click()
  await form.waitFor({ state: 'hidden' })
  await admin.getByText(/李国强的账号停用了/).waitFor()
  await admin.getByRole('heading', { name: '交接记录' }).waitFor()
  await admin.getByText(/停用：调到别的社区。\d+ 件交给刘敏/).waitFor()
})

it('the one who leaves is signed out with the next tap, and cannot sign in', async () => {
  await leaving.reload()
  await leaving.getByLabel('账号').fill('grid')
  await leaving.getByRole('textbox', { name: '密码' }).fill('demo-yike-15')
  await leaving.getByRole('button', { name: '登录' }).click()
  await leaving.getByText('账号或密码不对').waitFor()
})

it('the colleague finds the cases under their own name', async () => {
  const clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '诉求')
  await clerk.getByText('刘敏').first().waitFor()
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'

let journey: Journey
let admin: Page
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  await openSection(admin, '居民')
})
afterAll(() => journey.end())

const records = () => admin.getByRole('listitem').filter({ hasText: '李桂兰' }).filter({ hasText: '登记、电话和家人' })
const open = () => records().first().getByRole('button', { name: '登记、电话和家人' }).click()
const drawer = () => admin.getByRole('dialog', { name: '登记、电话和家人代办' })
const closeDrawer = () =>
  drawer()
    .getByRole('button', { name: '关闭' })
    .or(drawer().getByRole('button', { name: 'Close' }))
    .first()
    .click()

it('an elder who is known is asked about before a second record is made', async () => {
  await admin.getByRole('button', { name: '登记没有手机的居民' }).click()
  const form = admin.getByRole('dialog', { name: '登记一位居民' })
  await form.getByLabel('姓名').fill('李桂兰')
  await form.getByRole('button', { name: /^登\s?记$/ }).click()
  await form.getByText(/可能已经登记过：李桂兰/).waitFor()
  await form.getByRole('button', { name: '不是同一位，登记' }).click()
  await form.waitFor({ state: 'hidden' })
  await records().nth(1).waitFor()
})

it('the clerk corrects what is on record', async () => {
  await open()
  await drawer().getByRole('button', { name: '改姓名、年份、住址' }).click()
  await drawer().getByLabel('住哪儿').fill('颐园 3 号楼 1 单元 102 东')
  await drawer().getByRole('button', { name: '改好了' }).click()
  await drawer().getByText('颐园 3 号楼 1 单元 102 东').first().waitFor()
})

it('two records become one, and are parted again', async () => {
  await drawer().getByRole('button', { name: '合并', exact: true }).first().click()
  const question = admin.getByRole('dialog', { name: '合成一份，留下哪一份？' })
  await question.getByRole('button', { name: '留下这一份' }).first().click()
  await question.waitFor({ state: 'hidden' })
  await drawer()
    .getByText(/张海燕合并的/)
    .waitFor()
  await drawer().getByRole('button', { name: '撤回，分开' }).click()
  await drawer().getByText('可能是同一位').waitFor()
  await closeDrawer()
  expect(await records().count()).toBe(2)
})

it('a death is recorded in one step: what ends is shown before, nobody finds them after, and it can be taken back', async () => {
  await records().nth(1).getByRole('button', { name: '登记、电话和家人' }).click()
  await drawer().getByRole('button', { name: '登记离世' }).click()
  const form = admin.getByRole('dialog', { name: '登记李桂兰离世' })
  await form.getByText(/不再给李桂兰发任何消息/).waitFor()
  await form.getByLabel('哪天离世').fill('2026-11-01')
  await form.getByLabel('哪天离世').press('Enter')
  await form.getByLabel('怎么知道的').fill('女儿来电，看过死亡证明')
  await form.getByLabel('再写一遍姓名').fill('李桂花')
  await form.getByRole('button', { name: '登记离世' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('再写一遍姓名').fill('李桂兰')
  await form.getByRole('button', { name: '登记离世' }).click()
  await form.waitFor({ state: 'hidden' })

  await closeDrawer()
  await expect.poll(() => records().count()).toBe(1)
  await admin.getByRole('button', { name: '离世登记' }).click()
  const deaths = admin.getByRole('dialog', { name: '离世登记' })
  await deaths.getByRole('button', { name: '撤回李桂兰的登记' }).click()
  await deaths.getByText(/撤回/).first().waitFor()
})

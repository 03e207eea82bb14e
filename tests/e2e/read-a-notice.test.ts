import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'

const TITLE = '周四上午给老人量血压'

let journey: Journey
let admin: Page
let resident: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a draft is nobody else’s to read', async () => {
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  await openSection(admin, '通知')
  await admin.getByRole('button', { name: /写通知/ }).click()
  await admin.getByLabel('标题').fill(TITLE)
  await admin.getByLabel('正文').fill('周四早上八点到十一点，在社区服务站一楼，空腹来。带上身份证。')
  await admin.getByRole('button', { name: '存草稿' }).click()
  await admin.getByText('存成草稿了').waitFor()

  resident = await journey.visit('/#/tabs/notices')
  await resident.getByText('停水 8 小时，先接好水').waitFor()
  expect(await resident.getByText(TITLE).count()).toBe(0)
})

it('once published a resident reads it, and says so', async () => {
  await admin.getByRole('button', { name: '发布…' }).click()
  const asked = admin.getByRole('dialog', { name: `发布「${TITLE}」` })
  await asked.getByText(/小程序里看得到：\d+ 人/).waitFor()
  await asked.getByRole('region', { name: '按网格' }).getByText('第一网格').waitFor()
  await asked.getByRole('region', { name: '按楼' }).getByText('颐园小区 3 号楼').waitFor()
  await asked.getByRole('button', { name: '先不发' }).click()
  expect(await resident.getByText(TITLE).count()).toBe(0)

  await admin.getByRole('button', { name: '发布…' }).click()
  await asked.getByRole('button', { name: /^发给 \d+ 人$/ }).click()
  await admin.getByText(/发出去了/).waitFor()

  await resident.reload()
  await resident.getByText(TITLE).click()
  await resident.getByText('带上身份证').waitFor()
  await resident.getByRole('button', { name: '我知道了' }).click()
  await signInAs(resident, '刘福田')
  await resident.getByRole('button', { name: '您已经看过了' }).waitFor()
})

it('转给家人 shares it, and copies it where the browser cannot share', async () => {
  const shared = 'window.shared'
  const ways = {
    shares: 'navigator.share = async ({ text }) => { window.shared = text }',
    copies: `delete Navigator.prototype.share
      navigator.clipboard.writeText = async (text) => { window.shared = text }`,
  }
  for (const [way, script] of Object.entries(ways)) {
    const page = await journey.visit('/')
    await page.addInitScript(script)
    await page.goto(`${journey.product.origin}/?${way}#/tabs/notices`)
    await page.getByText('停水 8 小时，先接好水').click()
    await page.getByRole('button', { name: '转给家人' }).click()
    // A line each: the title, and every paragraph.
    await expect
      .poll(() => page.evaluate(shared), { message: way })
      .toMatch(/^停水 8 小时，先接好水\n济南路.+。\n前一天晚上.+。\n家里有老人.+。$/)
    expect(await page.getByText('复制好了，贴给家人').count()).toBe(way === 'copies' ? 1 : 0)
  }
})

it('withdrawn it is gone, and the reason stands in its place', async () => {
  await admin.getByText(TITLE).first().click()
  await admin.getByRole('button', { name: '撤回' }).click()
  await admin.getByLabel('为什么撤回').fill('改到下周四，场地有别的安排')
  await admin.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await admin.getByText('已撤回').first().waitFor()

  await resident.reload()
  await resident.getByText('改到下周四').first().waitFor()
})

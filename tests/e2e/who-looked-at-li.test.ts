import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'

let journey: Journey
let clerk: Page
let auditor: Page
beforeAll(async () => {
  journey = await startJourney()
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  auditor = await journey.visit('/admin/', DESK)
  await enterConsole(auditor, 'audit')
})
afterAll(() => journey.end())

it('a clerk looks 李桂兰 up, as on any day', async () => {
  await clerk.goto(`${new URL(clerk.url()).origin}/admin/people?q=${encodeURIComponent('李桂兰')}`)
  await clerk.getByText('颐园 3 号楼').first().waitFor()
  expect(await clerk.locator('body').innerText()).not.toContain('1 单元 102')
  await clerk.getByRole('button', { name: '登记、电话和家人' }).first().click()
  await clerk.getByText('颐园 3 号楼 1 单元 102').first().waitFor()
})

it('the auditor asks who looked at 李桂兰, and reads who, when and what, with its place in the chain', async () => {
  await openSection(auditor, '审计')
  await auditor.getByLabel('谁的资料').fill('李桂兰')
  await auditor.getByLabel('谁的资料').press('Enter')
  const row = auditor.getByRole('row').filter({ hasText: '刘敏' }).filter({ hasText: '李桂兰' }).first()
  await row.waitFor()
  expect(await row.textContent()).toContain('查看')
  await expect
    .poll(
      async () => {
        await auditor.reload()
        return row.textContent()
      },
      { timeout: 20_000, interval: 2000 },
    )
    .not.toContain('正在封存')
})

it('the question is on record too, and the auditor sees nothing else of the office', async () => {
  await auditor.goto(`${new URL(auditor.url()).origin}/admin/audit?by=${encodeURIComponent('周审计')}`)
  await auditor.getByRole('row').filter({ hasText: '周审计' }).filter({ hasText: '审计记录' }).first().waitFor()
  expect(await auditor.getByRole('link', { name: '居民' }).count()).toBe(0)
})

it('the auditor keeps the yearly report on the data of minors', async () => {
  await auditor.goto(`${new URL(auditor.url()).origin}/admin/audit`)
  await auditor.getByRole('link', { name: '未成年人的资料' }).click()
  await auditor.getByRole('heading', { name: '存了哪些' }).waitFor()
  const saved = auditor.waitForEvent('download')
  await auditor.getByRole('button', { name: '导出 Excel' }).click()
  expect((await saved).suggestedFilename()).toMatch(/^未成年人个人信息 \d{4} 年度\.xlsx$/)
})

it('who looks after security records an incident, reads what is due by when, and notes whom it was reported to', async () => {
  const security = await journey.visit('/admin/', DESK)
  await enterConsole(security, 'security')
  await openSection(security, '安全事件')
  await security.getByRole('button', { name: '登记一件' }).click()
  const form = security.getByRole('dialog', { name: '登记个人信息安全事件' })
  await form.getByLabel('什么时候发现的').click()
  await security.getByText('此刻').click()
  await form.getByLabel('泄露').check()
  await form.getByLabel('出了什么事').fill('花名册发到了居民群里')
  await form.getByLabel('哪几类资料').click()
  await security.getByTitle('姓名', { exact: true }).click()
  await form.getByLabel('涉及多少人').fill('200')
  await form.getByLabel('级别').click()
  await security.getByTitle('较大', { exact: true }).click()
  await form.getByLabel('联系人').fill('周敏')
  await form.getByLabel('联系电话').fill('0546-8123456')
  await form.getByRole('button', { name: /^登\s?记$/ }).click()

  const duty = security.getByRole('listitem').filter({ hasText: '报告网信部门' }).first()
  await duty.getByText(/还有 (3 小时 5\d 分|4 小时)/).waitFor()
  await duty.getByRole('button', { name: '记下：报告网信部门' }).click()
  const step = security.getByRole('dialog', { name: '报告网信部门' })
  await step.getByLabel('向谁、怎么说的').fill('省网信办，12387 热线')
  await step.getByLabel('写一句').fill('电话报了，材料随后补')
  await step.getByRole('button', { name: '记下' }).click()
  await duty.getByText('办了', { exact: true }).waitFor()
  const saved = security.waitForEvent('download')
  await security.getByRole('button', { name: '导出 Excel' }).click()
  expect((await saved).suggestedFilename()).toContain('个人信息安全事件')
})

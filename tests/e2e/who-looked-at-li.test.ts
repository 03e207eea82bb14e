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
  await clerk.getByText('李桂兰').first().click()
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

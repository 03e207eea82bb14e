import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'

let journey: Journey
let admin: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('the community sees which compounds lack what, and that elders lack more', async () => {
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  await openSection(admin, '生活圈')
  await admin.getByText('缺什么', { exact: true }).click()
  await admin.getByRole('rowheader', { name: '东岸花园' }).waitFor()
  const holes = admin.locator('.coverage__hole')
  const ofAdults = await holes.count()
  expect(ofAdults).toBeGreaterThan(0)
  await admin.getByText('老人走', { exact: true }).click()
  await expect.poll(() => holes.count()).toBeGreaterThan(ofAdults)
})

it('puts what is lacking most on the map and sees who would gain', async () => {
  const map = admin.getByRole('application', { name: /^位置图/ })
  const box = (await map.boundingBox())!
  await map.click({ position: { x: box.width * 0.97, y: box.height * 0.62 } })
  await admin.getByRole('status').getByText('东岸花园').waitFor()
})

it('takes the table home', async () => {
  const saved = admin.waitForEvent('download')
  await admin.getByRole('button', { name: '导出表格' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('颐园社区（演示）缺什么.csv')
  const table = readFileSync(await download.path(), 'utf8')
  expect(table).toContain('小区,够得着（%）')
  expect(table.split('\r\n').filter((line) => line.startsWith('东岸花园,'))).toHaveLength(1)
})

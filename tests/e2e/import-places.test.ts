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

/** Three new places, one that exists already, one with swapped coordinates. */
const LIST = [
  '哪一家,地址,经度,纬度,类别,电话,营业时间',
  '东岸便民药房,东岸花园南门,118.5080,37.4632,药房,0546-8111111,每天 8:00-20:00',
  '东岸理发店,东岸花园 3 号,118.5091,37.4640,理发店,,周二到周日 9:00-18:00',
  '东岸修理铺,东岸花园 9 号,118.5102,37.4641,飞机场,,',
  '颐园大药房,济南路 8 号,118.4940,37.4600,药房,0546-8222222,',
  '写反的店,东岸花园 5 号,37.4641,118.5092,药房,,',
].join('\n')

const file = { name: '东岸的店.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) }
const show = (kind: string) => admin.getByText(new RegExp(`^${kind} \\d+$`)).click()

it('a list is looked at before anything is written', async () => {
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  await openSection(admin, '生活圈')
  await admin.getByRole('button', { name: '导入' }).click()
  await admin.getByLabel(/选一个文件/).setInputFiles(file)
  // No column is known as the name: the heading is 哪一家.
  await admin.getByText('有问题 5').waitFor()
  await admin.getByLabel('名字在哪一列').click()
  await admin.getByTitle('哪一家', { exact: true }).click()
  await admin.getByText('有问题 2').waitFor()
  await show('有问题')
  await admin.getByText('经度和纬度写反了').waitFor()
  await admin.getByText(/没有“飞机场”这一类/).waitFor()
  await show('可能重复')
  await admin.getByText(/名字一样：已有的“颐园大药房”/).waitFor()
  await admin.getByRole('radiogroup', { name: '第 5 行 颐园大药房' }).getByText('合并').click()
})

it('is written once confirmed, and what was left can be put right elsewhere', async () => {
  await admin.getByRole('button', { name: /^导入\s*3\s*处$/ }).click()
  await admin.getByText(/写进了\s*2\s*处，合并了\s*1\s*处/).waitFor()
  const saved = admin.waitForEvent('download')
  await admin.getByRole('button', { name: '下载没导入的行' }).click()
  const left = readFileSync(await (await saved).path(), 'utf8').split('\r\n')
  expect(left[0]).toContain('没导入的原因')
  expect(left.slice(1, 3).map((line) => line.split(',')[0])).toEqual(['东岸修理铺', '写反的店'])
})

it('is taken back when it was the wrong list', async () => {
  await admin.getByRole('button', { name: '撤回这次导入' }).click()
  await admin.getByRole('button', { name: '撤回', exact: true }).click()
  await admin.getByText(/撤回了\s*3\s*处/).waitFor()
})

it('takes all places home in a form that comes in again', async () => {
  await openSection(admin, '生活圈')
  await admin.getByRole('button', { name: '导出' }).click()
  const saved = admin.waitForEvent('download')
  await admin.getByText('Excel 表格').click()
  const all = { name: '生活圈地点.xlsx', mimeType: '', buffer: readFileSync(await (await saved).path()) }
  await admin.getByRole('button', { name: '导入' }).click()
  await admin.getByLabel(/选一个文件/).setInputFiles(all)
  await admin.getByText('可能重复 33').waitFor()
  await admin.getByText('有问题 0').waitFor()
})

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'

let journey: Journey
let clerk: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

/** Forty new people, 李桂兰 of the demo with a number she may lack, one row twice, one with a wrong card number. */
const nameOf = (at: number) => `赵${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${'东南西北'[Math.floor(at / 10)]}`
const NEW = Array.from(
  { length: 40 },
  (_, at) => `${nameOf(at)},1390000${String(1000 + at)},${1930 + at},,颐园小区,${at + 1},1,101`,
)
const LIST = [
  '户主,联系电话,出生日期,身份证号码,小区,楼号,单元,室',
  ...NEW,
  '李桂兰,13700007777,1944-03-05,,颐园小区,3,2,501',
  '赵甲东,,1930,,颐园小区,1,1,101',
  '钱多多,,,370502194403053021,颐园小区,7,1,101',
].join('\n')
const file = { name: '颐园老人名单.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) }
const show = (kind: string) => clerk.getByText(new RegExp(`^${kind} \\d+$`)).click()

it('a list is looked at before anybody is registered', async () => {
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'admin')
  await openSection(clerk, '居民')
  await clerk.getByRole('button', { name: '导入名单' }).click()
  await clerk.getByText('身份证号只留出生年份和后四位').waitFor()
  await clerk.getByLabel(/选一个文件/).setInputFiles(file)
  // She works for two communities, and the list names none.
  await clerk.getByText('有问题 43').waitFor()
  await clerk.getByLabel('没写社区的算').click()
  await clerk.getByTitle('颐园社区（演示）', { exact: true }).click()
  await clerk.getByText('新的 40').waitFor()
  await show('有问题')
  await clerk.getByText(/身份证号不对，对着证件改好再传/).waitFor()
  expect(await clerk.locator('body').innerText()).not.toContain('370502194403053021')
  await show('可能重复')
  await clerk.getByText(/同名同年生：登记过的李桂兰/).waitFor()
  await clerk.getByText(/同名同年生：第 2 行的赵甲东/).waitFor()
  await clerk.getByRole('radiogroup', { name: '第 42 行 李桂兰' }).getByText('合并').click()
})

it('is registered once confirmed, and the rows left out can be put right elsewhere', async () => {
  await clerk.getByRole('button', { name: /^导入\s*41\s*位$/ }).click()
  await clerk.getByText(/登记了\s*40\s*位，补了\s*1\s*位的登记/).waitFor()
  const saved = clerk.waitForEvent('download')
  await clerk.getByRole('button', { name: '下载没导入的行' }).click()
  const left = readFileSync(await (await saved).path(), 'utf8').split('\r\n')
  expect(left.slice(1, 3).map((line) => line.split(',')[0])).toEqual(['赵甲东', '钱多多'])
})

it('finds one of them, and takes all back when it was the wrong list', async () => {
  const address = clerk.url()
  await clerk.getByRole('button', { name: '去找居民' }).click()
  await clerk.getByLabel('找居民').fill('赵辛东')
  await clerk.locator('.people__i').filter({ hasText: '1007' }).getByText('赵辛东').waitFor()
  await clerk.goto(address)
  await clerk.getByRole('button', { name: '撤回这次导入' }).click()
  await clerk.getByRole('button', { name: '撤回', exact: true }).click()
  await clerk.getByText(/撤回了\s*41\s*位/).waitFor()
  await openSection(clerk, '居民')
  await clerk.getByLabel('找居民').fill('赵辛东')
  await clerk.getByText('没找到「赵辛东」').waitFor()
})

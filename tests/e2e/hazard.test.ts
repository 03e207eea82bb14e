import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { bindStaff, callAs, enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'
import { openAddress } from '../support/page-addresses'
import { addPhoto } from '../support/photo'
import { picture } from '../support/picture'

const WORDS = '五号楼一楼电表箱的门掉了，电线露在外面。'

let journey: Journey
let worker: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a hazard photographed by a grid worker without signal goes out by itself, once, with its photo', async () => {
  worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'grid', '李国强')
  await worker.getByText('随手报').click()
  await worker.getByRole('button', { name: '加照片' }).waitFor()
  // The photo comes before the words.
  const order = await worker.evaluate<string[]>(
    `[...document.querySelectorAll('.page')].at(-1).innerText.match(/拍张照|什么事/g)`,
  )
  expect(order).toEqual(['拍张照', '什么事'])

  await worker.context().setOffline(true)
  await addPhoto(worker)
  await worker.getByRole('button', { name: '去掉第 1 张照片' }).waitFor()
  await worker.getByRole('textbox', { name: '什么事' }).fill(WORDS)
  await picture(worker, 'hazard-1-photographed')
  await worker.getByRole('button', { name: '报上去' }).click()
  await worker.getByText('还有 1 条没发出去').filter({ visible: true }).waitFor()
  await worker
    .getByText(/^报安全隐患：五号楼/)
    .filter({ visible: true })
    .waitFor()
  await picture(worker, 'hazard-2-waits-for-a-signal')

  // It survives a closed app; nothing of it is in the form of the next one.
  await worker.context().setOffline(false)
  await worker
    .getByText(/条没发出去/)
    .filter({ visible: true })
    .waitFor({ state: 'hidden' })
  await worker.getByText('随手报').click()
  expect(await worker.getByRole('textbox', { name: '什么事' }).inputValue()).toBe('')
  const { items } = (await callAs(worker, 'h5', { method: 'GET', path: '/staff/cases?kind=hazard&sort=newest' })) as {
    items: { id: string; title: string }[]
  }
  const mine = items.filter(({ title }) => title.startsWith('五号楼一楼电表箱'))
  expect(mine).toHaveLength(1)
  const found = (await callAs(worker, 'h5', { method: 'GET', path: `/staff/cases/${mine[0]!.id}` })) as {
    photos: unknown[]
    channel: { code: string }
  }
  expect(found.photos).toHaveLength(1)
  expect(found.channel.code).toBe('grid')

  const clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '诉求')
  await clerk.getByText('五号楼一楼电表箱').first().waitFor()
  await picture(clerk, 'hazard-3-came-in-once')
})

it('what a resident says on the spot is theirs: found by name, and the page of the case carries the reader’s name', async () => {
  await openAddress(worker, 'cases/report')
  await worker.getByText('我自己看到的').click()
  const sheet = worker.getByRole('dialog', { name: '替谁报' })
  await sheet.getByRole('textbox', { name: '找居民' }).fill('王秀英')
  await sheet.getByText('王秀英', { exact: true }).first().click()
  await sheet.waitFor({ state: 'hidden' })
  await worker.getByText('不替谁，我自己看到的').waitFor()
  await worker.getByRole('textbox', { name: '什么事' }).fill('二号楼门口的地砖翘起来了，老人绊倒过。')
  await worker.getByRole('button', { name: '报上去' }).click()
  await worker.getByText('王秀英', { exact: true }).filter({ visible: true }).first().waitFor()

  const mark = worker.locator('.watermark').last()
  await mark.waitFor({ state: 'attached' })
  const drawn = await mark.evaluate((one) => {
    const { backgroundImage, pointerEvents } = getComputedStyle(one)
    return { words: decodeURIComponent(backgroundImage), pointerEvents, text: one.textContent }
  })
  expect(drawn).toEqual({ words: expect.stringContaining('李国强'), pointerEvents: 'none', text: '' })
})

it('an answer stops the report until the gas company can be rung, and the report goes on after it', async () => {
  const resident = await journey.visit('/#/people/sign-in')
  await signInAs(resident, '王秀英')
  await resident.getByText('一刻钟内').waitFor()
  await openAddress(resident, 'cases/form')
  await resident.getByRole('radio', { name: '安全隐患' }).click()
  await resident.getByRole('checkbox', { name: '闻到煤气味' }).click()
  await resident.getByText('闻到煤气味：先打电话，再报').waitFor()
  await resident.getByRole('button', { name: /^打给城区燃气公司抢修/ }).waitFor()
  expect(await resident.getByRole('button', { name: '交给社区' }).count()).toBe(0)
  await picture(resident, 'hazard-4-ring-first')
  await resident.getByRole('button', { name: '先打 119 消防' }).click()

  await resident.getByRole('textbox', { name: '什么事' }).fill('三单元一进门味道很大。')
  await resident.getByText('看起来是 闻到燃气味').waitFor()
  // Chromium hears no mouse while it offers the call to another app.
  await resident.getByRole('button', { name: '交给社区' }).dispatchEvent('click')
  await resident.getByText('最晚答复您').waitFor()
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dayOf } from '@yike/shared/time/china'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, signInAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

let digits: string

it('a daughter borrows a walker for her mother, today and for a week', async () => {
  const daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '王秀英')
  await daughter.getByText('一刻钟内').waitFor()
  await daughter.goto(`${journey.product.origin}/#/booking/service?kind=loan`)
  await daughter.getByRole('link', { name: /借轮椅、助行器/ }).click()
  await daughter.getByRole('checkbox', { name: '助行器' }).click()
  const today = dayOf(await daughter.evaluate(() => new Date()))
  const named = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  await daughter.getByRole('radio', { name: named(today), exact: true }).click()
  await daughter.getByRole('radio', { name: named(addDays(today, 6)), exact: true }).click()
  await daughter.getByText('共 7 天').waitFor()
  await daughter.getByRole('radio', { name: '妈妈' }).click()
  await daughter.getByRole('button', { name: '给妈妈借好' }).click()

  digits = (await daughter.locator('.code__digits').innerText()).trim()
  expect(digits).toMatch(/^\d{4}$/)
  await daughter.getByText('助行器 ZX-02').waitFor()
})

it('the window gives it out with the phone and takes it back in the console', async () => {
  const worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'clerk', '刘敏')
  await worker.getByRole('link', { name: /借出、归还/ }).click()
  await worker.getByRole('link', { name: /李桂兰 助行器 ZX-02/ }).click()
  await worker.getByText(`报 ${digits} 的来取`).waitFor()
  // The store room has no signal: the thing is given out once, and the list says what has not gone out.
  await worker.context().setOffline(true)
  await worker.getByRole('button', { name: '给他了' }).click()
  await worker.getByText('还有 1 条没发出去').filter({ visible: true }).waitFor()
  await worker.getByText('没发出去', { exact: true }).filter({ visible: true }).waitFor()
  await worker.context().setOffline(false)
  await worker.getByRole('radio', { name: '借出的' }).click()
  await worker.getByRole('link', { name: /李桂兰 助行器 ZX-02/ }).waitFor()

  const clerk = await journey.visit('/admin/loans', DESK)
  await enterConsole(clerk, 'clerk')
  await clerk.getByText('借出的').click()
  await clerk.getByText('助行器 ZX-02').click()
  await clerk.getByText('能用，有磨损').click()
  await clerk.getByLabel('写一句').fill('胶垫磨了')
  await clerk.getByRole('button', { name: '收回来了' }).click()
  await clerk.getByText('记下了，还回来了').waitFor()
  await clerk.getByText('器具', { exact: true }).click()
  await clerk.getByText('ZX-02').click()
  await clerk.getByText('能用，有磨损，胶垫磨了').waitFor()
})

it('the window lends a thing to somebody who has not booked, and takes it back', async () => {
  const clerk = await journey.visit('/admin/loans', DESK)
  await enterConsole(clerk, 'clerk')
  await clerk.getByRole('button', { name: '借给来的人' }).click()
  const form = clerk.getByRole('dialog', { name: '借给来的人' })
  await form.getByLabel('借给谁').fill('冯桂英')
  await clerk.locator('.ant-select-item-option').getByText('冯桂英').first().click()
  await form.getByLabel('借哪一件').fill('ZX-02')
  await clerk.locator('.ant-select-item-option').getByText('助行器 ZX-02').click()
  await form.getByRole('button', { name: '给他了' }).click()
  await clerk.getByText('ZX-02 借给冯桂英').waitFor()
  const row = clerk.getByRole('row', { name: /冯桂英.*助行器 ZX-02/ })
  await row.getByText('借走了').waitFor()

  await row.click()
  await clerk.getByRole('button', { name: '收回来了' }).click()
  await clerk.getByText('记下了，还回来了').waitFor()
  await row.waitFor({ state: 'detached' })
})

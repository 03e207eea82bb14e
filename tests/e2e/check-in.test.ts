import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { bindStaff, startJourney, type Journey } from '../support/journey'

let journey: Journey
let worker: Page
let guest: StaffBooking
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a member of staff ties the phone to the account, once', async () => {
  worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'clerk', '赵敏')
})

it('four digits are enough to check somebody in', async () => {
  const answer = await worker.request.get(`${journey.product.origin}/api/v1/staff/bookings`, {
    headers: { 'X-Client': 'h5' },
  })
  const { items } = (await answer.json()) as { items: StaffBooking[] }
  guest = items.find(({ state, sitting }) => state.code === 'confirmed' && sitting.title === '午餐第一批')!
  await worker.getByRole('button', { name: '输号签到' }).click()
  await worker.getByLabel('取餐号').fill(guest.code)
  await worker.getByRole('button', { name: `${guest.who.name} 到了` }).click()
  await worker.getByRole('button', { name: '下一位' }).click()
  expect(await worker.getByLabel('取餐号').inputValue()).toBe('')
})

it('a number nobody has is answered, and the wrong person is undone', async () => {
  await worker.getByLabel('取餐号').fill('0000')
  await worker.getByText('今天没有这个号').waitFor()
  await worker.getByLabel('取餐号').fill(guest.code)
  await worker.getByRole('button', { name: '点错了，改回' }).click()
  await worker.getByRole('button', { name: `${guest.who.name} 到了` }).waitFor()
  await worker.getByRole('button', { name: '关闭' }).click()
})

it('on the list of the sitting a tap on the name does it', async () => {
  await worker.getByRole('button', { name: /看今天全部/ }).click()
  await worker.getByRole('link', { name: /午餐第一批/ }).click()
  await worker.getByLabel('在名单里找').fill(guest.who.name)
  const row = worker.locator('.attend', { hasText: guest.who.name })
  await row.getByRole('button', { name: '收钱' }).click()
  await worker.getByRole('button', { name: /^到了，收现金/ }).click()
  await row.getByText(/\d+:\d\d 到/).waitFor()
})

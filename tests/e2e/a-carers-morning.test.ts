import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, signInAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

let carer: Page

it('a carer sees the round of the day and checks in; far from the address with a reason', async () => {
  carer = await journey.visit('/#/people/settings')
  await carer.context().grantPermissions(['geolocation'])
  await carer.context().setGeolocation({ longitude: 118.46, latitude: 37.46 })
  await bindStaff(carer, 'carer', '赵护理')
  await carer.getByRole('link', { name: /今天上门/ }).click()
  await carer.getByRole('link', { name: /上门助浴.*李桂兰/ }).click()
  await carer.getByRole('button', { name: '到了，签到' }).click()
  await carer.getByText(/只用来证明人到了/).waitFor()
  await carer.getByRole('button', { name: '记下位置，签到' }).click()
  await carer.getByLabel('原因').fill('先去站里取洗浴椅')
  await carer.getByRole('button', { name: '写好了，签到' }).click()
  await carer.getByText('先去站里取洗浴椅').waitFor()
})

it('a report written without a signal waits on the phone and goes out when there is one', async () => {
  await carer.context().setOffline(true)
  for (const task of ['助浴', '剪指甲']) await carer.getByText(task, { exact: true }).waitFor()
  const done = carer.getByRole('radio', { name: '做了' })
  await done.nth(0).click()
  await done.nth(1).click()
  await carer.getByRole('radio', { name: '没做' }).nth(2).click()
  await carer.getByLabel('测血压为什么没做').fill('血压计没电了')
  await carer.getByLabel('人怎么样').fill('精神好，洗得高兴。')
  await carer.getByRole('button', { name: '存上门记录' }).click()
  // The day's list, below on the stack of pages, shows it too.
  await carer.getByText('还有 1 条没发出去').filter({ visible: true }).waitFor()

  // It is sent by itself.
  await carer.context().setOffline(false)
  await expect.poll(() => carer.getByText('还有 1 条没发出去').count()).toBe(0)
  await carer.getByRole('button', { name: '做完了，签退' }).click()
  await carer.getByRole('button', { name: '记下位置，签退' }).click()
  await carer.getByLabel('原因').fill('下楼了才想起来点')
  await carer.getByRole('button', { name: '写好了，签退' }).click()
  await carer.getByText('做完了', { exact: true }).filter({ visible: true }).waitFor()
})

it('the daughter reads what was done', async () => {
  const daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '王秀英')
  await daughter.getByText('一刻钟内').waitFor()
  await daughter.goto(`${journey.product.origin}/#/booking/bookings`)
  await daughter
    .getByRole('link', { name: /妈妈的上门助浴/ })
    .first()
    .click()
  await daughter.getByRole('link', { name: /看做了哪些/ }).click()
  await daughter.getByText('精神好，洗得高兴。').waitFor()
  await daughter.getByText('血压计没电了').waitFor()
})

it('the office sees who goes where, and why somebody cannot go instead', async () => {
  const clerk = await journey.visit('/admin/visits', DESK)
  await enterConsole(clerk, 'clerk')
  await clerk.getByRole('group', { name: '赵护理' }).waitFor()
  await clerk.getByRole('button', { name: /14:00/ }).first().click()
  await clerk.getByText('换个人去').waitFor()
})

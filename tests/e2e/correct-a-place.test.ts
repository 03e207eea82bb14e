import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'

const PHONE_NOW = '05468123456'

let journey: Journey
let resident: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a resident finds a pharmacy in spite of a wrong character, and says that its phone is wrong', async () => {
  resident = await journey.visit('/#/directory/circle')
  await resident.getByLabel('找地方').fill('百姓药放')
  const rows = resident.getByRole('link', { name: /步行 \d+ 分钟/ })
  await expect.poll(() => rows.count()).toBe(1)
  await rows.click()
  await resident.getByRole('link', { name: '这里写得不对？告诉社区' }).click()
  await resident.getByRole('checkbox', { name: '电话' }).click()
  await resident.getByLabel('对的电话').fill('12')
  await resident.getByRole('button', { name: '告诉社区' }).click()
  await signInAs(resident, '王秀英')
  await resident.getByText('电话号码不对：12，再看看位数', { exact: true }).waitFor()
  await resident.getByLabel('对的电话').fill(PHONE_NOW)
  await resident.getByRole('button', { name: '告诉社区' }).click()
  await resident.getByText('社区核对后告诉您').waitFor()
})

it('the community looks at it and takes it over', async () => {
  const clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '生活圈')
  await clerk.getByText(/^居民说不对 \d+$/).click()
  await clerk.getByRole('button', { name: '百姓药房电话：采纳' }).click()
  await clerk.getByRole('button', { name: '百姓药房电话：采纳' }).waitFor({ state: 'detached' })
})

it('the resident reads that it was put right', async () => {
  await resident.goto(`${journey.product.origin}/#/tabs/notices`)
  // The relay brings it within a second or two; the page shows the state when it was opened.
  await expect
    .poll(
      async () => {
        await resident.reload()
        await resident.getByRole('radio', { name: '给我的消息' }).click()
        const told = resident.getByText('百姓药房的信息改好了')
        return told.waitFor({ timeout: 1500 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: 20_000 },
    )
    .toBe(true)
})

it('an opening past midnight is said, entered as it is said, and read as one', async () => {
  await resident.goto(`${journey.product.origin}/#/directory/circle`)
  await resident.getByLabel('找地方').fill('百姓药房')
  await resident.getByRole('link', { name: /百姓药房/ }).click()
  await resident.getByRole('link', { name: '这里写得不对？告诉社区' }).click()
  await resident.getByRole('checkbox', { name: '开门时间' }).click()
  await resident.getByLabel('应该几点到几点').fill('每天 18:00-2:00')
  await resident.getByRole('button', { name: '告诉社区' }).click()
  await resident.getByText('社区核对后告诉您').waitFor()

  const clerk = await journey.visit('/admin/places', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '生活圈')
  await clerk.getByText(/^居民说不对 \d+$/).click()
  await clerk.getByText('每天 18:00-2:00').waitFor()
  await clerk.getByRole('link', { name: '百姓药房' }).first().click()
  const end = clerk.getByRole('combobox', { name: '到几点', exact: true }).first()
  await clerk.getByRole('combobox', { name: '从几点', exact: true }).first().fill('18:00')
  await end.fill('0:00')
  await clerk.keyboard.press('Tab')
  await expect.poll(() => end.inputValue()).toBe('24:00')
  await end.fill('2:00')
  await clerk.keyboard.press('Tab')
  await clerk.getByText('到次日').waitFor()
  await clerk.getByRole('button', { name: '存好' }).click()
  await clerk.getByText('存好了，居民马上能看到').waitFor()

  await resident.reload()
  await resident
    .getByText(/18:00-次日2:00/)
    .first()
    .waitFor()
})

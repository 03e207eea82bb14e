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

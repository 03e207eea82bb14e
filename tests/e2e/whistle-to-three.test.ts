import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PARTY_RATINGS } from '@yike/shared/cases/occasions'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'
import { picture } from '../support/picture'

/** The demo blew a whistle a day ago: the property manager made contact, the two others are silent. */
const LOCKER = '快递柜占了轮椅坡道'

let journey: Journey
let admin: Page
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
})
afterAll(() => journey.end())

it('the list of whistles says who came and who is silent', async () => {
  await openSection(admin, '吹哨')
  const row = admin.getByRole('row').filter({ hasText: '颐园物业服务中心' })
  await row.waitFor()
  expect(await row.getByText('到时没应哨').count()).toBe(2)
  expect(await row.innerText()).toContain('联系了')
  await picture(admin, 'whistle-1-two-silent')
})

it('an administrator blows one to three departments, with who leads and why', async () => {
  await openSection(admin, '诉求')
  await admin.getByText(LOCKER).first().click()
  await admin.getByRole('button', { name: '吹哨' }).click()
  await admin.getByLabel('叫哪几家').click()
  for (const name of ['颐园物业服务中心', '城区供热公司', '街道综合执法队'])
    await admin.locator('.ant-select-item-option').filter({ hasText: name }).click()
  await admin.getByRole('heading', { name: '要几家单位一起来办' }).click()
  // The list of departments fades away.
  await admin.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
  await admin.getByLabel('谁牵头').click()
  await admin
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: '颐园物业服务中心' })
    .click()
  await admin.getByLabel('为什么要一起来，单位和居民都会读到').fill('快递柜占坡道，要物业、执法一起来挪。')
  await admin.getByRole('button', { name: '吹哨', exact: true }).click()
  await admin.getByText('吹哨，请几家单位一起来办').waitFor()
  expect(await admin.getByRole('list', { name: '叫来的单位' }).getByRole('listitem').count()).toBe(3)
  await picture(admin, 'whistle-2-blown-to-three')
})

it('a department answers, makes contact and reports in, one step after the other', async () => {
  const manager = await journey.visit('/admin/', DESK)
  await enterConsole(manager, 'property')
  await manager.getByText(LOCKER).first().click()
  await manager.getByRole('button', { name: '应哨' }).click()
  await manager.getByRole('button', { name: '跟社区联系过了' }).click()
  await manager.getByLabel('约好谁来、什么时候来').fill('周师傅明天上午九点到。')
  await manager.getByRole('button', { name: '告诉社区', exact: true }).click()
  await manager.getByRole('button', { name: '到场报到' }).click()
  await manager.getByLabel('来了谁，先做什么').fill('周师傅到了，先挪快递柜。')
  await manager.getByRole('button', { name: '报到', exact: true }).click()
  await manager.getByText('到场报到了').first().waitFor()
  await picture(manager, 'whistle-3-one-reported-in')
  expect(await manager.getByRole('button', { name: '应哨' }).count()).toBe(0)
})

it('the community rates each of them', async () => {
  await admin.reload()
  const parties = admin.getByRole('list', { name: '叫来的单位' })
  for (const [name, rating] of [
    ['颐园物业服务中心', PARTY_RATINGS[3]],
    ['城区供热公司', PARTY_RATINGS[1]],
  ] as const) {
    await admin.getByRole('button', { name: `评${name}` }).click()
    await admin.getByText(rating!, { exact: true }).click()
    await admin.getByLabel('为什么这么评，只有同事看得到').fill('看来没来，都记着。')
    await admin.getByRole('button', { name: '评好了' }).click()
    await parties.getByRole('listitem').filter({ hasText: name }).getByText(`社区评：${rating}`).waitFor()
  }
  await picture(admin, 'whistle-4-rated')
})

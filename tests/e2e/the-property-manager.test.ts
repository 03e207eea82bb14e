import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, openSection, startJourney, type Journey } from '../support/journey'
import { picture } from '../support/picture'

/** The lamp that 王秀英 reported: the demo gave it to the property manager. */
const LAMP = '3 号楼东边的路灯灭了三天'
const TELLS = ['王秀英', '13800000101', '0101', '颐园 3 号楼 2 单元 501']

let journey: Journey
let manager: Page
let clerk: Page
beforeAll(async () => {
  journey = await startJourney()
  manager = await journey.visit('/admin/', DESK)
  await enterConsole(manager, 'property')
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
})
afterAll(() => journey.end())

const seen = async (page: Page) => `${await page.locator('body').innerText()} ${await page.content()}`

it('the property manager begins with what was given to them, and never learns who complained', async () => {
  const menu = await manager.getByRole('navigation', { name: '主菜单' }).getByRole('link').allInnerTexts()
  expect(menu).toEqual(['一刻', '来件'])
  await manager.getByText(LAMP).waitFor()
  const list = await seen(manager)
  await manager.getByText(LAMP).click()
  await manager.getByText('不给看，请经过社区').waitFor()
  const page = await seen(manager)
  await picture(manager, 'property-1-without-the-person')
  for (const tells of TELLS) {
    expect(list).not.toContain(tells)
    expect(page).not.toContain(tells)
  }
})

it('they say on the phone that it is mended, with a word', async () => {
  const phone = await journey.visit('/#/people/settings')
  await bindStaff(phone, 'property', '周师傅')
  await phone.getByText(LAMP).click()
  await phone.getByRole('button', { name: '办好了' }).click()
  await phone.getByLabel('怎么办好的').fill('灯泡和开关都换了，晚上试过，亮的。')
  await phone.getByRole('button', { name: '告诉社区办好了' }).click()
  await phone.getByRole('main').getByText('报了办好').last().waitFor()
  await picture(phone, 'property-2-mended')
})

it('the office reads the proof and tells the resident', async () => {
  await openSection(clerk, '诉求')
  await clerk.getByText(LAMP).first().click()
  await clerk.getByText('灯泡和开关都换了，晚上试过，亮的。').waitFor()
  await clerk.getByRole('button', { name: '办好了', exact: true }).click()
  await clerk.getByLabel('怎么办好的，居民会读到').fill('路灯修好了，晚上放心走。')
  await clerk.getByRole('button', { name: '告诉居民办好了' }).click()
  await clerk.getByText('等回访', { exact: true }).first().waitFor()
  await picture(clerk, 'property-3-the-resident-hears')
  await manager.reload()
  await manager.getByText('办结', { exact: true }).first().waitFor()
})

it('the office sees who answers for what, and gives a case by the catalogue', async () => {
  await openSection(clerk, '承办单位')
  await clerk.getByRole('heading', { name: '颐园物业服务中心' }).waitFor()
  await clerk.getByText('承办人：周师傅').waitFor()
  await openSection(clerk, '诉求')
  await clerk.getByText('快递柜占了轮椅坡道').first().click()
  await clerk.getByRole('button', { name: '派给单位' }).click()
  await clerk.getByLabel('派给哪家').click()
  await clerk.locator('.ant-select-item-option').filter({ hasText: '颐园物业服务中心' }).click()
  await clerk.getByRole('button', { name: '派出去' }).click()
  await clerk.getByText('请单位来办').waitFor()
  await manager.goto(`${journey.product.origin}/admin/received`)
  await manager.getByText('等签收 ', { exact: false }).first().waitFor()
})

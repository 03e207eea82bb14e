import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'
import { picture } from '../support/picture'

/** A wish for a bench that the office accepted; no entry of the dispatch catalogue says whose it is. */
const BENCH = '想在 6 号楼前加一条长椅'
const PROPERTY = '颐园物业服务中心'
const ENFORCEMENT = '街道综合执法队'

let journey: Journey
let admin: Page
let clerk: Page
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
})
afterAll(() => journey.end())

const choose = async (page: Page, label: string | RegExp, name: string) => {
  await page.getByLabel(label).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).click()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
}

async function dispatchTo(receiver: string) {
  await openSection(clerk, '诉求')
  await clerk.getByText(BENCH).first().click()
  // The page of before would ask to look at the return first.
  await clerk.waitForURL(/cases\/\w+/)
  await clerk.reload()
  await clerk.getByRole('button', { name: '派给单位' }).click()
  await choose(clerk, '派给哪家', receiver)
  await clerk.getByRole('button', { name: '派出去' }).click()
  await clerk.getByText(`派给${receiver}`).waitFor()
}

async function handBack(page: Page, belongsTo: string, why: string) {
  await page.getByText(BENCH).first().click()
  await page.getByText(/不归你们的，.*前退回来，写清归谁/).waitFor()
  await page.getByRole('button', { name: '不归我们' }).click()
  await page.getByLabel('该归谁管').fill(belongsTo)
  await page.getByLabel('为什么不归你们，依据哪一条职责').fill(why)
  await page.getByRole('button', { name: '退回社区' }).click()
  await page.getByRole('heading', { name: BENCH }).waitFor({ state: 'hidden' })
}

it('the street says who decides whose a case is that comes back twice', async () => {
  await openSection(admin, '会商')
  await admin.getByText('没有要会商的').waitFor()
  await admin.getByRole('button', { name: '谁来会商' }).click()
  await choose(admin, /^颐园社区/, '张海燕')
  await admin.getByText('定好了：颐园社区').waitFor()
  await admin.keyboard.press('Escape')
  await admin.getByRole('dialog', { name: '谁来会商' }).waitFor({ state: 'hidden' })
})

it('two organisations say one after the other that it is not theirs, and whose it is', async () => {
  await dispatchTo(PROPERTY)
  const property = await journey.visit('/admin/', DESK)
  await enterConsole(property, 'property')
  await handBack(property, ENFORCEMENT, '物业合同第三条没有公共座椅')
  await dispatchTo(ENFORCEMENT)
  const enforcement = await journey.visit('/admin/', DESK)
  await enterConsole(enforcement, 'enforcement')
  await handBack(enforcement, PROPERTY, '执法队管占道，不装座椅')
  await clerk.reload()
  await clerk.getByText('单位退回来了，请张海燕会商').waitFor()
  await picture(clerk, 'returned-1-twice')
  expect(await clerk.getByRole('button', { name: '派给单位' }).count()).toBe(0)
})

it('the arbiter reads both, decides once, and the receiver cannot hand it back any more', async () => {
  await admin.reload()
  const row = admin.getByRole('row').filter({ hasText: BENCH })
  await row.getByText('物业合同第三条没有公共座椅').waitFor()
  expect(await row.innerText()).toContain('执法队管占道，不装座椅')
  await row.click()
  await admin.getByRole('list', { name: '退过的' }).getByRole('listitem').nth(1).waitFor()
  await choose(admin, '派给哪家', PROPERTY)
  await admin.getByLabel('为什么归这一家，单位和居民都会读到').fill('小区公共部位归物业，座椅也是。')
  await picture(admin, 'returned-2-both-reasons')
  await admin.getByRole('button', { name: '定下来' }).click()
  await admin.getByText('会商定了单位来办').waitFor()

  const property = await journey.visit('/admin/', DESK)
  await enterConsole(property, 'property')
  await property.getByText(BENCH).first().click()
  await property.getByRole('button', { name: '签收' }).waitFor()
  expect(await property.getByRole('button', { name: '不归我们' }).count()).toBe(0)
})

it('from that day the dispatch catalogue names it, and the ruling stands among those of before', async () => {
  await openSection(admin, '承办单位')
  const entry = admin.getByRole('listitem').filter({ hasText: '健身、座椅' })
  await entry.getByText('会商定的').waitFor()
  await entry.scrollIntoViewIfNeeded()
  await picture(admin, 'returned-3-in-the-catalogue')
  await openSection(admin, '会商')
  await admin.getByText('定过的').click()
  const row = admin.getByRole('row').filter({ hasText: BENCH })
  await row.getByText(/张海燕：小区公共部位归物业，座椅也是。/).waitFor()
})

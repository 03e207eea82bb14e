import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '@yike/shared/time/china'
import { DESK } from '../support/browser'
import {
  bindStaff,
  callAs,
  enterConsole,
  openSection,
  signInAs,
  signInToConsole,
  startJourney,
  tuesday,
  type Journey,
} from '../support/journey'
import { openAddress } from '../support/page-addresses'

/** What one desk hands to the other, and both see: a duty time, a note, a filter, a transfer, a need, an admission. */
const PASSWORD = '春天的风吹过颐园三号楼的槐树下面'
const NEIGHBOUR = '黄河社区（演示）'
/** A complaint that the office has accepted and that nobody works on. */
const BENCH = '想在 6 号楼前加一条长椅'

const RESIDENT = '高明'
const NEED = '想要一个修雨伞、磨剪刀的点'
const WORK = '沿街门头尺寸登记'
const REASON = '门头归执法队管，不让社区再填一张表。'

let journey: Journey
let admin: Page
let clerk: Page
let resident: Page
beforeAll(async () => {
  journey = await startJourney()
  ;[admin, clerk] = await Promise.all([journey.visit('/admin/', DESK), journey.visit('/admin/', DESK)])
  await Promise.all([enterConsole(admin, 'admin'), enterConsole(clerk, 'clerk')])
})
afterAll(() => journey.end())

const choose = async (page: Page, label: string, name: string) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).click()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
}

/** Opens the case from the list of open ones. */
async function openBench(page: Page) {
  await page.goto(`${journey.product.origin}/admin/cases?show=table&q=${encodeURIComponent('长椅')}`)
  await page.getByRole('row').filter({ hasText: BENCH }).click()
  await page.getByRole('heading', { name: BENCH }).waitFor()
}

/** The list holds these many cases and no more. */
async function seeRows(page: Page, count: number) {
  const rows = page.locator('.ant-table-row')
  await rows.nth(count - 1).waitFor()
  expect(await rows.count()).toBe(count)
}

/** The clerk of the other community makes an account by an invitation, and signs in. */
async function enterNeighbour() {
  const me = await callAs(admin, 'console', { method: 'GET', path: '/staff/me' })
  const { id: areaId } = (me as { communities: { id: string; name: string }[] }).communities.find(
    ({ name }) => name === NEIGHBOUR,
  )!
  const post = (path: string, data: object) => callAs(admin, 'console', { method: 'POST', path, data })
  const { token } = (await post('/staff/invitations', { name: '欧阳静', role: 'clerk', areaId })) as { token: string }
  await post('/invitations/accept', { token, username: 'ouyang', password: PASSWORD })
  const page = await journey.visit('/admin/', DESK)
  await signInToConsole(page, 'ouyang', PASSWORD)
  await page.getByRole('navigation', { name: '主菜单' }).waitFor()
  return page
}

it('a resident books the duty time of a lawyer, who alone learns who comes', async () => {
  resident = await journey.visit('/#/cases/form?kind=legal_aid')
  const times = resident.locator('.section').filter({ hasText: '约律师值班时间' })
  await times.getByRole('link', { name: /今天 14:00/ }).click()
  await resident.getByText('谁约了律师，社区里只有律师和管法律援助的人看得到。').waitFor()
  await resident.getByRole('button', { name: '给我约好' }).click()
  await signInAs(resident, RESIDENT)
  await resident.locator('.code__digits').waitFor()

  const lawyer = await journey.visit('/admin/', DESK)
  await enterConsole(lawyer, 'lawyer')
  const openDuty = async (page: Page) => {
    // Anew: the page of today holds the sittings as they were when it was opened.
    await page.goto(`${journey.product.origin}/admin/bookings`)
    await page.getByRole('button', { name: /^14:00 到 14:30，律师值班/ }).click()
    return page.getByRole('region', { name: '律师值班' })
  }
  await (await openDuty(lawyer)).getByText(RESIDENT).waitFor()
  const seenByClerk = await openDuty(clerk)
  await seenByClerk.getByText('约了 1 位，是谁只有办这类事的人看得到').waitFor()
  expect(await seenByClerk.getByText(RESIDENT).count()).toBe(0)
})

it('a note names a colleague, who finds it among the messages of the phone', async () => {
  await openBench(clerk)
  await clerk.getByRole('button', { name: '写一条备注' }).click()
  const words = clerk.getByRole('textbox', { name: '写给同事' })
  await words.pressSequentially('@李')
  await clerk.getByRole('menuitem', { name: '李国强' }).click()
  await words.pressSequentially('路过量一下放得下几条')
  await clerk.getByRole('button', { name: '记下来' }).click()
  await clerk.getByText('内部备注，提到李国强').waitFor()

  const phone = await journey.visit('/#/people/settings')
  await bindStaff(phone, 'grid', '小网')
  await openAddress(phone, 'tabs/notices')
  await phone.getByText('给我的消息').click()
  await phone.getByText(`刘敏在备注里提到您：${BENCH}`).click({ timeout: 30_000 })
  await phone.getByText('路过量一下放得下几条').waitFor()
})

it('a saved filter says how many it finds, and its address shows a colleague the same list', async () => {
  await clerk.goto(`${journey.product.origin}/admin/cases?show=table`)
  await clerk.getByLabel('在诉求里找').fill('路灯')
  await clerk.getByLabel('在诉求里找').press('Enter')
  await clerk.waitForURL(/q=/)
  await clerk.getByRole('button', { name: '存下这样的筛选' }).click()
  await clerk.getByLabel('给这样的筛选起个名').fill('灯的事')
  await clerk.getByRole('button', { name: '存下来' }).click()
  const saved = clerk.getByRole('group', { name: '我存的筛选' }).getByRole('button', { name: /^灯的事/ })
  await saved.waitFor()

  await openSection(clerk, '诉求')
  await saved.click()
  await clerk.waitForURL(/q=/)
  const count = Number(/\d+/.exec(await saved.innerText())![0])
  expect(count).toBeGreaterThan(0)
  await seeRows(clerk, count)
  await admin.goto(clerk.url())
  await seeRows(admin, count)
})

it('a case goes to another community, which takes it on, and the person who reported it reads so', async () => {
  await openBench(clerk)
  await clerk.getByRole('button', { name: '转到别的社区' }).click()
  await choose(clerk, '转给哪个社区', NEIGHBOUR)
  await clerk.getByLabel('为什么归他们，只有同事看得到').fill('那块空地在路那边。')
  await clerk.getByRole('button', { name: '转过去' }).click()
  await clerk.getByText(`等${NEIGHBOUR}接收或退回`, { exact: true }).waitFor()

  const neighbour = await enterNeighbour()
  await openSection(neighbour, '诉求')
  await neighbour.getByRole('region', { name: '别的社区转来的' }).getByRole('link', { name: BENCH }).click()
  await neighbour.getByText('那块空地在路那边。').waitFor()
  await neighbour.getByRole('button', { name: '接收转办' }).click()
  await neighbour.getByRole('button', { name: '接过来' }).click()
  await neighbour.getByRole('button', { name: '派单' }).waitFor()

  const reporter = await journey.visit('/#/people/sign-in')
  await signInAs(reporter, '张建国')
  await reporter.waitForURL((url) => !url.hash.includes('sign-in'))
  await openAddress(reporter, 'cases/cases')
  await reporter.getByText(BENCH).click()
  await reporter.getByText(/这件事归我们社区，已经接过来了/).waitFor()
})

it('a resident says what is missing, and reads by when a project brings it', async () => {
  await openAddress(resident, 'cases/form?kind=need')
  await resident.getByRole('radio', { name: '本人' }).click()
  await resident.getByLabel('什么事').fill(NEED)
  await resident.getByRole('button', { name: '交给社区' }).click()
  await resident.waitForURL(/cases\/case\?id=/)

  await resident.getByText(NEED).waitFor()
  const number = /编号 ([\d-]+)/.exec(await resident.locator('.corner').innerText())![1]!

  await openSection(clerk, '需求')
  await clerk.getByRole('button', { name: '一件一件看' }).click()
  await clerk.getByLabel('在诉求里找').fill(number)
  await clerk.getByLabel('在诉求里找').press('Enter')
  await clerk.getByRole('link', { name: number }).click()
  await clerk.getByText(NEED).waitFor()
  await clerk.getByRole('button', { name: /^受理/ }).click()
  await choose(clerk, '归到哪一类', '便民的店和点')
  await clerk.getByRole('button', { name: '收下' }).click()
  await clerk.getByText('列入项目').click()
  await choose(clerk, '列入哪个项目', '颐园助浴点')
  await clerk.getByRole('button', { name: '列入，告诉居民' }).click()
  await clerk.getByText('列入项目了').waitFor()

  await resident.reload()
  await resident.getByText(/您提的需求已列入“颐园助浴点”/).waitFor()
})

it('a department asks for a work, the street refuses it, and residents read why', async () => {
  const department = await journey.visit('/admin/', DESK)
  await enterConsole(department, 'enforcement')
  await openSection(department, '准入')
  await department.getByRole('button', { name: '申请准入' }).click()
  const form = department.getByRole('dialog', { name: '申请准入' })
  await form.getByLabel('什么事').fill(WORK)
  await form.getByLabel('要社区做什么').fill('逐家登记门头的尺寸，一个月报一次。')
  await form.getByLabel('为什么要社区做').fill('执法队人手不够。')
  for (const [label, days] of [
    ['从哪天', 7],
    ['到哪天', 60],
  ] as const) {
    await form.getByLabel(label).fill(addDays(tuesday(), days))
    await form.getByLabel(label).press('Enter')
  }
  await form.getByLabel('谁来做').fill('网格员')
  await form.getByLabel('每个社区一个月估几个小时').fill('8')
  await form.getByRole('button', { name: '交给街道' }).click()
  await department.getByRole('region', { name: WORK }).getByText('等街道答复').waitFor()

  await openSection(admin, '准入')
  await admin.getByRole('button', { name: `不同意：${WORK}` }).click()
  await admin.getByLabel('为什么不同意').fill(REASON)
  await admin.getByRole('button', { name: '不同意', exact: true }).click()
  await admin.getByRole('region', { name: WORK }).waitFor({ state: 'hidden' })

  await department.reload()
  await department.getByRole('region', { name: WORK }).getByText(REASON).waitFor()
  await openAddress(resident, 'admission/admissions')
  await resident.getByText('做完、没同意').click()
  await resident.getByText(WORK).waitFor()
  await resident.getByText(`街道为什么没同意：${REASON}`).waitFor()
})

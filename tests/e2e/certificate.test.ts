import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, seeToast, signInAs, startJourney, type Journey } from '../support/journey'
import { list } from '../support/page-addresses'
import { addPhoto } from '../support/photo'
import { picture } from '../support/picture'

const NAME = '居住情况证明'
const WHY = '没有写着地址的那一页'

let journey: Journey
let resident: Page
let clerk: Page
let id: string
let number: string

beforeAll(async () => {
  journey = await startJourney()
  resident = await journey.visit('/#/matters/matters')
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
})
afterAll(() => journey.end())

async function photograph(paper: string, asked?: () => Promise<void>) {
  await addPhoto(resident, { within: resident.getByRole('group', { name: paper }), of: 'card', asked })
  await resident.getByRole('button', { name: '去掉第 1 张照片' }).waitFor()
}
const pane = () => clerk.getByRole('region', { name: '材料' })

it('a resident reads where a certificate comes from that the community may not issue', async () => {
  await resident.getByLabel('找办什么、开什么证明').fill('养狗证明')
  await resident.getByText('办养犬登记找派出所').waitFor()
  await resident.getByLabel('找办什么、开什么证明').fill('居住')
  await resident.getByRole('link', { name: NAME }).click()
})

it('sees what to bring, photographs one paper and hands it in', async () => {
  await resident.getByText('写着地址的那一页').waitFor()
  await photograph('身份证', () => signInAs(resident, '王秀英'))
  await picture(resident, 'certificate-1-what-to-bring')
  await resident.getByRole('button', { name: '交给社区' }).click()
  await seeToast(resident, '交给社区了')
  await resident.getByText('到窗口带着').waitFor()
  const [made] = await list<{ id: string; number: string }>(resident, '/me/cases')
  ;({ id, number } = made!)
})

it('the clerk looks at each paper, and asks for what is missing', async () => {
  await clerk.goto(`${journey.product.origin}/admin/cases/${id}`)
  await pane().getByLabel('身份证看过了').getByText('可以').click()
  await pane().getByLabel('房产证或租房合同看过了').getByText('要补').click()
  await pane().getByLabel('房产证或租房合同要补什么').fill(WHY)
  await picture(clerk, 'certificate-2-looked-through')
  await pane().getByRole('button', { name: '告诉居民补材料' }).click()
  await clerk.getByText('等补充').first().waitFor()

  await resident.reload()
  await resident.getByText(WHY).waitFor()
  await photograph('拍房产证或租房合同')
  await resident.getByRole('button', { name: '交材料' }).click()
  await resident.getByText('传上了，等社区看').waitFor()
})

it('it is ready, with the number to say, and somebody else collects it', async () => {
  await clerk.reload()
  await pane().getByRole('button', { name: '都看过，都可以' }).click()
  await pane().getByRole('button', { name: '办好了，告诉居民来领' }).click()
  await pane().getByText('谁来领的').waitFor()

  await resident.reload()
  await resident.getByText('可以来领了').first().waitFor()
  // A number is kept together by characters that nobody sees.
  const spoken = new RegExp(`报编号\\s${number.replaceAll('-', '\u2060?-\u2060?')}`)
  await resident.getByText(spoken).first().waitFor()
  await picture(resident, 'certificate-3-ready')

  await pane().getByText('别人代领').click()
  await pane().getByLabel('代领人姓名').fill('王芳')
  await pane().getByRole('button', { name: '领走了' }).click()
  await clerk.getByText('王芳代领走了。').waitFor()

  await resident.reload()
  await resident.getByText('王芳代领走了。').waitFor()
  await picture(resident, 'certificate-4-collected')
})

it('at the counter the clerk finds what the community may not issue, and files what it may', async () => {
  await openSection(clerk, '办事')
  await clerk.getByLabel('找办什么、开什么证明').fill('无犯罪')
  await clerk.getByText('找户籍地或者居住地派出所').waitFor()
  await clerk.getByLabel('找办什么、开什么证明').fill('居住')
  await clerk.getByRole('button', { name: `替人办：${NAME}` }).click()
  await clerk.getByLabel('给谁办').fill('王秀英')
  await clerk.locator('.ant-select-item-option').filter({ hasText: '王秀英' }).first().click()
  await clerk.getByRole('button', { name: '登记' }).click()
  await clerk.getByRole('heading', { name: NAME, exact: true }).waitFor()
  expect(clerk.url()).toMatch(/cases\/[0-9a-f]{24}$/)
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import { addDays } from '@yike/shared/time/china'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, openSection, register, startJourney, tuesday, type Journey } from '../support/journey'

let journey: Journey
let clerk: Page
beforeAll(async () => {
  journey = await startJourney()
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
})
afterAll(() => journey.end())

/** The drawer of the booking, for the sitting of the day that these words find. */
async function bookFor(name: string, words: string) {
  await clerk.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: '帮着预约' }).click()
  const drawer = clerk.getByRole('dialog', { name: '替居民预约' })
  await drawer.getByText(name).first().waitFor()
  await drawer.getByLabel('哪一场').fill(words)
  await clerk.locator('.ant-select-item-option-active').filter({ hasText: words }).waitFor()
  await drawer.getByLabel('哪一场').press('Enter')
  await drawer.locator('.ant-select').filter({ hasText: words }).waitFor()
  return drawer
}

it('an elder is registered at the counter, and a low-salt lunch is brought to her home at her price', async () => {
  await register(clerk, { name: '于凤兰', birthYear: '1941', home: '颐园 5 号楼 1 单元 201' })
  const drawer = await bookFor('于凤兰', '午餐第一批')
  await drawer.getByText('收 4').waitFor()
  await drawer.getByText('送到家').click()
  await drawer.getByText('不写就送到家：颐园 5 号楼 1 单元 201').waitFor()
  await drawer.getByLabel('到门口打哪个电话').fill('13800000321')
  await drawer.getByLabel('到门口怎么办').fill('敲门大声点')
  await drawer.getByLabel('少盐').check()
  await drawer.getByLabel('馒头').check()
  await drawer.getByRole('button', { name: '约好' }).click()
  await drawer.waitFor({ state: 'hidden' })

  await openSection(clerk, '助餐')
  await clerk.getByLabel('助餐的哪一页').getByText('厨房', { exact: true }).click()
  const stop = clerk.locator('.route li').filter({ hasText: '于凤兰' })
  await stop.first().getByText('敲门大声点').waitFor()
  expect(await stop.first().innerText()).toMatch(/5 号楼/)
})

it('a child is enrolled with the consent its guardian gives at the counter, and not without it', async () => {
  await register(clerk, { name: '于小雪', birthYear: '2018', phone: '13800000321', guardian: true })
  const drawer = await bookFor('于小雪', '四点半课堂')
  await drawer.getByLabel('监护人', { exact: true }).fill('于海燕')
  await drawer.getByLabel('是孩子的谁').fill('妈妈')
  await drawer.getByLabel('监护人电话').fill('13800000321')
  await drawer.getByLabel('过敏、要留意的').fill('花生过敏')
  await drawer.getByRole('button', { name: '约好' }).click()
  await drawer
    .getByRole('alert')
    .getByText(/监护人/)
    .first()
    .waitFor()
  await drawer.getByLabel('念给监护人听了，监护人同意').check()
  await drawer.getByRole('button', { name: '约好' }).click()
  await drawer.waitFor({ state: 'hidden' })

  await clerk.getByRole('link', { name: '按次点名' }).click()
  await clerk
    .getByRole('row', { name: /于小雪/ })
    .getByRole('button', { name: '谁能接、要留意的' })
    .click()
  await clerk.getByText('花生过敏').waitFor()
  await clerk.getByText(/于海燕同意过说明，对.+说的/).waitFor()
})

it('on the phone somebody new is registered in the sheet of the sitting, and taken down with all they want', async () => {
  const phone = await journey.visit('/#/people/settings')
  await bindStaff(phone, 'clerk', '赵敏')
  await phone.getByRole('button', { name: /看今天全部/ }).click()
  await phone
    .getByRole('link', { name: /午餐第一批/ })
    .first()
    .click()
  await phone.getByRole('button', { name: '替人约这一场' }).click()
  await phone.getByRole('button', { name: '没找到，登记一位' }).click()
  await phone.getByLabel('姓名').fill('于长河')
  await phone.getByLabel('出生年份').fill('1938')
  await phone.getByRole('button', { name: '登记，接着办' }).click()
  const sheet = phone.getByRole('dialog')
  await sheet.getByRole('radio', { name: '送到家' }).click()
  await sheet.getByRole('button', { name: '给于长河约好' }).click()
  await sheet
    .getByText(/还不知道于长河住哪儿/)
    .first()
    .waitFor()
  await sheet.getByLabel('送到哪儿').fill('颐园 7 号楼 2 单元 302')
  await sheet.getByRole('checkbox', { name: '软烂' }).click()
  await sheet.getByRole('button', { name: '给于长河约好' }).click()
  await phone.getByText('于长河约好了').waitFor()
  expect(await phone.getByRole('dialog').innerText()).toMatch(/送到家：颐园 7.号楼 2.单元.302，软烂，收.4.元/)
  await phone.getByRole('button', { name: '知道了' }).click()
  await phone.getByText('于长河').first().waitFor()
})

it('hours that were counted wrong are put right, and a certificate is withdrawn and given anew', async () => {
  const answer = await clerk.request.get(
    `${journey.product.origin}/api/v1/staff/sittings?day=${addDays(tuesday(), -5)}`,
    { headers: { 'X-Client': 'console' } },
  )
  const { items } = (await answer.json()) as { items: StaffSitting[] }
  const training = items.find(({ title }) => title === '志愿者急救培训')!
  await clerk.goto(`${journey.product.origin}/admin/courses/${training.id}`)
  const row = clerk.getByRole('row').filter({ has: clerk.getByRole('button', { name: /^收回.+的证书$/ }) })
  const name = (await row.first().getByRole('checkbox').getAttribute('aria-label'))!.replace(' 到了', '')
  const theirs = clerk.getByRole('row').filter({ has: clerk.getByRole('checkbox', { name: `${name} 到了` }) })
  const before = (await theirs.innerText()).match(/\d{4}-\w{4}-\w{4}/)![0]

  await theirs.getByRole('button', { name: `收回${name}的证书` }).click()
  await clerk.getByLabel('为什么收回').fill('第一次早走，学时多记了')
  await clerk.getByRole('button', { name: '收回证书' }).click()
  await theirs.getByText('收回了').waitFor()
  await theirs.getByRole('button', { name: `改${name}这次的学时` }).click()
  await clerk.getByLabel('这一次记多少分钟').fill('45')
  await clerk.getByLabel('为什么改').fill('第一次早走了一半')
  await clerk.getByRole('button', { name: '改好，告诉本人' }).click()
  await theirs.getByText('这次改记 45 分钟').waitFor()
  await theirs.getByRole('button', { name: `给${name}再发一份` }).click()
  await theirs.getByText(/\d{4}-\w{4}-\w{4}/).waitFor()

  expect(await theirs.innerText()).not.toContain(before)
})

it('repeated visits are offered at the times that the service has, and the result is shown before', async () => {
  await openSection(clerk, '上门')
  await clerk.getByLabel('看什么').getByText('定期上门', { exact: true }).click()
  await clerk.getByRole('button', { name: '定一个' }).click()
  const drawer = clerk.getByRole('dialog', { name: '定期上门' })
  const options = clerk.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
  // A list fades away before the next one opens, or the two are read as one.
  const isClosed = () => options.first().waitFor({ state: 'hidden' })
  await drawer.getByLabel('给谁约').fill('冯桂英')
  await options.getByText('冯桂英').first().click()
  await isClosed()
  await drawer.getByLabel('做什么').click()
  await options.getByText('上门打扫').click()
  await isClosed()

  await drawer.getByLabel('每周哪几天').click()
  await options.getByText('周四').waitFor()
  expect(await options.allInnerTexts()).toEqual(['周二', '周四'])
  await options.getByText('周二').click()
  await options.getByText('周四').click()
  await clerk.keyboard.press('Tab')
  await isClosed()
  await drawer.getByLabel('几点').click()
  await options.getByText('8:30').waitFor()
  expect(await options.allInnerTexts()).toEqual(['8:30'])
  await options.getByText('8:30').click()
  await drawer.getByText(/现在能约上\s\d+\s次/).waitFor()
  await drawer.getByRole('button', { name: '都约上' }).click()
  await clerk.getByRole('dialog', { name: '冯桂英的上门打扫' }).getByText('周二、周四 8:30').waitFor()
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'
import { openAddress } from '../support/page-addresses'

const HERS = '3 号楼东边的路灯灭了三天'
const HIS = '3 号楼东边路灯不亮，晚上看不见路'

const COVER = '3 号楼东门口的井盖松了'

let journey: Journey
let neighbour: Page
let clerk: Page
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a resident who writes what a neighbour reported is shown it, and follows it', async () => {
  neighbour = await journey.visit('/#/people/sign-in')
  await signInAs(neighbour, '张建国')
  await neighbour.getByText('一刻钟内').waitFor()
  await openAddress(neighbour, 'cases/form')
  await neighbour.getByLabel('什么事').fill(HIS)
  await neighbour.getByText('1 位邻居反映过，是这件事吗').waitFor()
  await neighbour.getByText(HERS).click()
  await neighbour.getByText('线路断在 3 号楼配电箱').waitFor()
  expect(await neighbour.locator('body').innerText()).not.toContain('王秀英')
  await neighbour.getByRole('button', { name: '跟着看进展' }).click()
  await neighbour.getByRole('button', { name: '不跟着看了' }).waitFor()
  await neighbour.getByText('2 位邻居反映或者跟着看').waitFor()
})

it('it stands among what he follows, and what he wrote is still there to be filed all the same', async () => {
  await openAddress(neighbour, 'cases/form')
  expect(await neighbour.getByLabel('什么事').inputValue()).toBe(HIS)
  await neighbour.getByText('您已经跟着看了').waitFor()
  await neighbour.getByRole('button', { name: '交给社区' }).click()
  await neighbour.getByText('最晚答复您').waitFor()
  await openAddress(neighbour, 'cases/cases')
  await neighbour.getByText('跟着看的').first().click()
  // By its category: the words of the neighbour who reported it stand there no more.
  await neighbour.getByText('路灯照明').first().waitFor()
  expect(await neighbour.locator('body').innerText()).not.toContain(HERS)
})

it('the window is told that the two may be one, and merges them; he reads where it goes on', async () => {
  clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '诉求')
  await clerk.getByText(HIS).first().click()
  await clerk
    .getByText(/可能是同一件/)
    .first()
    .waitFor()
  await clerk.getByRole('button', { name: '并到一起' }).first().click()
  await clerk.getByRole('dialog').getByText('编号不变').waitFor()
  await clerk.getByRole('dialog').getByRole('button', { name: '并到一起' }).click()
  await clerk.getByText('并进来一起办').waitFor()

  await openAddress(neighbour, 'tabs/notices')
  await neighbour.getByText('给我的消息').click()
  await neighbour
    .getByText(/和同一件事并到一起办/)
    .first()
    .click()
  await neighbour.getByText('和同一件事一起办').first().waitFor()
})

it('a sheet that the window prints names who printed it and when, whatever is hidden on paper', async () => {
  await clerk.emulateMedia({ media: 'print' })
  await clerk.evaluate(() => {
    window.print = () => {
      document.title = document.querySelector<HTMLElement>('.sheet')!.innerText
    }
  })
  await clerk.getByRole('button', { name: '打印回执', includeHidden: true }).dispatchEvent('click')
  expect(await clerk.title()).toMatch(/受理回执[^]*\S+ 20\d\d年\d+月\d+日.* 打印$/)
  await clerk.emulateMedia({ media: null })
})

it('what is another matter is split off, and he follows that too', async () => {
  await clerk.getByRole('button', { name: '分成几件办' }).click()
  const dialog = clerk.getByRole('dialog')
  await dialog.getByLabel('分出去的第 1 件是什么事').fill(COVER)
  await dialog.getByRole('button', { name: '分开办' }).click()
  await clerk.getByText('分出去单独办').waitFor()
  await clerk.getByText('分成 2 件办').waitFor()
  await clerk.getByRole('link', { name: COVER }).click()
  await clerk.getByText('分出来的，原话在那里').waitFor()

  await openAddress(neighbour, 'cases/cases')
  await neighbour.getByText('跟着看的').first().click()
  // The part has no category yet: it stands there by its kind, beside the button of the same words.
  await neighbour.getByText('反映问题', { exact: true }).nth(1).waitFor()
  expect(await neighbour.locator('body').innerText()).not.toContain(COVER)
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'
import { openAddress } from '../support/page-addresses'

let journey: Journey
let neighbour: Page
let admin: Page
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
})
afterAll(() => journey.end())

it('a resident reads what is in work and what is mended nearby, and nobody’s words', async () => {
  neighbour = await journey.visit('/#/people/sign-in')
  await signInAs(neighbour, '张建国')
  await neighbour.getByText('一刻钟内').waitFor()
  await openAddress(neighbour, 'cases/cases')
  await neighbour.getByText('附近反映过的').click()
  await neighbour.getByText('路灯照明').first().waitFor()
  await neighbour
    .getByText(/附近，/)
    .first()
    .waitFor()
  expect(await neighbour.locator('body').innerText()).not.toMatch(/王秀英|灭了三天|3 号楼/)
})

it('covers a face by the keyboard alone, and the covered photo is what is shown', async () => {
  await openSection(admin, '诉求')
  await admin.getByText('列表', { exact: true }).click()
  await admin.getByText('3 号楼东边的路灯灭了三天').first().click()
  await admin.getByRole('button', { name: '遮挡诉求照片第 1 张' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('button', { name: '在中间加一块' }).click()
  const cover = dialog.getByRole('button', { name: /第 1 块/ })
  await cover.focus()
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight']) await admin.keyboard.press(key)
  await dialog.getByRole('button', { name: '用遮挡后的' }).click()
  await admin.getByText('第 1 张，遮挡过').waitFor()
  await admin.getByRole('button', { name: '看诉求照片第 1 张的原图' }).waitFor()
})

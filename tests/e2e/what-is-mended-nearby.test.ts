import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, seeToast, signInAs, startJourney, type Journey } from '../support/journey'
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

it('says of something mended that it is not; the office reads it, and the state stays', async () => {
  await neighbour.getByText('办好了').first().click()
  await neighbour.getByRole('link', { name: /台阶、坡道 在小区里/ }).click()
  await neighbour.getByRole('button', { name: '还没修好' }).click()
  await neighbour.getByLabel('现在什么样').fill('右边那一级还晃')
  await neighbour.getByRole('button', { name: '告诉社区' }).click()
  await seeToast(neighbour, '告诉社区了，有进展告诉您')

  const id = /id=([0-9a-f]{24})/.exec(neighbour.url())![1]
  await admin.goto(`${journey.product.origin}/admin/cases/${id}`)
  await admin.getByText('邻居说还没修好').waitFor()
  await admin.getByText('右边那一级还晃').waitFor()
  expect(await admin.locator('body').innerText()).not.toContain('张建国')
})

it('the office opens a cluster of the map into its cases, in an address that can be sent on', async () => {
  await openSection(admin, '诉求')
  await admin.getByText('地图', { exact: true }).click()
  const cluster = admin.getByRole('button', { name: /件没办完/ }).first()
  await cluster.focus()
  await admin.keyboard.press('Enter')
  await admin.getByText(/选中的这一块，\d+ 件/).waitFor()
  expect(admin.url()).toMatch(/show=map.*within=/)
  await admin.locator('.case-map__row').first().click()
  await admin.getByRole('heading', { name: '办到哪了' }).waitFor()
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

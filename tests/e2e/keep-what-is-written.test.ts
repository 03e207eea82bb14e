import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, tapSection, type Journey } from '../support/journey'

let journey: Journey
let admin: Page
beforeAll(async () => {
  journey = await startJourney()
  admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
})
afterAll(() => journey.end())

const asks = () => admin.getByRole('dialog', { name: '写的还没存，离开就没了' })

it('the dishes of a week are asked about before the next week is opened', async () => {
  await openSection(admin, '助餐')
  await admin.getByLabel('助餐的哪一页').getByText('菜单', { exact: true }).click()
  await admin.getByRole('button', { name: '下一周' }).click()
  await admin.getByRole('button', { name: '照抄上周' }).click()
  const save = admin.getByRole('button', { name: /^存好 \d+ 场$/ })
  await save.waitFor()

  await admin.getByRole('button', { name: '下一周' }).click()
  await asks().getByRole('button', { name: '接着写' }).click()
  await asks().waitFor({ state: 'hidden' })
  await save.waitFor()

  await admin.getByRole('button', { name: '下一周' }).click()
  await asks().getByRole('button', { name: '不要了，离开' }).click()
  await admin.getByRole('button', { name: '没有改动' }).waitFor()
})

it('words of a place stay until they are saved, and saving asks nothing', async () => {
  await openSection(admin, '生活圈')
  await admin.getByText('颐园书屋').first().click()
  const about = admin.getByLabel('说明')
  await about.fill('新到了一批大字书。')

  await tapSection(admin, '通知')
  await asks().getByRole('button', { name: '接着写' }).click()
  expect(await about.inputValue()).toBe('新到了一批大字书。')

  await admin.getByRole('button', { name: '存好' }).click()
  await admin.getByText('存好了，居民马上能看到').waitFor()
  await openSection(admin, '通知')
  expect(await asks().count()).toBe(0)
})

const asksOfDialog = () => admin.getByRole('dialog', { name: '写的还没存，关掉就没了' })

it('a dialog and a drawer ask before Esc, the cross or a click beside them throws away what was written', async () => {
  await openSection(admin, '居民')
  const register = admin.getByRole('dialog', { name: '登记一位居民' })
  await admin.getByRole('button', { name: '登记没有手机的居民' }).click()
  await register.getByLabel('姓名').fill('赵凤英')
  for (const close of [
    () => admin.keyboard.press('Escape'),
    () => register.locator('.ant-modal-close').click(),
    () => admin.mouse.click(8, 400),
  ]) {
    await close()
    await asksOfDialog().getByRole('button', { name: '接着写' }).click()
    await asksOfDialog().waitFor({ state: 'hidden' })
    expect(await register.getByLabel('姓名').inputValue()).toBe('赵凤英')
  }
  await admin.keyboard.press('Escape')
  await asksOfDialog().getByRole('button', { name: '不要了，关掉' }).click()
  await register.waitFor({ state: 'hidden' })

  await openSection(admin, '借还')
  await admin.getByLabel('看什么').getByText('器具', { exact: true }).click()
  await admin.getByRole('button', { name: '加一件' }).first().click()
  const drawer = admin.getByRole('dialog', { name: '加一件' })
  await drawer.getByLabel('编号').fill('轮椅9')
  await admin.keyboard.press('Escape')
  await asksOfDialog().getByRole('button', { name: '接着写' }).click()
  expect(await drawer.getByLabel('编号').inputValue()).toBe('轮椅9')
  await asksOfDialog().waitFor({ state: 'hidden' })
  await admin.keyboard.press('Escape')
  await asksOfDialog().getByRole('button', { name: '不要了，关掉' }).click()
  await drawer.waitFor({ state: 'hidden' })
})

it('a dialog in which nothing was written closes at once', async () => {
  await openSection(admin, '居民')
  await admin.getByRole('button', { name: '登记没有手机的居民' }).click()
  const register = admin.getByRole('dialog', { name: '登记一位居民' })
  await register.getByLabel('姓名').waitFor()
  await admin.keyboard.press('Escape')
  await register.waitFor({ state: 'hidden' })
})

it('without a network the console says so at once, and what is written can be saved afterwards', async () => {
  await openSection(admin, '居民')
  await admin.getByRole('button', { name: '登记没有手机的居民' }).click()
  const register = admin.getByRole('dialog', { name: '登记一位居民' })
  await register.getByLabel('姓名').fill('钱玉珍')
  await admin.context().setOffline(true)
  await admin.getByRole('status').getByText('没有网络').waitFor()
  await register.getByRole('button', { name: '登记', exact: true }).click()
  await register.getByText('这次没送出去，连上网再试一次。').waitFor()

  await admin.context().setOffline(false)
  await admin.getByText('没有网络').waitFor({ state: 'detached' })
  await register.getByRole('button', { name: '登记', exact: true }).click()
  await register.waitFor({ state: 'hidden' })
})

it('a page that was not open before keeps the menu without a network, and opens by itself when it is back', async () => {
  await openSection(admin, '居民')
  await admin.context().setOffline(true)
  await openSection(admin, '没送到')
  await admin.getByText('连上网，这一页自己打开').waitFor()
  // Back to a page that is there, and the closed one again.
  await openSection(admin, '居民')
  await admin.getByLabel('找居民').waitFor()
  await openSection(admin, '没送到')
  await admin.getByRole('heading', { level: 1, name: '这一页还没打开' }).waitFor()

  await admin.context().setOffline(false)
  await admin.getByRole('heading', { level: 1 }).filter({ hasNotText: '还没打开' }).waitFor()
  expect(new URL(admin.url()).pathname).toBe('/admin/messages')
})

it('the words of a caller outlast the network and another page, and no group is offered as a category', async () => {
  await openSection(admin, '诉求')
  await admin.getByRole('button', { name: /登记来电诉求/ }).click()
  await admin.getByLabel('说了什么').fill('三号楼门口积水结冰，老人不敢出门')
  await admin.getByLabel('谁说的').click()
  await admin.getByTitle('我自己发现的').click()
  const choices = admin.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
  await choices.waitFor({ state: 'hidden' })
  await admin.getByLabel('类别').click()
  const shown = choices.locator('.ant-select-item-option')
  await shown.filter({ hasText: ' · ' }).first().waitFor()
  const leaves = await shown.allInnerTexts()
  expect(leaves.filter((leaf) => !leaf.includes(' · '))).toEqual([])
  await admin.getByLabel('类别').fill('路灯')
  await admin.getByTitle(/路灯/).first().click()
  await openSection(admin, '居民')
  await openSection(admin, '诉求')
  await admin.getByRole('button', { name: /登记来电诉求/ }).click()

  await admin.context().setOffline(true)
  await admin.getByRole('button', { name: '登记', exact: true }).click()
  await admin.getByText('这次没送出去，连上网再试一次。').waitFor()
  await admin.context().setOffline(false)
  await admin.getByText('没有网络').waitFor({ state: 'detached' })
  await admin.getByRole('button', { name: '登记', exact: true }).click()

  await admin.getByText(/^记下了，受理编号/).waitFor()
  await admin.getByText('三号楼门口积水结冰，老人不敢出门').first().waitFor()
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { enterConsole, openSection, startJourney, type Journey } from '../support/journey'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('the administrator of a street merges two communities after a look, sees one, and takes it back', async () => {
  const page = await journey.visit('/admin', DESK)
  await enterConsole(page, 'admin')
  await openSection(page, '区划')
  const list = page.getByRole('list').filter({ hasText: '黄河社区（演示）' }).first()
  await list.getByRole('link', { name: /黄河社区（演示）/ }).click()
  await page.getByRole('heading', { name: '黄河社区（演示）' }).waitFor()

  await page.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByLabel('并进来的').click()
  await page.getByTitle('颐园社区（演示）').click()
  await page.keyboard.press('Escape')
  await page.getByLabel('合并以后叫什么').fill('河园社区（演示）')
  await page.getByText('颐园社区（演示）并入黄河社区（演示），改称河园社区（演示）').waitFor()
  expect(await page.getByRole('row', { name: /^地点到河园社区（演示）第二网格 \d+$/ }).count()).toBe(1)
  await page.getByRole('button', { name: '合并，一天内能撤回' }).click()

  // Record by record, as a job beside the requests.
  await page.getByText('办好了').waitFor({ timeout: 60_000 })
  await page.getByRole('heading', { name: '河园社区（演示）' }).waitFor()
  await page
    .getByRole('list')
    .getByRole('link', { name: /第一网格/ })
    .waitFor()
  // Services that residents were offered before continue under the new name.
  const resident = await journey.visit('/')
  await resident.getByText('河园社区（演示）').locator('visible=true').first().waitFor()

  await page.getByRole('button', { name: /^撤回：颐园社区/ }).click()
  await page.getByText('撤回了').waitFor({ timeout: 60_000 })
  await page.getByRole('heading', { name: '黄河社区（演示）' }).waitFor()
})

it('a border is drawn point by point, and what it leaves uncovered is said', async () => {
  const page = await journey.visit('/admin', DESK)
  await enterConsole(page, 'admin')
  await openSection(page, '区划')
  await page.getByRole('button', { name: '画边界' }).click()
  const map = page.getByRole('application', { name: '文汇街道的地图' })
  const box = (await map.boundingBox())!
  const corners = [
    [0.12, 0.15],
    [0.95, 0.15],
    [0.95, 0.9],
    [0.12, 0.9],
    [0.12, 0.15],
  ] as const
  for (const [x, y] of corners) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 })
    await page.mouse.click(box.x + x * box.width, box.y + y * box.height)
  }
  await page.getByRole('button', { name: '保存边界' }).click()
  await page.getByText(/还有.*没划给下面任何一个/).waitFor()
  await page.getByText('面积').waitFor()
})

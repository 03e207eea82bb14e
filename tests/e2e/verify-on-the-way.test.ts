import { afterAll, beforeAll, expect, it } from 'vitest'
import { bindStaff, callAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney()
})
afterAll(() => journey.end())

it('a grid worker on the way sets one place right with a tap, and says what is wrong with the next', async () => {
  const walker = await journey.visit('/#/people/settings')
  await bindStaff(walker, 'grid', '李国强')
  const counted = walker.getByRole('link', { name: /处该核对了/ })
  const before = Number(/\d+/.exec((await counted.textContent())!)![0])
  expect(before).toBeGreaterThan(1)
  await counted.click()
  const places = walker.getByRole('link', { name: /上次|还没人核对过/ })
  await expect.poll(() => places.count()).toBe(before)

  const { grids } = (await callAs(walker, 'h5', { method: 'GET', path: '/staff/me' })) as { grids: { id: string }[] }
  const inFirst = (await callAs(walker, 'h5', {
    method: 'GET',
    path: `/staff/places?stale=true&limit=1&areaId=${grids[0]!.id}`,
  })) as { staleCount: number }
  expect(inFirst.staleCount).toBeGreaterThan(0)
  expect(inFirst.staleCount).toBeLessThan(before)
  await walker.getByRole('radio', { name: '第一网格' }).click()
  await expect.poll(() => places.count(), { timeout: 10_000 }).toBe(inFirst.staleCount)
  await walker.reload()
  await walker.getByRole('radio', { name: '第一网格', checked: true }).waitFor()
  await expect.poll(() => places.count(), { timeout: 10_000 }).toBe(inFirst.staleCount)
  await walker.getByRole('radio', { name: '都看' }).click()
  await expect.poll(() => places.count(), { timeout: 10_000 }).toBe(before)

  await places.first().click()
  await walker.getByRole('button', { name: '都对' }).click()
  await expect.poll(() => places.count()).toBe(before - 1)

  await places.first().click()
  await walker.getByRole('button', { name: '有不对的' }).click()
  await walker.getByRole('checkbox', { name: '电话' }).click()
  await walker.getByLabel('对的电话').fill('05468123456')
  await walker.getByRole('button', { name: '告诉社区' }).click()
  await walker.getByText('社区核对后告诉您').waitFor()
  await walker.goBack()
  await walker.getByText(`${before - 1} 处该核对了`).waitFor()
})

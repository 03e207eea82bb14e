import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { callAs, signInAs, startJourney, type Journey } from '../support/journey'

let journey: Journey
let phone: Page
beforeAll(async () => {
  journey = await startJourney()
  phone = await journey.visit('/#/people/sign-in')
  await signInAs(phone, '何淑英')
  await phone.getByText('一刻钟内').waitFor()
  const data = { emergencyContact: { name: '何家和', phone: '13900000000' } }
  await callAs(phone, 'h5', { method: 'PATCH', path: '/me', data })
})
afterAll(() => journey.end())

/** True once pages were fetched ahead after the first seconds, and none is on its way: the last was a while ago. */
const isFetched = () =>
  phone.evaluate<boolean>(`(() => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => /\\/js\\//.test(name))
    const ahead = scripts.filter(({ startTime }) => startTime > 5000)
    return ahead.length > 0 && ahead.every(({ responseEnd }) => performance.now() - responseEnd > 1500)
  })()`)
const openByHash = (address: string) => phone.evaluate(`window.location.hash = '#/${address}'`)

it('the call for help opens without a network, on a phone that never opened it, with every number to call', async () => {
  await phone.reload()
  await phone.getByText('一刻钟内').waitFor()
  const read = await Promise.all([
    phone.waitForResponse((answer) => answer.url().endsWith('/api/v1/me')),
    phone.waitForResponse((answer) => answer.url().includes('/api/v1/me/family')),
  ])
  expect(read.map((answer) => answer.status())).toEqual([200, 200])
  await expect.poll(isFetched, { timeout: 30_000 }).toBe(true)

  await phone.context().setOffline(true)
  await openByHash('care/help')
  await phone.getByRole('button', { name: '呼救', exact: true }).waitFor()
  for (const name of ['打 120', '打给何家和', '打给社区']) await phone.getByRole('button', { name }).waitFor()
})

it('a page that was never fetched says so, and opens by 再试 once the network is back', async () => {
  await phone.getByRole('button', { name: '返回' }).filter({ visible: true }).click()
  await phone
    .getByRole('link', { name: '我的' })
    .or(phone.getByRole('tab', { name: '我的' }))
    .last()
    .click()
  await phone.getByText('设置').filter({ visible: true }).first().click()
  await phone.getByText('这一页还没到手机上').waitFor()
  await phone.getByRole('button', { name: '再试' }).filter({ visible: true }).click()
  await phone.getByText('还没连上网，过会儿再试').waitFor()

  await phone.context().setOffline(false)
  await phone.getByRole('button', { name: '再试' }).filter({ visible: true }).click()
  await phone.getByText('我是工作人员').filter({ visible: true }).waitFor()
  await phone.getByRole('button', { name: '返回' }).filter({ visible: true }).click()
  await expect.poll(() => new URL(phone.url()).hash).toBe('#/tabs/me')
})

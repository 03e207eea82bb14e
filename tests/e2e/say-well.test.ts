import { afterAll, beforeAll, expect, it } from 'vitest'
import { bindStaff, enterConsole, signInAs, startJourney, type Journey } from '../support/journey'
import { DESK } from '../support/browser'

const AFTER_TEN = 10 * 60 + 5

let journey: Journey
beforeAll(async () => {
  journey = await startJourney(AFTER_TEN)
})
afterAll(() => journey.end())

it('a missed 我很好 reaches daughter and grid worker, who calls and settles it', async () => {
  const daughter = await journey.visit('/#/people/sign-in')
  await signInAs(daughter, '孙晓梅')
  const worry = daughter.getByRole('link', { name: /妈妈没报平安/ })
  await worry.waitFor()

  const walker = await journey.visit('/#/people/settings')
  await bindStaff(walker, 'grid', '李国强')
  await walker.getByText('今天还没报平安').waitFor()
  await walker.getByRole('link', { name: /吴玉兰/ }).click()
  await walker.getByText('青霉素').waitFor()
  await walker.getByRole('button', { name: '我来找' }).click()
  await walker.getByText('有人在办').waitFor()
  await worry.click()
  await daughter.getByText(/网格员李国强在办/).waitFor()

  await walker.getByRole('button', { name: '说结果' }).click()
  await walker.getByRole('radio', { name: '打过电话，没事' }).click()
  await walker.getByLabel('记一句').fill('在楼下晒太阳')
  await walker.getByRole('button', { name: '告诉家人' }).click()
  await walker.getByText('办妥了').waitFor()

  await daughter.reload()
  await daughter.getByText(/^打过电话，没事/).waitFor()
  await daughter.getByText('在楼下晒太阳').waitFor()
  expect(await daughter.getByText('青霉素').count()).toBe(0)

  await daughter.goto(`${journey.product.origin}/#/care/care`)
  await daughter.getByRole('link', { name: '妈妈 吴玉兰' }).click()
  await daughter.getByRole('link', { name: /照护档案/ }).click()
  await daughter.getByText('网格员 李国强').waitFor()
})

it('我很好 without a network is kept with its time, says that it is not sent, and leaves by itself', async () => {
  const elder = await journey.visit('/#/people/sign-in')
  await signInAs(elder, '吴玉兰')
  const well = elder.getByRole('button', { name: '我很好' })
  await well.waitFor()
  await elder.context().setOffline(true)
  await well.click()
  await elder.getByText(/点过了，还没发出去/).waitFor()
  await elder.context().setOffline(false)
  await elder.getByText(/报过平安了/).waitFor({ timeout: 40_000 })
})

it('a call for help is two taps, stands on top in the console, and the elder sees who comes', async () => {
  const elder = await journey.visit('/#/people/sign-in')
  await signInAs(elder, '冯桂英')
  await elder.getByRole('button', { name: '呼救' }).click()
  await elder.getByText('点一下，社区的人马上知道，也知道您家在哪儿。').waitFor()
  await elder.getByRole('button', { name: '呼救', exact: true }).click()
  await elder.getByText('点错了，我没事').waitFor()

  const desk = await journey.visit('/admin/care', DESK)
  await enterConsole(desk, 'admin')
  const first = desk.locator('.ant-table-row').first()
  await first.filter({ hasText: '冯桂英' }).waitFor({ timeout: 30_000 })
  await first.click()
  await desk.getByRole('button', { name: '我在路上' }).click()
  await elder.getByText('社区管理员张海燕在路上了').waitFor()
})

it('a call for help without a signal is kept, says so, offers the phone, and leaves when the signal is back', async () => {
  const elder = await journey.visit('/#/people/sign-in')
  await signInAs(elder, '何淑英')
  await elder.getByText('一刻钟内').waitFor()
  await elder.goto(`${journey.product.origin}/#/care/help`)
  await elder.getByText(/社区的人马上知道/).waitFor()
  await elder.context().setOffline(true)
  await elder.getByRole('button', { name: '呼救', exact: true }).click()
  await elder.getByText('没有信号，还没叫到人').waitFor()
  await elder.getByRole('button', { name: '打 120' }).waitFor()
  await elder.getByRole('button', { name: '打给社区' }).waitFor()

  await elder.context().setOffline(false)
  await elder.getByText('在原地等，别急着动').waitFor({ timeout: 40_000 })
  await elder.getByText(/已经告诉：|手机响了就接/).waitFor()
})

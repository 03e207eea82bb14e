import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, openSection, signInAs, startJourney, type Journey } from '../support/journey'
import { picture } from '../support/picture'

/** The demo has this dispute in the middle: one session was held, the next is planned. */
const PARTIES = '高明、梁大海'
const ALONE = '只有高明来了，愿意出一半隔音的钱。'
const TERMS = '梁大海晚上十点以后不放音乐，高明装好软垫。'

let journey: Journey
let mediator: Page
beforeAll(async () => {
  journey = await startJourney()
  mediator = await journey.visit('/admin/', DESK)
  await enterConsole(mediator, 'mediate')
})
afterAll(() => journey.end())

/** Draws a wave in the field, as a finger does. A hand beside the field, or Esc, does not throw it away. */
async function sign(page: Page, name: string) {
  await page.getByRole('button', { name: `请${name}签名` }).click()
  const field = page.getByRole('img', { name: `请${name}在框里签名` })
  await field.scrollIntoViewIfNeeded()
  const box = (await field.boundingBox())!
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(0.2, 0.6))
  await page.mouse.down()
  await page.mouse.move(...at(0.4, 0.3), { steps: 5 })
  await page.mouse.move(...at(0.7, 0.7), { steps: 5 })
  await page.mouse.up()
  await page.mouse.click(5, 5)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '接着写' }).click()
  await page.getByRole('button', { name: '签好了' }).click()
  await page
    .getByRole('img', { name: `${name}的签名` })
    .first()
    .waitFor()
  await field.waitFor({ state: 'detached' })
}

it('a mediator on the phone writes down who came, and plans the next session', async () => {
  const phone = await journey.visit('/#/people/settings')
  await bindStaff(phone, 'mediate', '孟春梅')
  await phone.getByText('我的调解').click()
  await phone.getByText(PARTIES).click()
  await phone.getByRole('button', { name: '记这一次' }).click()
  await phone.getByRole('checkbox', { name: '梁大海' }).click()
  await phone.getByLabel('记录').fill(ALONE)
  await phone.getByRole('button', { name: '开过了，记下' }).click()
  await phone.getByText('请了高明、梁大海，来了高明', { exact: true }).waitFor()
  await phone.getByText(ALONE).waitFor()

  await phone.getByRole('button', { name: '约下一次' }).click()
  await phone.getByRole('radio', { name: '周五' }).first().click()
  await phone.getByRole('button', { name: /^约/ }).last().click()
  await phone.getByText('选几点').waitFor()
  await phone.getByRole('radio', { name: '15 点' }).click()
  await phone.getByRole('button', { name: /^约.*15:00$/ }).click()
  await phone.getByText(/15:00 社区调解室/).waitFor()
})

it('a mediator writes down an agreement, and everybody signs it on the screen', async () => {
  await openSection(mediator, '调解')
  await mediator.getByRole('link', { name: PARTIES }).click()
  await mediator.getByText('高明愿意先装软垫', { exact: false }).waitFor()
  await picture(mediator, 'mediation-1-sessions')
  await mediator.getByRole('button', { name: '写协议' }).click()
  await mediator.getByLabel('纠纷的事实和争议').fill('梁大海家夜里放音乐，高明家的孩子睡不好。')
  await mediator.getByLabel('约定的内容和怎么做').fill(TERMS)
  await mediator.getByRole('button', { name: '存下协议' }).click()
  await mediator.getByText(TERMS).waitFor()

  await mediator.getByRole('button', { name: '请高明签名' }).scrollIntoViewIfNeeded()
  await picture(mediator, 'mediation-2-to-be-signed')
  await sign(mediator, '高明')
  expect(await mediator.getByRole('button', { name: '改协议' }).count()).toBe(0)
  await sign(mediator, '梁大海')
  await sign(mediator, '调解员 孟春梅')
  await mediator.getByText('达成协议', { exact: true }).first().waitFor()
  await mediator.getByText('司法确认', { exact: false }).first().waitFor()
  // The session that was planned for later does not take place.
  await mediator.getByText('取消了', { exact: true }).waitFor()
  expect(await mediator.getByRole('button', { name: '记这一次' }).count()).toBe(0)
  await picture(mediator, 'mediation-3-signed')
})

it('the other party reads their copy on the phone, and not what was noted', async () => {
  const phone = await journey.visit('/#/people/sign-in')
  await signInAs(phone, '梁大海')
  await phone.getByText('一刻钟内').waitFor()
  await phone.goto(`${journey.product.origin}/#/cases/mediation`)
  await phone.getByText(TERMS).waitFor()
  await phone.getByText('司法确认', { exact: false }).first().waitFor()
  await phone.getByText('（取消了）', { exact: false }).waitFor()
  await picture(phone, 'mediation-4-the-copy-of-a-party')
  expect(await phone.getByText('软垫。梁大海要求', { exact: false }).count()).toBe(0)
})

it('a clerk of the same office finds nothing of it', async () => {
  const clerk = await journey.visit('/admin/', DESK)
  await enterConsole(clerk, 'clerk')
  await openSection(clerk, '诉求')
  await clerk.locator('[data-ticket]').first().waitFor()
  expect(await clerk.getByText('矛盾调解', { exact: true }).filter({ visible: true }).count()).toBe(0)
  expect(await clerk.getByRole('link', { name: '调解', exact: true }).count()).toBe(0)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { SmsStandIn } from '../../admin-api/src/testing/sms-stand-in'
import { DESK } from '../support/browser'
import { enterConsole, signInAs, startJourney, type Journey } from '../support/journey'

const gateway = new SmsStandIn()
let journey: Journey
beforeAll(async () => {
  await gateway.start()
  journey = await startJourney(undefined, { env: { SMS_WEBHOOK_URL: gateway.url } })
})
afterAll(async () => {
  await journey.end()
  await gateway.stop()
})

it('a sign-in that ends after its page was left leads nowhere, and the next tap opens what it says', async () => {
  const resident = await journey.visit('/')
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await resident.route('**/api/v1/auth/wechat', async (route) => {
    await held
    await route.continue()
  })
  const visible = (role: 'button' | 'link', name: string) =>
    resident.getByRole(role, { name }).filter({ visible: true })
  const hash = () => new URL(resident.url()).hash

  await visible('link', '替家人约').click()
  await visible('button', '登录').first().click()
  await signInAs(resident, '张三')
  await visible('button', '返回').click()
  await expect.poll(hash, { timeout: 10_000 }).toContain('people/family')
  const signedIn = resident.waitForResponse('**/api/v1/me/written-down')
  answer()
  await signedIn
  await resident.getByText('谁替我办事').filter({ visible: true }).waitFor()
  expect(hash()).toContain('people/family')

  // A tap within 300 ms of the last way back was meant for the page that goes (kit/page/go-back.ts).
  await expect
    .poll(async () => {
      if (hash().includes('people/family')) await visible('button', '返回').click()
      return hash()
    })
    .not.toContain('people/family')
  await visible('link', '反映问题').click()
  await resident.getByLabel('什么事').waitFor()
})

it('outside of WeChat a number and the digits that come by SMS are a sign-in', async () => {
  const resident = await journey.visit('/#/people/sign-in')
  const phone = '13905461234'
  await resident.getByLabel('手机号').fill(phone)
  await resident.getByRole('button', { name: '发验证码' }).click()
  const digits = resident.getByLabel('短信里的 6 位数')
  await digits.waitFor()
  // Messages of the demo leave by the same gateway.
  const sent = /\d{6}/.exec(gateway.got.find((sms) => sms.phone === phone)!.text)![0]
  await digits.fill(sent === '123456' ? '654321' : '123456')
  // The last one is of the demo login.
  const signIn = resident.getByRole('button', { name: '登录', exact: true }).first()
  await signIn.click()
  await resident.getByText('先在上面打个勾，同意了再登录').filter({ visible: true }).first().waitFor()
  const tick = resident.getByRole('checkbox', { name: '我看过并同意用户协议和隐私说明' })
  const [above, below] = await Promise.all([tick.boundingBox(), signIn.boundingBox()])
  expect(above!.y).toBeLessThan(below!.y)
  await tick.click()
  await signIn.click()
  await resident
    .getByText(/验证码不对/)
    .filter({ visible: true })
    .first()
    .waitFor()
  await digits.fill(sent)
  await signIn.click()
  await expect.poll(() => new URL(resident.url()).hash, { timeout: 10_000 }).not.toContain('sign-in')
})

it('an address that names another site as the page after the sign-in leads to none but ours', async () => {
  const names = ['redirect', 'redirect_uri', 'next', 'from', 'to', 'url', 'back', 'return', 'returnTo', 'continue']
  const elsewhere = names.map((name) => `${name}=${encodeURIComponent('https://elsewhere.example/')}`).join('&')
  const asked: string[] = []
  const visit = async (path: string, device?: typeof DESK) => {
    const page = await journey.visit(path, device)
    page.on('request', (request) => asked.push(new URL(request.url()).host))
    return page
  }

  const resident = await visit(`/?${elsewhere}#/people/sign-in?${elsewhere}`)
  await signInAs(resident, '王秀英')
  await resident.getByRole('link', { name: /^15 分钟/ }).waitFor()
  const desk = await visit(`/admin/?${elsewhere}`, DESK)
  await enterConsole(desk, 'admin')

  const { host } = new URL(journey.product.origin)
  expect([new URL(resident.url()).host, new URL(desk.url()).host]).toEqual([host, host])
  expect(new Set(asked)).toEqual(new Set([host]))
})

import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listMyBookings } from '@yike/shared/booking/endpoints'
import { callAt } from '../../admin-api/src/testing/server'
import type { Session } from '../../miniapp/src/lib/api/session-store'
import { startOnTuesday } from '../support/journey'
import type { Product } from '../support/product'
import { bindStaff } from './bind-staff'
import { MiniProgram } from './harness'
import { textOf } from './view'

const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')
const LIST_BYTES = 100 * 1024

let product: Product
let clock: string
let phone: MiniProgram

beforeAll(async () => {
  ;({ product, clock } = await startOnTuesday())
  phone = new MiniProgram(dist, { loginCode: 'demo:王秀英', apiOrigin: product.origin, clock }).launch()
})
afterAll(() => product.stop())

const says = (words: string) => phone.until(() => phone.text().includes(words))
/** setData calls since the page was opened, until its list was shown. */
async function shows(words: string, open: () => Promise<void>) {
  phone.setDataLog.length = 0
  await open()
  await says(words)
  return phone.setDataLog.filter(({ route }) => route === phone.route)
}

async function signIn(by: MiniProgram, name: string) {
  await by.type('您叫什么', name)
  await by.tap({ label: '我看过并同意用户协议和隐私说明' })
  await by.tap({ text: `以${name}的身份登录` })
}

it('home, services and sittings each stand after two setData calls of less than 100 KB', async () => {
  await says('订餐')
  expect(phone.setDataLog.length).toBeLessThanOrEqual(2)
  for (const [words, tapped] of [
    ['颐园长者食堂', '订餐'],
    ['午餐第二批', '颐园长者食堂'],
  ] as const) {
    const written = await shows(words, () => phone.tap({ text: tapped }))
    expect(written.length).toBeLessThanOrEqual(2)
    expect(written.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(LIST_BYTES)
  }
})

it('a daughter books for her mother and is asked to sign in only at the button', async () => {
  await phone.tap({ text: '午餐第二批' })
  await phone.tap({ text: '订 12:00 午餐第二批' })
  await says('给我订好')
  expect(phone.calls.some(({ api }) => api === 'login')).toBe(false)
  await phone.tap({ text: '给我订好' })
  await phone.until(() => phone.route === 'people/sign-in')
  await signIn(phone, '王秀英')
  await says('妈妈')
  await phone.tap({ label: '妈妈 李桂兰' })
  await phone.tap({ text: '给妈妈订好' })
  await says('李桂兰')
  await phone.until(() => phone.findAll('.code__digits').length > 0)
  expect(phone.route).toBe('booking/booking')
  expect(phone.findAll('.code__qr')).toHaveLength(1)
})

it('staff scan her code with the phone, and she has come', async () => {
  const { accessToken } = phone.storage.get('session') as Session
  const { items } = await callAt(product.origin, listMyBookings, {}, { as: accessToken! })
  const booking = items.find(({ code }) => code === textOf(phone.find('.code__digits')).trim())!
  expect(booking).toMatchObject({ who: { name: '李桂兰' }, sitting: { title: '午餐第二批' } })

  const worker = new MiniProgram(dist, { apiOrigin: product.origin, clock, scanned: booking.qr })
  worker.launch('/people/settings')
  await bindStaff(worker, { origin: product.origin, username: 'clerk', name: '赵敏' }, { byItself: true })
  await worker.until(() => worker.text().includes('扫码签到'))
  await worker.tap({ text: '扫码签到' })
  await worker.until(() => worker.text().includes('李桂兰 到了'))
  await worker.tap({ text: '李桂兰 到了' })
  await worker.until(() => worker.text().includes('点错了，改回'))

  phone.launch(`/booking/booking?id=${booking.id}`)
  await says('已到')
})

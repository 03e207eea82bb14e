import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPlaces, getPlace } from '@yike/shared/directory/endpoints'
import { callAt } from '../../admin-api/src/testing/server'
import { startOnTuesday } from '../support/journey'
import type { Product } from '../support/product'
import { MiniProgram } from './harness'

/** Features that only a phone has: its page stack, its bars, its network, and several people on one phone. */
const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')

let product: Product
let clock: string

beforeAll(async () => {
  ;({ product, clock } = await startOnTuesday())
})
afterAll(() => product.stop())

const open = (url?: string, options: ConstructorParameters<typeof MiniProgram>[1] = {}) =>
  new MiniProgram(dist, { apiOrigin: product.origin, clock, ...options }).launch(url)
const says = (phone: MiniProgram, words: string) => phone.until(() => phone.text().includes(words), words)

async function signIn(phone: MiniProgram, name: string) {
  phone.launch('/people/sign-in')
  await phone.type('您叫什么', name)
  await phone.tap({ label: '我看过并同意用户协议和隐私说明' })
  await phone.tap({ text: `以${name}的身份登录` })
  // Opened by itself, the sign-in page has nothing to go back to.
  await phone.until(() => phone.route === 'tabs/home', 'home')
}

it('goes from a place to its service and on for ever: no tap is dead when the ten pages are full', async () => {
  const { items } = await callAt(product.origin, findPlaces, { q: '颐园长者食堂' })
  const place = await callAt(product.origin, getPlace, { id: items[0]!.id })
  const phone = open(`/directory/place?id=${place.id}`)
  for (let n = 0; n < 7; n++) {
    await phone.until(() => phone.route === 'directory/place', 'the place')
    await phone.tap({ text: place.services[0]!.name })
    await phone.until(() => phone.route === 'booking/service', 'the service')
    await phone.tap({ text: '在哪儿' })
  }
  await phone.until(() => phone.route === 'directory/place', 'the place')
})

it('colours the status bar to be read on the dark hero, and on the paper of other pages', async () => {
  const phone = open()
  await says(phone, '订餐')
  const colour = () =>
    phone.calls
      .filter(({ api }) => api === 'setNavigationBarColor')
      .map(({ options }) => (options as { frontColor: string }).frontColor)
  await phone.until(() => colour().pop() === '#ffffff', 'white figures on the hero')

  await phone.tap({ text: '订餐' })
  await phone.until(() => phone.route === 'booking/service', 'the services')
  await phone.until(() => colour().pop() === '#000000', 'black figures on paper')
})

it('says at the start that there is no network, and reads the page by itself when it is there', async () => {
  const phone = open('/tabs/home', { network: 'none' })

  await says(phone, '没连上网')
  expect(phone.findAll('.offline')).toHaveLength(1)
  await phone.setNetwork('wifi')
  await says(phone, '一刻钟内')
  expect(phone.findAll('.offline')).toHaveLength(0)
})

it('reads the page by itself when its first try fails only after the network is back', async () => {
  let giveUp = () => {}
  const failsAfter = new Promise<void>((resolve) => (giveUp = resolve))
  const phone = open('/tabs/home', { network: 'none', failsAfter })
  await phone.until(() => phone.findAll('.offline')[0], 'no network')

  await phone.setNetwork('wifi')
  giveUp()

  await says(phone, '一刻钟内')
})

it('scrolls a long sheet as a scroll-view, which is what a device scrolls', async () => {
  const phone = open('/tabs/me')
  await signIn(phone, '王秀英')
  await phone.until(() => phone.storage.get('session'), 'a session')
  phone.launch('/people/family')
  await phone.tap({ text: '添加家人' })

  const panel = await phone.until(() => phone.findAll('.sheet__panel')[0], 'the sheet')
  expect(panel.tag).toBe('wx-scroll-view')
  expect(panel.attr.scrollY).toBe(true)
})

it('shows nobody what another person wrote on the same phone', async () => {
  const phone = open('/tabs/me')
  const drafts = () => [...phone.storage.keys()].filter((key) => key.startsWith('draft:'))
  await signIn(phone, '王秀英')
  await phone.until(() => phone.storage.get('session'), 'a session')
  phone.launch('/cases/form')
  await phone.type('什么事', '三号楼的灯灭了三天')
  phone.launch('/cases/form')
  await says(phone, '接着上次没交的写')

  // The session ends by itself: the next person on this phone finds an empty page, and the first one theirs.
  phone.storage.delete('session')
  const next = open('/tabs/me', { storage: Object.fromEntries(phone.storage), loginCode: 'demo:李建国' })
  await signIn(next, '李建国')
  await next.until(() => next.storage.get('session'), 'a session')
  next.launch('/cases/form')
  await says(next, '交给社区')
  expect(next.text()).not.toContain('接着上次没交的写')

  await signIn(phone, '王秀英')
  await phone.until(() => phone.storage.get('session'), 'a session')
  phone.launch('/people/settings')
  await phone.tap({ text: '退出登录' })
  await phone.until(() => phone.storage.get('session') === undefined, 'the end of the session')
  expect(drafts()).toEqual([])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '@yike/shared/time/china'
import { listMyBookings } from '@yike/shared/booking/endpoints'
import { givingUpInWords } from '@yike/shared/booking/words'
import { acceptCase, getStaffCase, listStaffCases, resolveCase } from '@yike/shared/cases/endpoints'
import { callAt } from '../../admin-api/src/testing/server'
import type { Session } from '../../miniapp/src/lib/api/session-store'
import { startOnTuesday, tuesday } from '../support/journey'
import { layOnOnePlace } from '../support/one-place'
import { photoBytes } from '../support/photo'
import type { Product } from '../support/product'
import { bindStaff } from './bind-staff'
import { MiniProgram } from './harness'
import { textOf } from './view'

/** The journeys of tests/e2e that a phone can do, on the built mini-program. */
const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')
const DONE = '三楼声控灯换了新的，试过了。'
const TROUBLE = '九号楼门口的路灯灭了三天，晚上黑，有老人差点绊倒。'

let product: Product
let clock: string
let folder: string
let photo: string
beforeAll(async () => {
  ;({ product, clock } = await startOnTuesday())
  folder = mkdtempSync(path.join(tmpdir(), 'yike-photo-'))
  photo = path.join(folder, 'lamp.jpg')
  writeFileSync(photo, await photoBytes())
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await product.stop()
})

const says = (phone: MiniProgram, words: string) => phone.until(() => phone.text().includes(words), words)
const tokenOf = (phone: MiniProgram) => (phone.storage.get('session') as Session).accessToken!
const open = (url: string) => new MiniProgram(dist, { apiOrigin: product.origin, clock, photos: [photo] }).launch(url)

async function signIn(phone: MiniProgram, name: string) {
  await phone.type('您叫什么', name)
  await phone.tap({ label: '我看过并同意用户协议和隐私说明' })
  await phone.tap({ text: `以${name}的身份登录` })
}
async function resident(name: string) {
  const phone = open('/tabs/me')
  phone.launch('/people/sign-in')
  await signIn(phone, name)
  // Opened by itself, the sign-in page has nothing to go back to.
  await phone.until(() => phone.route === 'tabs/home', 'home')
  return phone
}
const worker = (username: string, name: string) =>
  bindStaff(open('/people/settings'), { origin: product.origin, username, name })

it('a resident reports a lamp with a photo', async () => {
  const phone = await resident('王秀英')
  phone.launch('/cases/form')
  await phone.type('什么事', TROUBLE)
  await phone.tap({ text: '加照片' })
  await phone.until(() => phone.findAll({ label: '去掉第 1 张照片' })[0], 'the photo')
  await phone.idle()
  await phone.tap({ text: '选地方' })
  await phone.type('写清楚一点', '颐园 9 号楼门口')
  await phone.tap({ text: '就是这儿' })
  await phone.tap({ text: '交给社区' })
  await phone.until(() => phone.route === 'cases/case', 'the case')
  await says(phone, '九号楼门口的路灯灭了三天')
  expect(phone.findAll('.photos__i')).toHaveLength(1)
  // It was handed in: the next report begins empty.
  expect([...phone.storage.keys()].filter((key) => key.startsWith('draft:'))).toEqual([])
})

it('noise at night, followed to a rating', async () => {
  const phone = await resident('钱玉芬')
  phone.launch('/cases/form')
  await phone.type('什么事', '楼上半夜十二点还在拖桌子，说了两次没用。')
  await phone.tap({ text: '交给社区' })
  await phone.until(() => phone.route === 'cases/case', 'the case')
  await says(phone, '最晚答复您')
  const { id } = (phone.page as unknown as { options: { id: string } }).options

  const as = tokenOf(await worker('clerk', '刘敏'))
  const accepted = await callAt(product.origin, acceptCase, { id, seq: 1 }, { as })
  await callAt(product.origin, resolveCase, { id, seq: accepted.seq, text: '和楼上说好了，十点以后不挪家具。' }, { as })

  phone.launch(`/cases/case?id=${id}`)
  await says(phone, '和楼上说好了')
  // The first answer; the timeline says 好了, too.
  await phone.tap('.choices__i')
  await phone.tap({ text: '就这样评' })
  await says(phone, '您的评价')
  expect((await callAt(product.origin, getStaffCase, { id }, { as })).state.code).toBe('closed')
})

it('a hazard photographed by a grid worker without signal waits on the phone, and goes out once', async () => {
  const phone = await worker('grid', '李国强')
  await phone.tap({ text: '随手报' })
  await phone.until(() => phone.route === 'cases/report' && phone.findAll({ text: '加照片' })[0], 'the form')
  await phone.setNetwork('none')
  await phone.tap({ text: '触电、电线掉落' })
  // The numbers that save are part of the app.
  await says(phone, '打给急救')
  expect(phone.findAll({ text: '报上去' })).toHaveLength(0)
  await phone.tap({ text: '电话打过了，接着报' })
  await phone.tap({ text: '加照片' })
  await phone.until(() => phone.findAll({ label: '去掉第 1 张照片' })[0], 'the photo')
  await phone.tap({ text: '报上去' })
  await phone.until(() => phone.route === 'desk/desk', 'the desk')
  await says(phone, '还有 1 条没发出去')

  await phone.setNetwork('wifi')
  await phone.until(() => !phone.text().includes('条没发出去'), 'the queue to be empty')
  const as = tokenOf(phone)
  const { items } = await callAt(product.origin, listStaffCases, { kind: 'hazard', sort: 'newest', limit: 5 }, { as })
  const [first] = items.filter(({ category }) => category?.name === '电线掉落')
  expect(first).toMatchObject({ title: '拍来的照片', promise: { unit: 'hour', total: 2 } })
  expect((await callAt(product.origin, getStaffCase, { id: first!.id }, { as })).photos).toHaveLength(1)
})

it('a photo alone is a complaint', async () => {
  const phone = await resident('王秀英')
  phone.launch('/cases/form')
  await phone.tap({ text: '加照片' })
  await phone.until(() => phone.findAll({ label: '去掉第 1 张照片' })[0], 'the photo')
  await phone.idle()
  await phone.tap({ text: '交给社区' })
  await phone.until(() => phone.route === 'cases/case', 'the case')
  await says(phone, '最晚答复您')
  // WeChat knows no origin to complete a path by, and reads WebP only where it is told to.
  const picture = await phone.until(() => phone.findAll('.photos__image')[0], 'the picture')
  expect(picture.attr.src).toMatch(/^https?:\/\/[^/]+\/api\/v1\/files\//)
  expect(picture.attr.webp).toBe(true)
})

it('a resident who comes too late stands in the line, is offered the place that is given up, and keeps it', async () => {
  const day = addDays(tuesday(), 5)
  const { service, sitting } = await layOnOnePlace(product.origin, day)
  const confirm = `/booking/confirm?service=${service}&sitting=${sitting}&day=${day}`
  const first = await resident('王秀英')
  first.launch(confirm)
  await first.tap({ text: '给我订好' })
  await first.until(() => first.findAll('.code__digits')[0], 'the code')

  const second = await resident('钱玉芬')
  second.launch(confirm)
  await second.tap({ text: '给我排上队' })
  await says(second, '排在第一个')
  expect(second.findAll('.code__digits')).toHaveLength(0)

  await first.tap({ text: '不去了，取消' })
  await first.tap({ text: '取消 19:00' })
  await says(first, '已取消')
  // The relay brings the message within a second or two.
  for (let tries = 0; tries < 20 && !second.text().includes('午餐轮到了'); tries++) {
    await second.pause(500)
    second.launch('/tabs/notices')
    await second.tap({ text: '给我的消息' })
    await second.idle()
  }
  await second.tap({ text: '午餐轮到了' })
  await second.tap({ text: '要，给我留着' })
  await second.until(() => second.findAll('.code__digits')[0], 'the code of the place that was kept')
})

it('what a family has booked is called off with two taps', async () => {
  const phone = await resident('王秀英')
  const { items } = await callAt(product.origin, listMyBookings, {}, { as: tokenOf(phone) })
  const lunch = items.find(({ can, service }) => can.cancel && service.name === '午餐')!
  phone.launch(`/booking/booking?id=${lunch.id}`)
  await says(phone, lunch.code)
  await phone.tap({ text: givingUpInWords(lunch) })
  const confirm = await phone.until(
    () => phone.findAll('.btn').find((node) => /^取消 /.test(textOf(node).replaceAll('\u00a0', ' '))),
    'the question',
  )
  await phone.tap({ text: textOf(confirm).replaceAll('\u00a0', ' ') })
  await says(phone, '已取消')
})

it('a grid worker marks a case as done in a stairwell, and it is there once with its photo', async () => {
  const phone = await worker('grid', '李国强')
  await phone.tap('.case-row')
  await phone.until(() => phone.route === 'desk/case' && phone.findAll({ text: '办好了' })[0], 'the case')
  const id = String((phone.page as unknown as { options: { id: string } }).options.id)
  await phone.setNetwork('none')
  // The timeline of a case that came back carries the same words.
  await phone.tap('.btn--main')
  await phone.type('怎么办好的，居民会读到', DONE)
  await phone.tap({ text: '加照片' })
  await phone.until(() => phone.findAll({ label: '看第 1 张照片' })[0], 'the photo')
  await phone.tap({ text: '告诉居民办好了' })
  await says(phone, '条没发出去')

  await phone.setNetwork('wifi')
  await phone.until(() => !phone.text().includes('条没发出去'), 'the queue to be empty')
  const { timeline } = await callAt(product.origin, getStaffCase, { id }, { as: tokenOf(phone) })
  expect(timeline.filter(({ why }) => why === DONE).map(({ photos }) => photos.length)).toEqual([1])
})

it('a cook brings a meal where there is no signal, and the mark goes out by itself', async () => {
  const phone = await worker('cook', '孙师傅')
  phone.launch('/desk/kitchen?view=bring')
  await says(phone, '栋楼，一路走')
  await phone.setNetwork('none')
  await phone.tap({ text: '送到了' })
  await says(phone, '还有 1 条没发出去')
  await phone.setNetwork('wifi')
  await phone.until(() => !phone.text().includes('没发出去') && phone.findAll('.kitchen__mark')[0], 'the mark')
  phone.launch('/desk/kitchen?view=bring')
  const mark = await phone.until(() => phone.findAll('.kitchen__mark')[0], 'the mark from the API')
  expect(textOf(mark)).toBe('送到了')
})

it('a case that was opened is there after the app was closed without a signal, and says when it was seen', async () => {
  const phone = await worker('grid', '李国强')
  await phone.tap('.case-row')
  await says(phone, '居民说的')
  const url = `/desk/case?id=${(phone.page as unknown as { options: { id: string } }).options.id}`
  await phone.idle()

  const again = new MiniProgram(dist, {
    apiOrigin: product.origin,
    clock,
    network: 'none',
    storage: Object.fromEntries(phone.storage),
  }).launch(url)
  await says(again, '居民说的')
  expect(again.text()).toMatch(/没连上网，这是今天 \d+:\d\d 看到的/)
})

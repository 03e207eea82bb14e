import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import { listNearbyCases, sayStillBroken } from '@yike/shared/cases/nearby-endpoints'
import { squareOf } from '@yike/shared/cases/nearby'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { AreaModel } from '../territory/model'
import { addArea, type Community } from '../territory/areas'
import { buildCommunity, buildPlace, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CategoryModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const DAY_MS = 86_400_000
let server: TestServer
let clock = MONDAY
let community: Community
let wang: BuiltPerson
let zhao: BuiltPerson
let clerk: BuiltPerson
/** Each test has a street of its own, far from the others. */
let here = CENTER
const categories: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer({ now: () => clock })
  await loadFirstCategories()
  for (const name of ['路灯照明', '噪音'])
    categories[name] = String((await CategoryModel.findOne({ name }).lean())!._id)
})
afterAll(() => server.stop())
beforeEach(async () => {
  clock = MONDAY
  here = { ...here, lat: here.lat + 0.02 }
  community = await buildCommunity({ position: here })
  const home = { text: '文华苑 3 号楼 2 单元 501', position: here, source: 'person' }
  wang = await buildResident({ community, name: '王秀英', phone: '13812345678', home } as never, MONDAY)
  zhao = await buildResident({ community, name: '赵建国' }, MONDAY)
  clerk = await buildStaff({ area: community, role: 'community_admin', name: '陈静' }, MONDAY)
  await buildPlace(community, { name: '文华卫生站', position: here })
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const LAMP = '我是王秀英，电话 13812345678，3 号楼 501 门口的路灯灭了'
const file = async (more: object = {}, isAccepted = true) => {
  const input = { description: LAMP, address: '3 号楼 501', categoryId: categories['路灯照明'], ...more }
  const filed = await server.call(api.fileCase, { position: here, ...input }, as(wang, newKey()))
  const seq = 1
  if (isAccepted) await server.call(api.acceptCase, { id: filed.id, seq, text: '收下了，先去看一眼。' }, as(clerk))
  return filed
}
const mend = (id: string) => server.call(api.resolveCase, { id, seq: 2, text: '灯泡换好了。' }, as(clerk))
const answeredDaysAgo = (id: string, days: number) =>
  CaseModel.updateOne({ _id: id }, { $set: { answeredAt: new Date(MONDAY.getTime() - days * DAY_MS) } })
const nearby = async (who = zhao) => (await server.call(listNearbyCases, {}, as(who))).items
const say = (id: string, text?: string, who = zhao) =>
  server.call(sayStillBroken, { id, ...(text ? { text } : {}) }, as(who))
const read = (id: string) => server.call(api.getStaffCase, { id }, as(clerk))
const told = async (who: BuiltPerson) => {
  const relay = new Relay(async () => {})
  relay.add(CaseModel)
  await relay.run()
  return (await MessageModel.find({ recipientId: who._id }).lean()).map(({ title, body }) => `${title} ${body}`)
}

describe('the map of neighbours', () => {
  it('tells what is in work and what is mended, and nothing of who said so', async () => {
    await addArea({ level: 'compound', name: '文华苑', parent: community, position: here } as never)
    const open = await file()
    const done = await file({ position: { ...here, lng: here.lng + 0.002 } })
    await mend(done.id)

    const items = await nearby()

    const [square, away] = [squareOf(here), squareOf({ ...here, lng: here.lng + 0.002 })]
    const common = { what: '路灯照明', day: '2026-11-23', mine: false, followed: false, where: '文华卫生站附近' }
    expect(items.map(({ icon: _, ...item }) => item)).toEqual([
      { ...common, id: open.id, position: square, state: { code: 'open', label: '办理中' } },
      { ...common, id: done.id, position: away, state: { code: 'done', label: '办好了' } },
    ])
    const words = JSON.stringify(items).replace(/[0-9a-f]{24}/g, '')
    for (const secret of ['王秀英', '138', '501', '3 号楼', '灭了', String(here.lat)])
      expect(words).not.toContain(secret)
    expect((await nearby(wang)).every(({ mine }) => mine)).toBe(true)
  })

  it('shows no square for a house that stands alone, nor far from every public place', async () => {
    await file()
    await file({ position: { ...here, lat: here.lat + 0.009 } })

    expect((await nearby()).map(({ position, where }) => [position, where])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('leaves out what is private, what nobody looked at, secret orders, withdrawn consents and another community', async () => {
    await file({ categoryId: categories['噪音'] })
    await file({}, false)
    const order = await file()
    await CaseModel.updateOne({ _id: order.id }, { $set: { order: { number: 'A1', secret: true, mayReturn: true } } })
    expect(await nearby()).toEqual([])

    await file()
    expect(await nearby()).toHaveLength(1)
    expect(await nearby(await buildResident({ community: await buildCommunity() }, MONDAY))).toEqual([])
  })

  it('what was mended leaves it after a month', async () => {
    const { id } = await file()
    await mend(id)
    expect(await nearby()).toHaveLength(1)
    await answeredDaysAgo(id, 31)
    expect(await nearby()).toEqual([])
  })

  it('is there only where the office wants it', async () => {
    await file()
    await AreaModel.updateOne({ _id: community._id }, { $set: { featuresOff: ['case_map'] } })
    await expect(nearby()).rejects.toMatchObject({
      code: 'FEATURE_OFF',
      message: expect.stringContaining('还没有公开'),
    })
    await expect(server.call(listNearbyCases, {})).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('still not mended', () => {
  it('reaches the office as the word of a neighbour, who follows from now on, and changes no state', async () => {
    const { id } = await file()
    await mend(id)

    const seen = await say(id, '我住 2 号楼，晚上还是黑的')

    expect(seen).toMatchObject({ followed: true, state: { code: 'resolved' }, can: { stillBroken: false } })
    const staff = await read(id)
    expect(staff.state.code).toBe('resolved')
    expect(staff.timeline.at(-1)).toMatchObject({
      kind: 'still_broken',
      who: '一位跟着看的邻居',
      why: '我住 2 号楼，晚上还是黑的',
    })
    expect((await told(clerk)).filter((one) => one.includes('还没修好'))).toHaveLength(1)
    // Neither the reporter nor another neighbour reads it.
    const others = await Promise.all([
      server.call(api.getCase, { id }, as(wang)),
      server.call(neighbours.getFollowedCase, { id }, as(await buildResident({ community }, MONDAY))),
    ])
    expect(JSON.stringify([others, await told(wang)])).not.toContain('晚上还是黑的')
  })

  it('is said once for an answer, however often the neighbour taps, and again after the next one', async () => {
    const { id } = await file()
    await mend(id)
    const outcomes = await Promise.allSettled([say(id), say(id), say(id)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)

    await server.call(api.reopenCase, { id, reason: '还是不亮' }, as(wang))
    await expect(say(id)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
    clock = new Date(MONDAY.getTime() + 60_000)
    await server.call(api.resolveCase, { id, seq: (await read(id)).seq, text: '又换了一个。' }, as(clerk))
    await say(id)
    expect((await read(id)).timeline.filter(({ kind }) => kind === 'still_broken')).toHaveLength(2)
  })

  it('is not for the reporter, a stranger, something in work, or after the time to reopen', async () => {
    const { id } = await file()
    await expect(say(id)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
    await mend(id)
    await expect(say(id, undefined, wang)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
    const stranger = await buildResident({ community: await buildCommunity() }, MONDAY)
    await expect(say(id, undefined, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await answeredDaysAgo(id, 31)
    await expect(say(id)).rejects.toMatchObject({
      code: 'CASE_STEP_NOT_ALLOWED',
      message: expect.stringContaining('再反映一次'),
    })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { keepPhoto } from '../files/store'
import { buildCommunity, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CategoryModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let zhao: BuiltPerson
let clerk: BuiltPerson
/** Each test has a street of its own, far from the others. */
let here = CENTER
const categories: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
  for (const name of ['路灯照明', '噪音', '垃圾清运'])
    categories[name] = String((await CategoryModel.findOne({ name }).lean())!._id)
})
afterAll(() => server.stop())
beforeEach(async () => {
  here = { ...here, lat: here.lat + 0.02 }
  community = await buildCommunity({ position: here })
  const home = { text: '文华苑 3 号楼 2 单元 501', position: here, source: 'person' }
  wang = await buildResident({ community, name: '王秀英', phone: '13812345678', home } as never, MONDAY)
  zhao = await buildResident({ community, name: '赵建国' }, MONDAY)
  clerk = await buildStaff({ area: community, role: 'community_admin', name: '陈静' }, MONDAY)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const LAMP = { description: '3 号楼东边的路灯灭了，晚上看不见路', address: '3 号楼东边' }
const file = (more: object = {}, who = wang) =>
  server.call(api.fileCase, { ...LAMP, position: here, categoryId: categories['路灯照明'], ...more }, as(who, newKey()))
const asked = (more: object = {}) => ({
  ...{ kind: 'complaint' as const, description: '东边路灯不亮，晚上太黑', categoryId: categories['路灯照明'] },
  ...{ position: { ...here, lng: here.lng + 0.0004 }, ...more },
})
const find = (more: object = {}, who = zhao) => server.call(neighbours.findDuplicates, asked(more), as(who))
const follow = (id: string, who = zhao) => server.call(neighbours.followCase, { id }, as(who))
const look = (id: string, who = zhao) => server.call(neighbours.getFollowedCase, { id }, as(who))
const read = (id: string) => server.call(api.getStaffCase, { id }, as(clerk))
const accept = async (id: string) =>
  server.call(api.acceptCase, { id, seq: (await read(id)).seq, text: '收下了，先去看一眼。' }, as(clerk))
const reply = ({ id, seq }: StaffCase, text: string, ask = false) =>
  server.call(api.replyToCase, { id, seq, text, ask }, as(clerk))
const relay = async () => {
  const one = new Relay(async () => {})
  one.add(CaseModel)
  await one.run()
}
const told = async (who: BuiltPerson) => {
  await relay()
  return MessageModel.find({ recipientId: who._id, kind: 'case_progress' }).sort({ at: 1, _id: 1 }).lean()
}

describe('before a neighbour reports it again', () => {
  it('reads no address of a house of one family, however its owner wrote it', async () => {
    const house = { position: here, address: '幸福路 12 号院门口', description: '院门口的路灯灭了，晚上看不见路' }
    const { id } = await file(house)
    await accept(id)
    expect((await find()).items[0]).toMatchObject({ id, address: null })
    // A building of many homes tells of nobody, and so does a road far from any home.
    const far = { ...here, lng: here.lng + 0.002 }
    for (const more of [{ address: '文华苑 3 号楼东边' }, { address: '幸福路 12 号院门口', position: far }]) {
      const other = await file(more)
      await accept(other.id)
      const { items } = await find({ position: more.position ?? here })
      expect(items.find((one) => one.id === other.id)).toMatchObject({ address: more.address })
      // The page of one tells what the map tells: no address at all.
      expect(await look(other.id)).toMatchObject({ title: '路灯照明', address: null })
    }
  })

  it('they are shown it without the person, follow it, and hear of every step once', async () => {
    const photoId = String((await keepPhoto(wang._id, PNG, MONDAY))._id)
    const description = '我是王秀英，住文华苑 3 号楼 2 单元 501，电话 13812345678。楼下路灯灭了，晚上看不见路'
    const { id } = await file({ description, photoIds: [photoId] })
    const { items } = await find()
    expect(items).toEqual([expect.objectContaining({ id, people: 1, followed: false, category: '路灯照明' })])

    const followed = await follow(id)
    expect(followed).toMatchObject({ people: 2, followed: true, can: { follow: false, unfollow: true } })
    const accepted = await accept(id)
    const answered = await reply(accepted, '王秀英您好，电工周三来，有事打 13812345678。')
    await server.call(api.resolveCase, { id, seq: answered.seq, text: '灯泡换好了。' }, as(clerk))

    const messages = await told(zhao)
    expect(messages.map(({ title, body }) => `${title.split('：')[0]}：${body}`).sort()).toEqual([
      '办好了：灯泡换好了。',
      '有答复：这位居民您好，电工周三来，有事打 （号码在社区）。',
      '社区收下了：收下了，先去看一眼。',
    ])
    expect(messages.every(({ about }) => about?.type === 'followed_case' && String(about.id) === id)).toBe(true)
    const seen = await look(id)
    expect(seen.timeline.map(({ what }) => what)).toEqual(['交给社区', '社区收下了', '有答复', '办好了'])
    const everything = JSON.stringify([items, followed, seen, messages.map(({ title, body }) => [title, body])])
    expect(everything).not.toContain(photoId)
    expect(everything).not.toContain(String(wang._id))
    // Three digits may stand in an id or a time by chance.
    const words = everything.replace(/[0-9a-f]{24}|[\d-]{10}T[\d:.]+Z/g, '')
    for (const secret of ['王秀英', '501', '13812345678']) expect(words).not.toContain(secret)
  })

  it('a question to the reporter and their answer stay between the two', async () => {
    const { id } = await file()
    await follow(id)
    const accepted = await accept(id)
    const assigned = await server.call(
      api.assignCase,
      { id, seq: accepted.seq, assigneeId: String(clerk._id) },
      as(clerk),
    )
    await reply(assigned, '您家几口人、什么病？', true)
    await server.call(api.commentCase, { id, text: '老伴腿脚不好' }, as(wang, newKey()))

    const words = JSON.stringify([await look(id), await told(zhao)])

    expect(words).toContain('请补充')
    expect(words).not.toContain('什么病')
    expect(words).not.toContain('腿脚')
  })

  it('what is about somebody’s own life is neither offered nor found, nor what was answered', async () => {
    const noise = { categoryId: categories['噪音'], description: '楼上半夜总是吵，睡不着觉' }
    const { id } = await file(noise)
    expect((await find(noise)).items).toEqual([])
    await expect(look(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(follow(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })

    const lamp = await accept((await file()).id)
    await server.call(api.resolveCase, { id: lamp.id, seq: lamp.seq, text: '换好了。' }, as(clerk))
    expect((await find()).items).toEqual([])
    await expect(follow(lamp.id)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
  })

  it('somebody who lives elsewhere is neither offered it nor finds it', async () => {
    const { id } = await file()
    const stranger = await buildResident({ community: await buildCommunity() }, MONDAY)
    expect((await find({}, stranger)).items).toEqual([])
    await expect(look(id, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(follow(id, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('another matter at the same place, or the same words far away, are not offered', async () => {
    await file()
    expect((await find({ categoryId: categories['垃圾清运'], description: '垃圾桶满了没人清' })).items).toEqual([])
    expect((await find({ position: { ...here, lng: here.lng + 0.01 } })).items).toEqual([])
  })
})

it('somebody follows once however often they tap, hears nothing after they end it, and never follows their own', async () => {
  const { id } = await file()
  await Promise.all([follow(id), follow(id), follow(id)])
  expect((await look(id)).people).toBe(2)
  expect((await server.call(neighbours.listFollowedCases, {}, as(zhao))).items.map((one) => one.id)).toEqual([id])
  await expect(follow(id, wang)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })

  await server.call(neighbours.unfollowCase, { id }, as(zhao))
  await accept(id)

  expect(await told(zhao)).toEqual([])
  expect((await server.call(neighbours.listFollowedCases, {}, as(zhao))).items).toEqual([])
})

it('of a step taken while somebody begins to follow they read in the answer or in a message, never in neither', async () => {
  for (let round = 0; round < 15; round++) {
    const accepted = await accept((await file({ description: `第 ${round} 盏路灯灭了，晚上看不见路` })).id)
    const [seen] = await Promise.all([follow(accepted.id), reply(accepted, `第 ${round} 次答复`)])
    const inAnswer = seen.timeline.some(({ why }) => why === `第 ${round} 次答复`)
    const messages = (await told(zhao)).filter(({ body }) => body === `第 ${round} 次答复`)
    expect(messages.length + (inAnswer ? 1 : 0)).toBeGreaterThanOrEqual(1)
    expect(messages.length).toBeLessThanOrEqual(1)
  }
})

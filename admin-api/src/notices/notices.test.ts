import { Types } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getHome } from '@yike/shared/insight/endpoints'
import { listMessages, readMessages } from '@yike/shared/messages/endpoints'
import * as api from '@yike/shared/notices/endpoints'
import { makeJobs } from '../app'
import { MessageModel } from '../messages/model'
import { CredentialModel, PersonModel } from '../people/model'
import { addArea, type Community } from '../territory/areas'
import {
  CENTER,
  buildCommunity,
  buildFamily,
  buildGrid,
  buildResident,
  buildStaff,
  different,
  type BuiltPerson,
} from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

let server: TestServer
let community: Community
let admin: BuiltPerson
let clerk: BuiltPerson
let wang: BuiltPerson
beforeAll(async () => {
  server = await startServer()
  community = await buildCommunity()
  admin = await buildStaff({ area: community })
  clerk = await buildStaff({ area: community, role: 'clerk' })
  wang = await buildResident({ community })
})
afterAll(() => server.stop())

const as = (who: BuiltPerson) => ({ as: who.token })
const draft = (facts: { title?: string; urgent?: boolean } = {}) =>
  server.call(
    api.createNotice,
    {
      communityId: String(community._id),
      kind: 'outage',
      title: different('周四停水通知'),
      body: '周四早上八点到下午四点停水，请提前存水。',
      phone: '0546-8000000',
      ...facts,
    },
    as(clerk),
  )
async function published(facts: { title?: string; urgent?: boolean } = {}) {
  const { id, revision } = await draft(facts)
  return server.call(api.publishNotice, { id, revision }, as(admin))
}
/** Runs the jobs until nothing is left to notify. */
async function runJobs() {
  const jobs = makeJobs({ wechat: null }).filter(({ name }) => name === 'notices' || name === 'relay')
  for (let round = 0; round < 6; round++) for (const job of jobs) await job.run()
}
const inboxOf = async (who: BuiltPerson) => (await server.call(listMessages, { limit: 100 }, as(who))).items

it('does not publish a notice while a blank of its draft is left', async () => {
  const { id, revision } = await draft()
  const body = '往年12月常有居民反映暖气不热。社区今年先做：【待填：做什么】'
  const changed = await server.call(api.changeNotice, { id, revision, body }, as(clerk))

  await expect(server.call(api.publishNotice, { id, revision: changed.revision }, as(admin))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { fields: { body: [expect.stringContaining('还有 1 处没填：【待填：做什么】')] } },
  })
  expect(await server.call(api.getStaffNotice, { id }, as(admin))).toMatchObject({ state: { code: 'draft' } })
})

describe('a notice', () => {
  it('is nobody’s to read while it is a draft, and published by who may', async () => {
    const made = await draft()
    await expect(server.call(api.getNotice, { id: made.id })).rejects.toMatchObject({ status: 404 })
    await expect(
      server.call(api.publishNotice, { id: made.id, revision: made.revision }, as(clerk)),
    ).rejects.toMatchObject({ status: 403 })
    await server.call(api.publishNotice, { id: made.id, revision: made.revision }, as(admin))
    expect(await server.call(api.getNotice, { id: made.id })).toMatchObject({ title: made.title, read: null })
  })

  it('is published once, of what was last seen', async () => {
    const made = await draft()
    await server.call(api.changeNotice, { id: made.id, revision: made.revision, concerns: '1–6 号楼' }, as(clerk))
    const publish = (revision: number) => server.call(api.publishNotice, { id: made.id, revision }, as(admin))
    await expect(publish(made.revision)).rejects.toMatchObject({ code: 'NOTICE_MOVED' })
    const outcomes = await Promise.allSettled([publish(made.revision + 1), publish(made.revision + 1)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('reaches every resident’s inbox exactly once, whoever tells it and however often', async () => {
    const notice = await published()
    await Promise.all([runJobs(), runJobs(), runJobs()])
    await runJobs()
    const about = (await inboxOf(wang)).filter((message) => message.about?.id === notice.id)
    expect(about).toHaveLength(1)
    expect(about[0]).toMatchObject({ title: notice.title, read: false })
  })

  it('does not reach another community', async () => {
    const stranger = await buildResident({ community: await buildCommunity() })
    const notice = await published()
    await runJobs()
    expect((await inboxOf(stranger)).some((message) => message.about?.id === notice.id)).toBe(false)
    expect((await server.call(api.listNotices, {}, as(stranger))).items).toEqual([])
  })

  it('counts a reader once', async () => {
    const notice = await published()
    await Promise.all(Array.from({ length: 5 }, () => server.call(api.readNotice, { id: notice.id }, as(wang))))
    expect(await server.call(api.getStaffNotice, { id: notice.id }, as(admin))).toMatchObject({ readers: 1 })
    expect(await server.call(api.getNotice, { id: notice.id }, as(wang))).toMatchObject({ read: true })
  })

  it('withdrawn leaves the list and says why to who follows a link', async () => {
    const notice = await published()
    await server.call(api.withdrawNotice, { id: notice.id, reason: '改到下周四' }, as(admin))
    const listed = (await server.call(api.listNotices, { limit: 100 }, as(wang))).items
    expect(listed.some(({ id }) => id === notice.id)).toBe(false)
    expect(await server.call(api.getNotice, { id: notice.id })).toMatchObject({
      withdrawnReason: '改到下周四',
      body: [],
    })
    await expect(server.call(api.removeNotice, { id: notice.id }, as(admin))).rejects.toMatchObject({
      code: 'NOTICE_MOVED',
    })
  })
})

describe('the audience of a notice', () => {
  const account = async (resident: BuiltPerson) => {
    await CredentialModel.create({
      _id: `wechat:${String(resident._id)}`,
      personId: resident._id,
      createdAt: new Date(),
    })
    return resident
  }
  /** A community of two grids: 王 in the first, 李 in the second, and 王's mother, who has no account. */
  async function neighbourhood() {
    const around = await buildCommunity()
    await addArea({ level: 'compound', name: '颐园小区', parent: around, position: CENTER })
    const [first, second] = [await buildGrid(around, '第一网格'), await buildGrid(around, '第二网格')]
    const at = (text: string) => ({ home: { text, position: null } })
    const near = await account(await buildResident({ community: around, areas: first.areas, ...at('颐园3号楼501') }))
    const far = await account(await buildResident({ community: around, areas: second.areas, ...at('颐园小区 7 栋') }))
    const mother = await buildFamily(near, { areas: first.areas, ...at('颐园 ３ 号楼 102') })
    const unknown = await buildResident({ community: around, phone: null })
    const editor = await buildStaff({ area: around })
    const preview = (chosen: { gridIds?: string; buildings?: string } = {}) =>
      server.call(api.getAudience, { communityId: String(around._id), ...chosen }, as(editor))
    const write = (chosen: { gridIds?: string[]; buildings?: string[] }) =>
      server.call(
        api.createNotice,
        {
          communityId: String(around._id),
          kind: 'outage',
          title: different('电梯检修通知'),
          body: '周四早上八点到十点电梯检修，请走楼梯。',
          phone: '0546-8000000',
          ...chosen,
        },
        as(editor),
      )
    return { around, first, second, near, far, mother, unknown, editor, preview, write }
  }

  it('is previewed by grid, by building and by the way each person is reached', async () => {
    const { first, second, preview } = await neighbourhood()

    // The two with an account, the mother, the one without anything, and the editor.
    const all = await preview()
    expect(all).toMatchObject({ people: 5, reached: 2, byApp: 2, byWechat: 0, bySms: 0, byFamily: 1 })
    expect(all.grids).toEqual([
      { id: String(first._id), name: '第一网格', people: 2, reached: 1, chosen: false },
      { id: String(second._id), name: '第二网格', people: 1, reached: 1, chosen: false },
    ])
    expect(all.buildings).toEqual([
      { name: '颐园小区 3 号楼', people: 2, reached: 1, chosen: false },
      { name: '颐园小区 7 号楼', people: 1, reached: 1, chosen: false },
    ])
    expect(all).toMatchObject({ withoutGrid: 2, withoutBuilding: 2 })

    expect(await preview({ gridIds: String(second._id) })).toMatchObject({ people: 1, reached: 1, byFamily: 0 })
    expect(await preview({ buildings: '颐园小区 3 号楼,颐园小区 9 号楼' })).toMatchObject({ people: 2, reached: 1 })
    const either = { gridIds: String(second._id), buildings: '颐园小区 3 号楼' }
    expect(await preview(either)).toMatchObject({ people: 3, reached: 2 })
  })

  it('is chosen down to a building: only its people are notified and counted', async () => {
    const { near, far, mother, editor, write } = await neighbourhood()
    const { id, revision } = await write({ buildings: ['颐园小区 3 号楼'] })

    const sent = await server.call(api.publishNotice, { id, revision }, as(editor))
    await runJobs()

    expect(sent).toMatchObject({ audience: 1, buildings: ['颐园小区 3 号楼'] })
    const got = await MessageModel.find({ 'about.id': new Types.ObjectId(id) }).lean()
    expect(got.map(({ recipientId }) => String(recipientId)).sort()).toEqual(
      [near, mother].map(({ _id }) => String(_id)).sort(),
    )
    expect((await server.call(getHome, {}, as(near))).notice).toMatchObject({ id })
    expect((await server.call(getHome, {}, as(far))).notice).toBeNull()
  })

  it('counts a person whose record ended in another once', async () => {
    const { unknown, far, preview } = await neighbourhood()
    await PersonModel.updateOne({ _id: unknown._id }, { $set: { mergedInto: far._id } })
    expect(await preview()).toMatchObject({ people: 4, reached: 2 })
  })

  it('is not of another community', async () => {
    const { write, preview } = await neighbourhood()
    const elsewhere = await buildGrid(await buildCommunity())
    await expect(write({ gridIds: [String(elsewhere._id)] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { gridIds: [expect.stringContaining('不在这个社区')] } },
    })
    const communityId = String((await buildCommunity())._id)
    await expect(server.call(api.getAudience, { communityId }, as(admin))).rejects.toMatchObject({ status: 403 })
    expect(await preview({ gridIds: String(elsewhere._id) })).toMatchObject({ people: 0, reached: 0 })
  })
})

describe('the inbox', () => {
  it('is read up to a message, newest first, and is nobody else’s', async () => {
    const reader = await buildResident({ community })
    for (let n = 0; n < 3; n++) await published()
    await runJobs()
    const [newest, second] = await inboxOf(reader)
    expect(newest!.at >= second!.at).toBe(true)
    expect(await server.call(readMessages, { upTo: newest!.id }, as(await buildResident({ community })))).toEqual({
      unread: 0,
    })
    expect((await inboxOf(reader)).every(({ read }) => !read)).toBe(true)
    expect(await server.call(readMessages, { upTo: newest!.id }, as(reader))).toEqual({ unread: 0 })
    expect((await inboxOf(reader)).every(({ read }) => read)).toBe(true)
  })
})

describe('home', () => {
  it('greets a visitor and shows the urgent notice first; a resident sees what is theirs', async () => {
    const urgent = await published({ urgent: true, title: '今晚燃气检修' })
    await published()
    const visitor = await server.call(getHome, {})
    expect(visitor).toMatchObject({ signedIn: false, nextBooking: null, notice: { id: expect.any(String) as string } })
    const home = await server.call(getHome, {}, as(wang))
    expect(home).toMatchObject({
      signedIn: true,
      community: { name: community.name },
      notice: { id: urgent.id, urgent: true, read: false },
    })
    expect(home.greeting).toContain(wang.name)
    expect(home.reaches.map(({ minutes }) => minutes)).toEqual([5, 10, 15])
    expect(home.doors.map(({ code }) => code)).toEqual(expect.arrayContaining(['meal', 'case']))
  })

  it('says from where the minutes count', async () => {
    const at = await server.call(getHome, { near: '118.5,37.46' }, as(wang))
    expect(at).toMatchObject({ fromWords: '您在的位置', from: { lng: 118.5, lat: 37.46 } })
    await expect(server.call(getHome, { near: '200,37' })).rejects.toMatchObject({ status: 400 })
  })
})

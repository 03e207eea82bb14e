import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import * as directory from '@yike/shared/directory/endpoints'
import * as moderation from '@yike/shared/moderation/endpoints'
import * as notices from '@yike/shared/notices/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { loadFirstCategories } from '../cases/categories'
import { CategoryModel } from '../cases/model'
import { keepPhoto } from '../files/store'
import { CredentialModel } from '../people/model'
import {
  buildCommunity,
  buildPlace,
  buildResident,
  buildStaff,
  CENTER,
  different,
  placeInput,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { WechatStandIn } from '../testing/wechat-stand-in'
import type { Community } from '../territory/areas'
import { useContentDoor } from './content-check'
import { ReportModel } from './model'
import { askAboutPictures, usePictureDoor } from './picture-check'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PUSH_TOKEN = 'a-token-of-push'
const standIn = new WechatStandIn()
let server: TestServer
let community: Community
let admin: BuiltPerson
let wang: BuiltPerson
let lamps: string
let here = CENTER
beforeAll(async () => {
  await standIn.start()
  server = await startServer({
    env: {
      ...{ WECHAT_APPID: standIn.appId, WECHAT_SECRET: standIn.secret, WECHAT_API_BASE: standIn.apiBase },
      ...{ WECHAT_PUSH_TOKEN: PUSH_TOKEN, PUBLIC_ORIGIN: 'https://yike.example.cn' },
    },
  })
  await loadFirstCategories()
  lamps = String((await CategoryModel.findOne({ name: '路灯照明' }).lean())!._id)
})
afterAll(async () => {
  useContentDoor(null)
  usePictureDoor(null)
  await server.stop()
  await standIn.stop()
})
beforeEach(async () => {
  standIn.cutsLine = false
  standIn.checked.length = 0
  here = { ...here, lat: here.lat + 0.02 }
  community = await buildCommunity({ position: here })
  admin = await buildStaff({ area: community })
  wang = await buildResident({ community })
  for (const one of [admin, wang])
    await CredentialModel.create({ _id: `wechat:${String(one._id)}`, personId: one._id, createdAt: new Date() })
})

const as = (who: BuiltPerson) => ({ as: who.token })
const BODY = '周四早上八点到下午四点停水，请提前存水。'
const publish = async (body = BODY) => {
  const draft = { communityId: String(community._id), kind: 'outage' as const, title: different('周四停水通知') }
  const { id, revision } = await server.call(notices.createNotice, { ...draft, body, phone: '0546-8000000' }, as(admin))
  return server.call(notices.publishNotice, { id, revision }, as(admin))
}

describe('words that others will read', () => {
  it('of staff are refused by field where the check takes them for harmful, and pass where it is not sure', async () => {
    await expect(publish(`${BODY}这是违规的话。`)).rejects.toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { fields: { body: [expect.stringContaining('换个说法')] } } },
    })
    const place = placeInput(community, { about: '这是违规的话', position: here })
    await expect(server.call(directory.createPlace, place, as(admin))).rejects.toMatchObject({
      details: { fields: { about: [expect.any(String)] } },
    })
    expect((await publish(`${BODY}拿不准。`)).state.code).toBe('published')
    standIn.checked.length = 0
    // A long text is asked about in parts.
    await publish(BODY.repeat(145).slice(0, 2900))
    expect(standIn.checked.map((text) => text.length)).toEqual([expect.any(Number), 2500, 400])
  })

  it('go out where nobody can be asked: WeChat does not answer, or does not know their author', async () => {
    standIn.cutsLine = true
    expect((await publish('违规的话也发得出去，因为微信没有回应。')).state.code).toBe('published')
    standIn.cutsLine = false
    await CredentialModel.deleteMany({ personId: admin._id })
    standIn.checked.length = 0
    expect((await publish('违规的话也发得出去，因为作者没用过微信。')).state.code).toBe('published')
    expect(standIn.checked).toEqual([])
  })

  it('of a resident are never refused: neighbours read the category until staff have accepted the report', async () => {
    const lamp = { kind: 'complaint' as const, categoryId: lamps, position: here, address: '3 号楼东边' }
    const file = (description: string) =>
      server.call(cases.fileCase, { ...lamp, description }, { ...as(wang), key: newKey() })
    const zhao = await buildResident({ community })
    const seen = async (id: string) => {
      const asked = { description: '东边的路灯不亮，闪个不停，晚上看不见路', categoryId: lamps, position: here }
      const { items } = await server.call(neighbours.findDuplicates, { kind: 'complaint', ...asked }, as(zhao))
      return items.find((one) => one.id === id)
    }
    const fine = await file('东边的路灯不亮，晚上看不见路')
    expect(await seen(fine.id)).toMatchObject({ title: expect.stringContaining('路灯'), address: '3 号楼东边' })

    const bad = await file('这是违规的话，路灯不亮')
    expect(await seen(bad.id)).toMatchObject({ title: '路灯照明', address: null })
    standIn.cutsLine = true
    const cut = await file('路灯闪个不停，眼睛都花了')
    standIn.cutsLine = false
    expect(await seen(cut.id)).toMatchObject({ title: '路灯照明' })

    await server.call(cases.acceptCase, { id: cut.id, seq: 1 }, as(admin))
    expect(await seen(cut.id)).toMatchObject({ title: expect.stringContaining('路灯闪个不停') })
  })
})

describe('pictures that others will see', () => {
  const signed = (query: Record<string, string> = {}, at = new Date()) => {
    const [timestamp, nonce] = [String(Math.floor(at.getTime() / 1000)), '4321']
    const signature = createHash('sha1').update([PUSH_TOKEN, timestamp, nonce].sort().join('')).digest('hex')
    return new URLSearchParams({ signature, timestamp, nonce, ...query })
  }
  const push = (query: URLSearchParams, event: object) =>
    fetch(`${server.origin}/wechat/push?${query}`, { method: 'POST', body: JSON.stringify(event) })
  const said = (suggest: string, at: number) => ({
    ...{ Event: 'wxa_media_check', trace_id: at === 1 ? 'trace-image' : `trace-image-${at}` },
    result: { suggest, label: 20002 },
  })

  it('are asked about once, and one that WeChat doubts is looked at by staff', async () => {
    const photo = String((await keepPhoto(admin._id, PNG, new Date()))._id)
    const { id } = await server.call(
      directory.createPlace,
      placeInput(community, { position: here, photoIds: [photo] }),
      as(admin),
    )
    expect(await askAboutPictures(new Date())).toBe(1)
    expect(await askAboutPictures(new Date())).toBe(0)
    expect(standIn.pictures.at(-1)).toMatch(new RegExp(`^https://yike.example.cn/api/v1/files/${photo}`))

    const doubts = said('risky', standIn.pictures.length)
    expect(await (await push(signed(), doubts)).text()).toBe('success')
    await push(signed(), doubts)
    expect((await server.call(moderation.listReports, {}, as(admin))).items).toMatchObject([
      { subject: { type: 'place', id }, reason: { code: 'check' } },
    ])
  })

  it('are judged by WeChat alone: an unsigned or an old word is not heard', async () => {
    const echo = await fetch(`${server.origin}/wechat/push?${signed({ echostr: '7788' })}`)
    expect(await echo.text()).toBe('7788')
    const old = new Date(Date.now() - 3_600_000)
    for (const query of [new URLSearchParams(), signed({ signature: 'f'.repeat(40) }), signed({}, old)])
      expect((await push(query, said('risky', 1))).status).toBe(403)
  })
})

describe('a report', () => {
  const report = (id: string, by = wang, type: 'notice' | 'place' = 'notice') =>
    server.call(moderation.sendReport, { type, id, reason: 'privacy', words: '写了我家电话' }, as(by))
  const listed = async (by = admin, state: 'open' | 'decided' = 'open') =>
    server.call(moderation.listReports, { state }, as(by))

  it('reaches the office of the thing without the reporter, is decided once, and its reporter is told', async () => {
    const { id, title } = await publish()
    await report(id)
    // A second one changes nothing until it is decided.
    await report(id)
    expect(await listed()).toMatchObject({
      ...{ openCount: 1, items: [{ subject: { id, title, label: '通知' }, words: '写了我家电话' }] },
    })
    expect(JSON.stringify(await listed())).not.toContain(String(wang._id))
    expect((await listed(await buildStaff())).items).toEqual([])

    const reportId = (await listed()).items[0]!.id
    const decide = () =>
      server.call(moderation.decideReport, { id: reportId, removed: true, answer: '电话去掉了' }, as(admin))
    await decide()
    await expect(decide()).rejects.toMatchObject({ code: 'CONFLICT' })

    expect((await ReportModel.findById(reportId).lean())!.outbox).toMatchObject([
      { kind: 'report_decided', recipients: [wang._id], body: expect.stringContaining('电话去掉了') },
    ])
    expect(await listed(admin, 'decided')).toMatchObject({ openCount: 0, items: [{ decidedBy: admin.name }] })
    await report(id)
    expect((await listed()).openCount).toBe(1)
  })

  it('is about what its reporter can read, and is theirs to take away and to delete', async () => {
    const place = await buildPlace(community)
    await report(String(place._id), wang, 'place')
    const other = await buildPlace(community)
    await expect(report(String(other._id))).rejects.toMatchObject({ status: 404 })
    const { sections } = await server.call(privacy.exportMe, {}, as(wang))
    expect(JSON.stringify(sections)).toContain('写了我家电话')
    await expect(
      server.call(moderation.sendReport, { type: 'notice', id: String(place._id), reason: 'rude' as never }, as(wang)),
    ).rejects.toMatchObject({ details: { fields: { reason: [expect.any(String)] } } })
  })
})

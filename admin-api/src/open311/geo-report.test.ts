import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { metresBetween } from '@yike/shared/geo/walking'
import { toGcj02, toWgs84 } from '@yike/shared/geo/systems'
import * as api from '@yike/shared/open311/endpoints'
import { withdrawPurpose } from '@yike/shared/privacy/endpoints'
import { AuditEntryModel } from '../audit/model'
import { loadFirstCategories } from '../cases/categories'
import { CaseModel, CaseReporterModel, CategoryModel } from '../cases/model'
import { openedPhone } from '../sealed-values'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { PartnerModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const PATH = '/open311/v2'
/** A name with all that XML and HTML read otherwise, and a character that XML cannot hold. */
const HOSTILE = `路灯 <b title='x'>&amp; ]]> "亮"\u0008`

let server: TestServer
let now = MONDAY
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let here = CENTER
let key: string
let partnerId: string
const categories: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '100000' } })
  await loadFirstCategories()
  for (const name of ['路灯照明', '噪音'])
    categories[name] = String((await CategoryModel.findOne({ name }).lean())!._id)
  await CategoryModel.updateOne({ name: '路灯照明' }, { $set: { name: HOSTILE } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  here = { ...here, lat: Number((here.lat + 0.02).toFixed(4)) }
  community = await buildCommunity({ position: here })
  const home = { text: '文华苑 3 号楼 2 单元 501', position: { ...here, lng: here.lng + 0.01 }, source: 'person' }
  wang = await buildResident({ community, name: '王秀英', phone: '13812345678', home } as never, MONDAY)
  admin = await buildStaff({ area: community, name: '陈静' }, MONDAY)
  ;({ key, id: partnerId } = await addPartner('城管热线'))
})

async function addPartner(name: string, who = admin) {
  const made = await server.call(
    api.createPartner,
    { communityId: String(who.communityId), name },
    { as: who.token, key: newKey() },
  )
  return { id: made.id, key: made.key! }
}

type Tree = string | null | Tree[] | { [name: string]: Tree }
const LISTS = new Set([
  ...['services', 'attributes', 'values', 'service_requests', 'service_request_updates', 'endpoints', 'formats'],
  'errors',
])

/** A document as GeoReport maps it to JSON, with every value as text. Throws where it is not well-formed. */
function fromXml(xml: string): Tree {
  const parser = new SaxesParser()
  const open: { name: string; children: [string, Tree][]; text: string }[] = [{ name: '', children: [], text: '' }]
  parser.on('error', (cause) => {
    throw cause
  })
  parser.on('opentag', ({ name }) => open.push({ name, children: [], text: '' }))
  parser.on('text', (text) => void (open.at(-1)!.text += text))
  parser.on('closetag', () => {
    const { name, children, text } = open.pop()!
    const value: Tree = LISTS.has(name)
      ? children.map(([, child]) => child)
      : children.length > 0
        ? Object.fromEntries(children)
        : text || null
    open.at(-1)!.children.push([name, value])
  })
  parser.write(xml).close()
  return open[0]!.children[0]![1]
}
/** The same value as JSON says it: figures and flags as text, and no character that XML cannot hold. */
const asText = (value: unknown): Tree =>
  Array.isArray(value)
    ? value.map(asText)
    : value && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]))
      : value === null || value === ''
        ? null
        : String(value as string).replace('\u0008', '\ufffd')

type Row = Record<string, string | number | null>
interface Answer {
  status: number
  rows: Row[]
  text: string
}

const formOf = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

/** Asks in both formats, and makes sure that they say the same. Writes are sent twice: both must be answered alike. */
async function ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const [name, query = ''] = path.split('?') as [string, string?]
  const send = (format: string) =>
    fetch(`${server.origin}${PATH}${name}.${format}${query && `?${query}`}`, {
      ...(form
        ? {
            method: 'POST',
            body: formOf(form),
            headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
          }
        : { headers }),
    })
  const [json, xml] = [await send('json'), await send('xml')]
  const [text, document] = [await json.text(), await xml.text()]
  expect([json.headers.get('content-type'), xml.headers.get('content-type')]).toEqual([
    'application/json; charset=utf-8',
    'text/xml; charset=utf-8',
  ])
  expect(document.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true)
  expect(xml.status).toBe(json.status)
  const value: unknown = JSON.parse(text)
  expect(fromXml(document)).toEqual(asText(value))
  return { status: json.status, rows: [value].flat() as Row[], text: text + document }
}
const get = async (path: string) => {
  const answer = await ask(path)
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.anything()])
  return answer.rows
}

const lamp = () => `complaint-${categories['路灯照明']}`
const noise = () => `complaint-${categories['噪音']}`
let counted = 0
const request = (more: Record<string, string> = {}) => {
  const { lat, lng } = toWgs84(here)
  return {
    ...{ api_key: key, service_code: lamp(), lat: String(lat), long: String(lng) },
    ...{ description: '东门的路灯灭了三天', 'attribute[external_id]': `CG-${++counted}`, ...more },
  }
}
async function post(more: Record<string, string> = {}) {
  const { status, rows } = await ask('/requests', request(more))
  expect([status, rows]).toEqual([200, [expect.objectContaining({ service_notice: null })]])
  return String(rows[0]!.service_request_id)
}
const fileCase = (more: object = {}) =>
  server.call(
    cases.fileCase,
    {
      ...{ description: '我是王秀英，13812345678，三号楼赵建国家的灯太亮', address: '三号楼东边赵建国家' },
      ...{ position: here, categoryId: categories['路灯照明'], ...more },
    },
    { as: wang.token, key: newKey() },
  )
const staffCase = (id: string) => server.call(cases.getStaffCase, { id }, { as: admin.token })
const accept = async (id: string) => {
  const { seq } = await staffCase(id)
  return server.call(cases.acceptCase, { id, seq, text: '收下了，电工周三去。' }, { as: admin.token })
}
const resolve = ({ id, seq }: StaffCase) =>
  server.call(cases.resolveCase, { id, seq, text: '王秀英您好，灯换好了，电话 13812345678。' }, { as: admin.token })
const minutes = (count: number) => new Date(MONDAY.getTime() + count * 60_000)
const listed = async (query = '') =>
  (await get(`/requests?jurisdiction_id=${String(community._id)}${query}`)).map(({ service_request_id: id }) => id)

describe('what other systems read', () => {
  it('says where it is, what can be reported, and what is asked with it', async () => {
    const [found] = await get('/discovery')
    expect(found).toMatchObject({ endpoints: [{ url: `${server.origin}${PATH}`, formats: expect.any(Array) as [] }] })
    const services = await get('/services')
    expect(services.find(({ service_code: code }) => code === lamp())).toMatchObject({
      ...{ service_name: HOSTILE, metadata: true, type: 'realtime', group: expect.stringContaining('反映问题') as '' },
    })
    expect(await get(`/services/${lamp()}`)).toMatchObject([
      { service_code: lamp(), attributes: [{ code: 'external_id' }, { code: 'anonymous', values: [{}, {}] }] },
    ])
    for (const bad of ['/services/complaint-000000000000000000000000', '/services/x', '/services?jurisdiction_id=x'])
      expect([bad, (await ask(bad)).status]).toEqual([bad, 404])
  })

  it('is a case without the person, the words, the number and the exact place', async () => {
    const { id, number } = await fileCase()
    await resolve(await accept(id))
    const one = await ask(`/requests/${id}`)
    expect(one.rows).toMatchObject([
      {
        ...{ service_request_id: id, status: 'closed', status_notes: '办好了', service_code: lamp() },
        ...{ address: community.name, description: `反映问题：${HOSTILE}`, media_url: null },
      },
    ])
    const [{ lat, long }] = one.rows as [{ lat: number; long: number }]
    const apart = metresBetween(toGcj02({ lat, lng: long }, 'wgs84'), here)
    expect(apart).toBeLessThan(160)
    // The middle of its square, wherever in it the case is.
    expect(apart).toBeGreaterThan(1)
    const all = [one, await ask('/requests'), await ask('/servicerequestupdates'), await ask(`/tokens/${id}`)]
    for (const secret of ['王秀英', '赵建国', '13812345678', '三号楼', '文华苑', '电工周三去', number, '陈静'])
      expect([secret, all.filter(({ text }) => text.includes(secret)).length]).toEqual([secret, 0])
    expect((await ask(`/tokens/${id}`)).rows).toEqual([{ service_request_id: id, token: id }])
  })

  it('leaves out where the reporter lives, what is private, secret or withdrawn, and what has no category', async () => {
    const home = await fileCase({ position: { ...here, lng: here.lng + 0.01 } })
    expect(await get(`/requests/${home.id}`)).toMatchObject([{ lat: null, long: null }])
    const loud = await fileCase({ categoryId: categories['噪音'] })
    const bare = await fileCase({ categoryId: undefined })
    const secret = await fileCase()
    await CaseModel.updateOne(
      { _id: secret.id },
      { $set: { order: { number: 'A1', upperNumber: null, secret: true, mayReturn: true } } },
    )
    const hidden = [loud, bare, secret].map(({ id }) => id)
    expect(await listed()).toEqual([home.id])
    for (const id of hidden) expect((await ask(`/requests/${id}`)).status).toBe(404)
    expect(await listed(`&service_request_id=${hidden.join(',')}`)).toEqual([])
    const updates = await get('/servicerequestupdates')
    expect(updates.filter(({ service_request_id: id }) => hidden.includes(String(id)))).toEqual([])
    await server.call(withdrawPurpose, { purpose: 'neighbours' }, { as: wang.token })
    expect(await listed()).toEqual([])
  })

  it('is chosen by code, time, status and page, newest first', async () => {
    const ids: string[] = []
    for (const minute of [0, 1, 2]) {
      now = minutes(minute)
      ids.unshift((await fileCase()).id)
    }
    const other = await fileCase({ kind: 'suggestion', position: undefined })
    await resolve(await accept(ids[2]!))
    expect(await listed()).toEqual(expect.arrayContaining([...ids, other.id]))
    expect(await listed(`&service_code=${lamp()}`)).toEqual(ids)
    expect(await listed(`&service_code=${lamp()}&status=open`)).toEqual(ids.slice(0, 2))
    expect(await listed('&status=closed')).toEqual([ids[2]])
    expect(await listed(`&service_code=${lamp()}&page_size=2&page=2`)).toEqual([ids[2]])
    expect(await listed('&service_code=complaint-000000000000000000000000')).toEqual([])
    expect(await listed('&start_date=2026-11-23T02:02:00Z&service_code=')).toEqual(
      expect.arrayContaining([ids[0], other.id]),
    )
    expect(await listed('&end_date=2026-11-23T10:01:00%2B08:00')).toEqual([ids[1], ids[2]])
    now = new Date('2027-03-01T10:00:00+08:00')
    expect(await listed()).toEqual([])
    const bad = [
      'start_date=x',
      'status=lost',
      'start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z',
      'page=0',
    ]
    for (const query of bad) expect([query, (await ask(`/requests?${query}`)).status]).toEqual([query, 400])
  })
})

describe('a request from another system', () => {
  it('is a case with its number, once, and its caller is known to the office alone', async () => {
    const said = request({
      last_name: '李',
      first_name: '桂兰',
      phone: '138 0000 0001',
      media_url: 'https://a.cn/1.jpg',
    })
    const sent = await Promise.all([ask('/requests', said), ask('/requests', said), ask('/requests', said)])
    const ids = new Set(sent.map(({ rows }) => rows[0]!.service_request_id))
    expect(ids.size).toBe(1)
    const id = String([...ids][0])
    expect(await CaseModel.countDocuments({ 'partner.id': partnerId })).toBe(1)
    const shown = await staffCase(id)
    expect(shown).toMatchObject({
      channel: { code: 'partner', label: `城管热线转来，对方编号 ${said['attribute[external_id]']}` },
      reporter: { name: '李桂兰', phoneLast4: '0001' },
      description: '东门的路灯灭了三天\n对方的照片：https://a.cn/1.jpg',
      timeline: [{ who: '城管热线转来' }],
    })
    const reporter = (await CaseReporterModel.findById(id).lean())!
    expect(openedPhone(reporter.phone)).toBe('13800000001')
    const changed = await ask('/requests', { ...said, description: '换了别的话' })
    expect(changed.status).toBe(400)
    const entries = await AuditEntryModel.find({ act: 'POST /open311/requests', 'facts.id': id }).lean()
    expect(entries[0]).toMatchObject({ kind: 'change', facts: { id } })
  })

  it('without a number of theirs is one for one Idempotency-Key', async () => {
    const { 'attribute[external_id]': _, ...said } = request()
    const once = { 'Idempotency-Key': 'retry-0001' }
    const [first, again] = [await ask('/requests', said, once), await ask('/requests', said, once)]
    expect(again.rows).toEqual(first.rows)
    expect(await CaseModel.countDocuments({ 'partner.id': partnerId })).toBe(1)
  })

  it('of a private kind is read by the system that filed it, and by nobody else', async () => {
    const id = await post({
      service_code: noise(),
      'attribute[anonymous]': 'true',
      last_name: '李',
      phone: '13800000002',
    })
    expect((await ask(`/requests/${id}`)).status).toBe(404)
    const other = await addPartner('物业热线')
    expect((await ask(`/requests/${id}?api_key=${other.key}`)).status).toBe(404)
    await accept(id)
    expect(await get(`/requests/${id}?api_key=${key}`)).toMatchObject([
      { status: 'open', status_notes: '收下了，电工周三去。', external_id: `CG-${counted}` },
    ])
    expect(await staffCase(id)).toMatchObject({ anonymous: true })
  })

  it('is refused by the name of the argument', async () => {
    const refused = async (more: Record<string, string>) => {
      const { status, rows } = await ask('/requests', request(more))
      return [status, ...rows.map(({ code, description }) => [code, String(description).split('：')[0]])]
    }
    expect(await refused({ service_code: '' })).toEqual([400, [400, 'service_code']])
    expect(await refused({ service_code: 'complaint-1' })).toEqual([404, [404, '没有这个 service_code']])
    expect(await refused({ lat: '', long: '' })).toEqual([400, [400, 'lat']])
    expect(await refused({ long: '' })).toEqual([400, [400, 'long']])
    expect(await refused({ lat: '91', phone: '1' })).toEqual([400, [400, 'lat'], [400, 'phone']])
    expect(await refused({ description: '' })).toEqual([400, [400, 'description']])
    expect(await refused({ description: '看不见\0的字' })).toEqual([400, [400, 'description']])
    expect(await refused({ description: '长'.repeat(2001) })).toEqual([400, [400, 'description']])
    expect(await refused({ media_url: 'javascript:alert(1)' })).toEqual([400, [400, 'media_url']])
    expect(await refused({ 'attribute[external_id]': '<b>' })).toEqual([400, [400, 'attribute[external_id]']])
    expect(await refused({ service_code: `hazard-${categories['路灯照明']}` })).toEqual([404, expect.anything()])
    expect(await CaseModel.countDocuments({ 'partner.id': partnerId })).toBe(0)

    const json = await fetch(`${server.origin}${PATH}/requests.json`, {
      ...{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request()) },
    })
    expect([json.status, await json.json()]).toEqual([400, [expect.objectContaining({ code: 400 })]])
    for (const path of ['/requests/%E0%A4%A', '/nothing', '/requests/x/y']) expect((await ask(path)).status).toBe(404)
    const accepts = async (type: string) =>
      (await fetch(`${server.origin}${PATH}/services`, { headers: { Accept: type } })).headers.get('content-type')
    expect([await accepts('application/json'), await accepts('*/*')]).toEqual([
      'application/json; charset=utf-8',
      'text/xml; charset=utf-8',
    ])
  })
})

describe('a key', () => {
  it('is asked for by every write, is kept as a digest, and says when it was used', async () => {
    for (const wrong of ['', 'yike_x']) {
      for (const path of ['/requests', '/servicerequestupdates'])
        expect(await ask(path, request({ api_key: wrong }))).toMatchObject({ status: 403, rows: [{ code: 403 }] })
    }
    expect((await ask('/requests?api_key=yike_x')).status).toBe(403)
    expect(await AuditEntryModel.countDocuments({ act: 'partner key refused' })).toBeGreaterThan(0)
    await post()
    const { items } = await server.call(api.listPartners, {}, { as: admin.token })
    expect(items).toMatchObject([{ name: '城管热线', usedAt: '2026-11-23T10:00:00+08:00', revokedAt: null }])
    const kept = JSON.stringify(await PartnerModel.find().lean())
    expect([kept.includes(key), kept.includes(key.slice(5))]).toEqual([false, false])
  })

  it('ends when it is revoked or replaced, and the system keeps its cases', async () => {
    const id = await post({ service_code: noise() })
    const as = { as: admin.token }
    const renewed = await server.call(api.renewPartnerKey, { id: partnerId }, as)
    expect((await ask(`/requests/${id}?api_key=${key}`)).status).toBe(403)
    expect(await get(`/requests/${id}?api_key=${renewed.key}`)).toHaveLength(1)
    await server.call(api.revokePartnerKey, { id: partnerId }, as)
    expect((await ask('/requests', request({ api_key: renewed.key! }))).status).toBe(403)
  })

  it('is for its community: neither another’s cases nor another’s office', async () => {
    const elsewhere = await buildCommunity({ position: { ...here, lng: here.lng + 1 } })
    const other = await buildStaff({ area: elsewhere, name: '李红' }, MONDAY)
    const theirs = await addPartner('城管热线', other)
    const jurisdiction_id = String(community._id)
    expect((await ask('/requests', request({ api_key: theirs.key, jurisdiction_id }))).status).toBe(403)
    expect((await ask('/requests', request({ jurisdiction_id }))).status).toBe(200)
    expect((await ask('/requests', request({ jurisdiction_id: '370502999' }))).status).toBe(404)
    const as = { as: other.token }
    const mine = { id: partnerId }
    await expect(server.call(api.renewPartnerKey, mine, as)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(server.call(api.revokePartnerKey, mine, as)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      server.call(api.createPartner, { communityId: jurisdiction_id, name: '假的' }, { ...as, key: newKey() }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await server.call(api.listPartners, {}, as)).items.map(({ id }) => id)).toEqual([theirs.id])
  })

  it('that asks too much is told to wait', async () => {
    const many = await Promise.all(Array.from({ length: 70 }, () => fetch(`${server.origin}${PATH}/services.json`)))
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]))
    const keyed = await Promise.all(
      Array.from({ length: 70 }, () => fetch(`${server.origin}${PATH}/requests.json?api_key=${key}`)),
    )
    const late = keyed.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThan(0)
    expect(late[0]!.headers.get('retry-after')).toMatch(/^\d+$/)
  })
})

describe('updates', () => {
  const update = (id: string, more: Record<string, string> = {}) => ({
    ...{ api_key: key, service_request_id: id, update_id: `u${++counted}`, status: 'OPEN' },
    ...{ updated_datetime: now.toISOString(), description: '还是不亮', ...more },
  })
  const say = (id: string, more?: Record<string, string>) => ask('/servicerequestupdates', update(id, more))

  it('come in the order of the steps, to the partner with the words that neighbours read', async () => {
    const id = await post({ last_name: '王', first_name: '秀英', phone: '13812345678' })
    now = minutes(1)
    const accepted = await accept(id)
    now = minutes(2)
    await resolve(accepted)
    const query = `start_date=${encodeURIComponent('2026-11-23T10:00:00+08:00')}`
    const read = async (by = '') =>
      (await get(`/servicerequestupdates?${query}${by}`)).filter((row) => row.service_request_id === id)
    expect((await read()).map(({ description }) => description)).toEqual(['社区收下了', '办好了'])
    expect(await read(`&api_key=${key}`)).toMatchObject([
      { status: 'open', external_status_code: 'accepted', description: '收下了，电工周三去。', update_id: `${id}-2` },
      { status: 'closed', description: '这位居民您好，灯换好了，电话 （号码在社区）。', update_id: `${id}-3` },
    ])
    expect(await read('&end_date=2026-11-23T02:00:59Z')).toEqual([])
  })

  it('that many send at once are all written, each once, and read in one order', async () => {
    const id = await post()
    await accept(id)
    const forms = Array.from({ length: 12 }, (_, at) => update(id, { description: `第 ${at} 次说` }))
    const answers = await Promise.all(forms.map((form) => ask('/servicerequestupdates', form)))
    const ids = answers.map(({ status, rows }) => [status, rows[0]!.update_id])
    expect(new Set(ids.map(String)).size).toBe(12)
    expect(ids.every(([status]) => status === 200)).toBe(true)
    const { timeline } = await staffCase(id)
    expect(timeline.map(({ seq }) => seq)).toEqual(Array.from({ length: timeline.length }, (_, at) => at + 1))
    expect(timeline.filter(({ why }) => why?.startsWith('第')).length).toBe(12)
    const again = await ask('/servicerequestupdates', forms[0])
    expect(again.rows).toEqual(answers[0]!.rows)
    expect((await ask('/servicerequestupdates', { ...forms[0]!, description: '别的话' })).status).toBe(400)
  })

  it('have a case redone only where they were said after the answer', async () => {
    const id = await post()
    const accepted = await accept(id)
    now = minutes(10)
    await resolve(accepted)
    now = minutes(11)
    expect((await say(id, { updated_datetime: minutes(5).toISOString() })).status).toBe(200)
    expect(await staffCase(id)).toMatchObject({ state: { code: 'resolved' } })
    expect((await say(id, { status: 'closed' })).status).toBe(200)
    expect(await staffCase(id)).toMatchObject({ state: { code: 'resolved' } })
    expect((await say(id)).status).toBe(200)
    expect(await staffCase(id)).toMatchObject({ state: { code: 'in_progress' }, reopened: 1, supervised: true })
  })

  it('are taken from the system that filed the case alone', async () => {
    const id = await post()
    const own = await fileCase()
    const other = await addPartner('物业热线')
    expect((await say(id, { api_key: other.key })).status).toBe(404)
    expect((await say(own.id)).status).toBe(404)
    for (const more of [{ update_id: '' }, { updated_datetime: 'x' }, { status: 'lost' }, { description: ' ' }])
      expect([more, (await say(id, more as never)).status]).toEqual([more, 400])
  })
})

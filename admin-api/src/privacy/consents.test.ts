import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as care from '@yike/shared/care/endpoints'
import { CARE_CONSENT_VERSION } from '@yike/shared/care/rules'
import * as cases from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { PURPOSE_CODES, PURPOSES, type PurposeCode } from '@yike/shared/privacy/purposes'
import { loadFirstCategories } from '../cases/categories'
import { CategoryModel } from '../cases/model'
import { CareFileModel } from '../care/model'
import { DOMAINS } from '../domains'
import { queueDeliveries } from '../messages/delivery'
import { DeliveryModel } from '../messages/model'
import { buildCommunity, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { PurposeConsentModel, type PurposeConsent } from './consent-model'
import { withdrawnFrom } from './consents'

let server: TestServer
let community: Community
let wang: BuiltPerson
const now = new Date()

beforeAll(async () => {
  server = await startServer()
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  community = await buildCommunity()
  wang = await buildResident({ community, phone: '13812340501' })
})

const as = (who = wang) => ({ as: who.token })
const list = async () => (await server.call(privacy.listPurposes, {}, as())).items
const stateOf = async (code: PurposeCode) => (await list()).find(({ purpose }) => purpose.code === code)!
const withdraw = (purpose: PurposeCode) => server.call(privacy.withdrawPurpose, { purpose }, as())
const give = (purpose: PurposeCode, version: string = PURPOSES[purpose].version) =>
  server.call(privacy.givePurpose, { purpose, version }, as())

it('each purpose is carried out by one domain, in words that say what stops', () => {
  const declared = DOMAINS.flatMap(({ purposes = [] }) => purposes).map(({ code }) => code)
  expect([...declared].sort()).toEqual([...PURPOSE_CODES].sort())
})

describe('what is withdrawn stops at once:', () => {
  it('messages by WeChat and SMS, and they come again after a yes with its version and time', async () => {
    const tell = (id: string) =>
      queueDeliveries({}, { url: 'https://sms.example.cn', kinds: ['booking_cancelled'] })(
        {
          ...{ seq: 1, kind: 'booking_cancelled', recipients: [], title: '午餐取消了', body: '', about: null, at: now },
        },
        [{ id, recipientId: wang._id }],
      )
    const queued = () => DeliveryModel.countDocuments({ recipientId: wang._id, way: 'sms' })
    expect(await stateOf('outside_messages')).toMatchObject({ state: 'given', at: null })
    await tell('one')
    expect(await queued()).toBe(1)

    await withdraw('outside_messages')
    expect(await stateOf('outside_messages')).toMatchObject({ state: 'withdrawn', at: expect.any(String) })
    await tell('two')
    expect(await queued()).toBe(1)

    await expect(give('outside_messages', '2020-01')).rejects.toMatchObject({ code: 'CONFLICT' })
    await give('outside_messages')
    expect(await stateOf('outside_messages')).toMatchObject({
      state: 'given',
      version: '2026-11',
      at: expect.any(String),
    })
    await tell('three')
    expect(await queued()).toBe(2)
  })

  it('and keeps one line for each answer, however often it is tapped at once', async () => {
    await give('outside_messages')
    await Promise.all([withdraw('outside_messages'), withdraw('outside_messages')])
    const { at } = await stateOf('outside_messages')
    await withdraw('outside_messages')
    expect((await stateOf('outside_messages')).at).toBe(at)
    await Promise.all([give('outside_messages'), give('outside_messages'), give('outside_messages')])
    const kept = await PurposeConsentModel.find({ personId: wang._id }).lean<PurposeConsent[]>()
    expect(kept).toHaveLength(1)
    expect(kept[0]!.past).toHaveLength(1)
  })

  it('and stays withdrawn when the account is merged into the record that staff wrote down', async () => {
    const admin = await buildStaff({ area: community })
    const written = await buildResident({ community, name: wang.name })
    await give('outside_messages')
    await withdraw('outside_messages')
    await server.call(
      people.mergePeople,
      { personId: String(written._id), fromId: String(wang._id) },
      { as: admin.token },
    )
    expect(await withdrawnFrom('outside_messages', [written._id])).toEqual(new Set([String(written._id)]))
  })

  it('the home, the end of the identity card and the emergency contact, by which nobody is found any more', async () => {
    const clerk = await buildStaff({ area: community, role: 'clerk' })
    await server.call(
      people.changeMe,
      { home: { text: '颐园 9 号楼' }, idLast4: '301X', emergencyContact: { name: '孙晓梅', phone: '13812340000' } },
      as(),
    )
    const find = async (q: string) => (await server.call(people.findPeople, { q }, as(clerk))).items.length
    expect(await find('颐园 9')).toBe(1)
    for (const code of ['home', 'id_end', 'emergency_contact'] as const) {
      expect(await stateOf(code)).toMatchObject({ state: 'given', version: '2026-11', at: expect.any(String) })
      await withdraw(code)
      await withdraw(code)
      expect(await stateOf(code)).toMatchObject({ state: 'withdrawn', can: { give: false, withdraw: false } })
    }
    expect(await server.call(people.getMe, {}, as())).toMatchObject({
      home: null,
      idLast4: null,
      emergencyContact: null,
    })
    expect(await find('颐园 9')).toBe(0)
    await expect(give('home')).rejects.toMatchObject({ message: expect.stringContaining('写上') })
    await server.call(people.changeMe, { home: { text: '颐园 3 号楼' } }, as())
    expect(await stateOf('home')).toMatchObject({ state: 'given' })
  })

  it('the care file, whose contents are gone', async () => {
    const personId = String(wang._id)
    expect(await stateOf('care_file')).toMatchObject({ state: 'not_given' })
    await server.call(
      care.saveCareFile,
      { personId, revision: 0, body: { level: 'l2', illnesses: '高血压' }, consent: { version: CARE_CONSENT_VERSION } },
      as(),
    )
    expect(await stateOf('care_file')).toMatchObject({ state: 'given' })
    await withdraw('care_file')
    expect(await CareFileModel.findById(wang._id).lean()).toMatchObject({ sealed: null, consent: null })
    expect(await stateOf('care_file')).toMatchObject({ state: 'withdrawn' })
  })

  it('neighbours see one’s reports no more, and none that follow', async () => {
    const zhao = await buildResident({ community })
    const categoryId = String((await CategoryModel.findOne({ name: '路灯照明' }).lean())!._id)
    const report = { kind: 'complaint' as const, categoryId, position: CENTER, address: '3 号楼东边' }
    const { id } = await server.call(cases.fileCase, { ...report, description: '3 号楼东边的路灯灭了' }, as())
    const find = async () =>
      (await server.call(neighbours.findDuplicates, { ...report, description: '3 号楼东边路灯不亮' }, as(zhao))).items
        .length
    expect(await find()).toBe(1)
    await withdraw('neighbours')
    expect(await find()).toBe(0)
    await expect(server.call(neighbours.followCase, { id }, as(zhao))).rejects.toMatchObject({ status: 404 })
    await give('neighbours')
    expect(await find()).toBe(1)
  })
})

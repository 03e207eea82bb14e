import type { Types } from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileCase } from '@yike/shared/cases/endpoints'
import * as people from '@yike/shared/people/endpoints'
import { addMinutes } from '@yike/shared/time/china'
import { CaseModel } from '../cases/model'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { PersonMergeModel } from './merge-model'
import { CredentialModel, PersonModel } from './model'
import { resumeMerges } from './settle-merge'

let server: TestServer
let community: Community
beforeAll(async () => {
  server = await startServer()
  community = await buildCommunity()
})
afterAll(() => server.stop())

const NOW = new Date()
/** The daughter writes her mother down, with a number. */
async function writtenDown(name: string, phone: string) {
  const daughter = await buildResident({ community, name: '王秀英' }, NOW)
  const { personId } = await server.call(
    people.addBeneficiary,
    { name, relation: 'mother', birthYear: 1944, phone },
    { as: daughter.token, key: newKey() },
  )
  return { daughter, personId }
}
/** Somebody with an account of this phone. */
async function withAccount(name: string, phone: string, phoneVerifiedAt: Date | null) {
  const person = await buildResident({ community, name, phone }, NOW)
  await PersonModel.updateOne({ _id: person._id }, { $set: { phoneVerifiedAt } })
  await CredentialModel.create({ _id: `wechat:${String(person._id)}`, personId: person._id, createdAt: NOW })
  return person
}

it('finds who was written down by name and verified phone, and by no typed one', async () => {
  const { personId } = await writtenDown('李桂兰', '13800007701')
  const typed = await withAccount('李桂兰', '13800007701', null)
  const other = await withAccount('李桂芳', '13800007701', NOW)
  const self = await withAccount('李桂兰', '13800007701', NOW)
  const found = async (token: string) => (await server.call(people.listWrittenDown, {}, { as: token })).items

  expect([await found(typed.token), await found(other.token)]).toEqual([[], []])
  expect(await found(self.token)).toEqual([{ personId, name: '李桂兰', birthYear: 1944, by: '王秀英' }])
})

it('offers it to a new account only, which has nothing of its own to lose', async () => {
  await writtenDown('李秀珍', '13800007703')
  const account = await withAccount('李秀珍', '13800007703', NOW)
  const found = async () => (await server.call(people.listWrittenDown, {}, { as: account.token })).items.length
  expect(await found()).toBe(1)
  await PersonModel.updateOne({ _id: account._id }, { $set: { createdAt: new Date(NOW.getTime() - 25 * 3_600_000) } })
  expect(await found()).toBe(0)
})

it('makes the account that of the one written down, once, and leaves no stranger of the same name', async () => {
  const { daughter, personId } = await writtenDown('李玉芬', '13800007702')
  const [first, second] = [
    await withAccount('李玉芬', '13800007702', NOW),
    await withAccount('李玉芬', '13800007702', NOW),
  ]

  const outcomes = await Promise.allSettled(
    [first, second].map(({ token }) => server.call(people.claimWrittenDown, { personId }, { as: token })),
  )

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const won = outcomes[0]!.status === 'fulfilled' ? first : second
  expect(await CredentialModel.findById(`wechat:${String(won._id)}`).lean()).toMatchObject({
    personId: (await PersonModel.findById(personId))!._id,
  })
  expect(String((await PersonModel.findById(won._id).lean())?.mergedInto)).toBe(personId)
  const mine = await server.call(people.listBeneficiaries, {}, { as: daughter.token })
  expect(mine.items.map((one) => one.personId)).toEqual([personId])
})

const claim = (personId: string, { token }: BuiltPerson) =>
  server.call(people.claimWrittenDown, { personId }, { as: token })
const inboxOf = async (personId: Types.ObjectId, kind: string) => {
  const relay = new Relay(() => Promise.resolve())
  relay.add(PersonMergeModel)
  await relay.run()
  return MessageModel.find({ recipientId: personId, kind }).lean()
}

it('tells the family and who can part the two again, once, and takes along what the account did before', async () => {
  const admin = await buildStaff({ area: community }, NOW)
  const clerk = await buildStaff({ area: community, role: 'clerk' }, NOW)
  const { daughter, personId } = await writtenDown('李素珍', '13800007704')
  const account = await withAccount('李素珍', '13800007704', NOW)
  const filed = await server.call(
    fileCase,
    { kind: 'complaint', description: '楼道的灯坏了三天', categoryId: undefined },
    { as: account.token, key: newKey() },
  )

  await Promise.allSettled([claim(personId, account), claim(personId, account)])

  expect(await inboxOf(daughter._id, 'family_claimed')).toMatchObject([
    { title: '李素珍自己登录了', body: expect.not.stringContaining('7704') as string, about: { type: 'family' } },
  ])
  const [told] = await inboxOf(admin._id, 'person_claimed')
  expect([told!.about!.type, String(told!.about!.id)]).toEqual(['person', personId])
  expect(await inboxOf(admin._id, 'person_claimed')).toHaveLength(1)
  expect(await inboxOf(clerk._id, 'person_claimed')).toEqual([])
  expect(String((await CaseModel.findById(filed.id).lean())!.reporterId)).toBe(personId)
  expect(await PersonModel.findById(personId).lean()).toMatchObject({ phoneVerifiedAt: NOW })
})

it('is finished after a crash at any step, by the job or by the same tap', async () => {
  for (const died of ['before the intent', 'after the intent'] as const) {
    const phone = died === 'before the intent' ? '13800007705' : '13800007706'
    const { personId } = await writtenDown('李凤英', phone)
    const account = await withAccount('李凤英', phone, NOW)
    await PersonModel.updateOne({ _id: personId }, { $set: { claimedBy: account._id } })
    if (died === 'before the intent') await claim(personId, account)
    else {
      await PersonMergeModel.create({
        ...{ fromId: account._id, fromName: '李凤英', intoId: personId, reason: 'claim', state: 'moving' },
        ...{ byId: account._id, byName: '李凤英', at: NOW, unsettledSince: NOW },
      })
      await resumeMerges(addMinutes(NOW, 5))
    }
    expect(String((await CredentialModel.findById(`wechat:${String(account._id)}`).lean())!.personId)).toBe(personId)
    expect(await PersonMergeModel.countDocuments({ intoId: personId })).toBe(1)
  }
})

it('is parted by the office when it was somebody else, whose phone is signed out of the record', async () => {
  const admin = await buildStaff({ area: community }, NOW)
  const { personId } = await writtenDown('李春梅', '13800007707')
  const stranger = await withAccount('李春梅', '13800007707', NOW)
  const { accessToken } = await claim(personId, stranger)
  const look = () => server.call(people.getStaffPerson, { personId }, { as: admin.token })
  const [merge] = (await look()).merged
  expect(merge).toMatchObject({ reason: 'claim', by: '李春梅', canUndo: true })

  await server.call(people.undoMerge, { id: merge!.id }, { as: admin.token })

  expect((await look()).merged).toEqual([])
  expect(await CredentialModel.findById(`wechat:${String(stranger._id)}`).lean()).toMatchObject({
    personId: stranger._id,
  })
  await expect(server.call(people.getMe, {}, { as: accessToken! })).rejects.toMatchObject({ status: 401 })
  expect(await PersonModel.findById(personId).lean()).toMatchObject({ claimedBy: null, sessions: [] })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import * as people from '@yike/shared/people/endpoints'
import { buildCommunity, buildResident } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { CredentialModel, PersonModel } from './model'

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

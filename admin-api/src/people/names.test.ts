import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as people from '@yike/shared/people/endpoints'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { CredentialModel } from './model'

let server: TestServer
let community: Community
let clerk: BuiltPerson
beforeAll(async () => {
  server = await startServer()
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community })
})
afterAll(() => server.stop())

const register = (input: { name: string; phone?: string; idLast4?: string }) =>
  server.call(people.registerPerson, input, { as: clerk.token })
const found = async (q: string) =>
  (await server.call(people.findPeople, { q }, { as: clerk.token })).items.map(({ name }) => name)

describe('a name as people write it', () => {
  it('is found with its dot, with another, with a space and without', async () => {
    await register({ name: '阿依·古丽' })
    for (const q of [
      '阿依·古丽',
      '阿依•古丽',
      '阿依．古丽',
      '阿依 古丽',
      '阿依古丽',
      '古丽',
      '\u200b阿依古丽',
      'ayiguli',
    ])
      expect({ q, names: await found(q) }).toEqual({ q, names: ['阿依·古丽'] })
  })

  it('is found by rare characters', async () => {
    await register({ name: '𠮷䶮' })
    await register({ name: '李㛃〇' })
    expect(await found('𠮷')).toEqual(['𠮷䶮'])
    expect(await found('䶮')).toEqual(['𠮷䶮'])
    expect(await found('㛃〇')).toEqual(['李㛃〇'])
    expect(await found('〇')).toEqual(['李㛃〇'])
    expect(await found('𠮶')).toEqual([])
  })

  it('has up to fifty characters, as people count them', async () => {
    expect(await register({ name: '𠮷'.repeat(50) })).toMatchObject({ name: '𠮷'.repeat(50) })
    await expect(register({ name: '𠮷'.repeat(51) })).rejects.toMatchObject({
      status: 400,
      details: { fields: { name: ['最多 50 个字'] } },
    })
    await expect(register({ name: ' \u200b ' })).rejects.toMatchObject({
      details: { fields: { name: ['这里不能空着'] } },
    })
  })

  it('is kept put together and without what nobody sees', async () => {
    expect(await register({ name: ' Jose\u0301\u200b  Pérez ' })).toMatchObject({ name: 'José Pérez' })
  })

  it('of one of the family is not written down twice in another way', async () => {
    const wang = await buildResident({ community })
    const add = (name: string) =>
      server.call(people.addBeneficiary, { name, relation: 'mother' as const }, { as: wang.token })
    await add('买买提·艾力')
    await expect(add('买买提•艾力')).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  })

  it('and the phone as it is pasted reach whom a request means', async () => {
    const li = await buildResident({ community, name: '古丽·娜扎', phone: '13811119999', phoneVerifiedAt: new Date() })
    await CredentialModel.create({ _id: `wechat:${String(li._id)}`, personId: li._id, createdAt: new Date() })
    const wang = await buildResident({ community })

    const asked = { relation: 'mother' as const, name: '古丽•娜扎', phone: '\u202a+86 138 1111 9999\u202c' }
    await server.call(people.askFamily, asked, { as: wang.token })

    const { incoming } = await server.call(people.listFamily, {}, { as: li.token })
    expect(incoming).toHaveLength(1)
  })
})

describe('a phone and the end of a card as they are typed', () => {
  it('are kept plain and found', async () => {
    const typed = { name: '赵大爷', phone: '\u202a+86 139－8765 4321\u202c', idLast4: '３０１ｘ' }
    await register(typed)

    expect(await found('139 8765 4321')).toEqual(['赵大爷'])
    expect(await found('+86 13987654321')).toEqual(['赵大爷'])
    const [kept] = (await server.call(people.findPeople, { q: '赵大爷' }, { as: clerk.token })).items
    expect(kept).toMatchObject({ phoneLast4: '4321' })
  })

  it('that are none are refused in words', async () => {
    await expect(register({ name: '钱老太', phone: '1398765432' })).rejects.toMatchObject({
      details: { fields: { phone: ['电话号码不对，再看看位数'] } },
    })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as people from '@yike/shared/people/endpoints'
import { buildCommunity, buildFamily, buildGrid, buildResident, buildStaff } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { PersonModel } from './model'

let server: TestServer
beforeAll(async () => void (server = await startServer()))
afterAll(() => server.stop())

describe('me', () => {
  it('shows a person to themself, with the end of the phone number only', async () => {
    const community = await buildCommunity({ name: '河滨社区' })
    const wang = await buildResident({ community, name: '王秀英', phone: '13812345678' })

    const me = await server.call(people.getMe, {}, { as: wang.token })

    expect(me).toMatchObject({ name: '王秀英', phoneLast4: '5678', isStaff: false, community: { name: '河滨社区' } })
    expect(JSON.stringify(me)).not.toContain('13812345678')
  })

  it('changes what is said and leaves the rest', async () => {
    const wang = await buildResident({ birthYear: 1950 })

    await server.call(people.changeMe, { settings: { elderView: true } }, { as: wang.token })
    const me = await server.call(
      people.changeMe,
      { home: { text: '颐园 3 号楼 501', position: { lng: 118.49, lat: 37.46 } }, settings: { pace: 'elder' } },
      { as: wang.token },
    )

    expect(me).toMatchObject({
      birthYear: 1950,
      settings: { elderView: true, pace: 'elder' },
      home: { text: '颐园 3 号楼 501', position: { lng: 118.49, lat: 37.46 } },
    })
  })

  it('keeps whom to phone in an emergency for the person alone, and takes it out again', async () => {
    const community = await buildCommunity()
    const wang = await buildResident({ community, name: '冯急事' })
    const clerk = await buildStaff({ role: 'clerk', area: community })
    const change = (emergencyContact: { name: string; phone: string } | null) =>
      server.call(people.changeMe, { emergencyContact }, { as: wang.token })

    expect((await change({ name: '女儿', phone: '138 0000 9911' })).emergencyContact).toEqual({
      name: '女儿',
      phone: '13800009911',
    })
    const found = await server.call(people.findPeople, { q: '冯急事' }, { as: clerk.token })
    expect(JSON.stringify(found)).not.toContain('9911')
    expect((await change(null)).emergencyContact).toBeNull()
  })

  it('keeps how an identity card ends, and takes it out again', async () => {
    const wang = await buildResident()
    const change = (idLast4: string | null) => server.call(people.changeMe, { idLast4 }, { as: wang.token })

    expect(await change('301x')).toMatchObject({ idLast4: '301X' })
    expect(await change(null)).toMatchObject({ idLast4: null })
  })

  it('refuses a position with longitude and latitude the wrong way round', async () => {
    const wang = await buildResident()

    await expect(
      server.call(
        people.changeMe,
        { home: { text: '颐园', position: { lng: 37.46, lat: 118.49 } } },
        { as: wang.token },
      ),
    ).rejects.toMatchObject({ status: 400, details: { fields: { 'home.position.lng': ['经度应在 73 到 136 之间'] } } })
  })
})

describe('the family one books for', () => {
  const mother = { name: '李桂兰', relation: 'mother' as const, birthYear: 1944 }

  it('gains a member once, however often the tap is sent', async () => {
    const wang = await buildResident()
    const key = newKey()

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => server.call(people.addBeneficiary, mother, { as: wang.token, key })),
    )

    expect(new Set(answers.map(({ personId }) => personId)).size).toBe(1)
    expect(await PersonModel.countDocuments({ writtenDownBy: wang._id })).toBe(1)
    const { items } = await server.call(people.listBeneficiaries, {}, { as: wang.token })
    expect(items).toMatchObject([{ name: '李桂兰', relation: { label: '妈妈' }, birthYear: 1944 }])
  })

  it('refuses other words under the same key', async () => {
    const wang = await buildResident()
    const key = newKey()
    await server.call(people.addBeneficiary, mother, { as: wang.token, key })

    await expect(
      server.call(people.addBeneficiary, { ...mother, name: '李桂芳' }, { as: wang.token, key }),
    ).rejects.toMatchObject({ status: 409, code: 'KEY_REUSED' })
  })

  it('knows the same key of two people apart', async () => {
    const [wang, li] = [await buildResident(), await buildResident()]
    const key = newKey()

    const [hers, his] = await Promise.all(
      [wang, li].map((who) => server.call(people.addBeneficiary, mother, { as: who.token, key })),
    )

    expect(hers!.personId).not.toBe(his!.personId)
  })

  it('finishes what a crash left between the person and the line', async () => {
    const wang = await buildResident()
    const key = newKey()
    const { personId } = await server.call(people.addBeneficiary, mother, { as: wang.token, key })
    await PersonModel.updateOne({ _id: wang._id }, { $set: { family: [] } })

    expect(await server.call(people.addBeneficiary, mother, { as: wang.token, key })).toMatchObject({ personId })
    expect((await PersonModel.findById(wang._id).lean())!.family).toHaveLength(1)
  })

  it('has no two of one name, and leaves nobody behind who was refused', async () => {
    const wang = await buildResident()

    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => server.call(people.addBeneficiary, mother, { as: wang.token })),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await PersonModel.countDocuments({ writtenDownBy: wang._id })).toBe(1)
  })

  it('loses a member, but not one of somebody else', async () => {
    const [wang, li] = [await buildResident(), await buildResident()]
    const member = await buildFamily(wang)
    const remove = (token: string) =>
      server.call(people.removeBeneficiary, { personId: String(member._id) }, { as: token })

    await expect(remove(li.token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(remove(wang.token)).resolves.toEqual({ done: true })
    expect((await server.call(people.listBeneficiaries, {}, { as: wang.token })).items).toEqual([])
  })
})

describe('finding people at the counter', () => {
  it('finds by name, by phone and by its last digits, in the own areas only', async () => {
    const [ours, theirs] = [await buildCommunity({ name: '甲社区' }), await buildCommunity({ name: '乙社区' })]
    const clerk = await buildStaff({ role: 'clerk', area: ours })
    await buildResident({ community: ours, name: '曹金凤', phone: '13900001234' })
    await buildResident({ community: theirs, name: '曹金龙', phone: '13900001234' })
    const find = async (q: string) =>
      (await server.call(people.findPeople, { q }, { as: clerk.token })).items.map(({ name }) => name)

    expect(await find('曹')).toEqual(['曹金凤'])
    expect(await find('13900001234')).toEqual(['曹金凤'])
    expect(await find('1234')).toEqual(['曹金凤'])
    expect(await find('.*')).toEqual([])
  })

  it('lets a grid worker find the people of the grid, and not of the community around it', async () => {
    const community = await buildCommunity({ name: '丙社区' })
    const grid = await buildGrid(community)
    const worker = await buildStaff({ role: 'grid_worker', area: community })
    await PersonModel.updateOne({ _id: worker._id }, { $set: { roles: [{ role: 'grid_worker', areaId: grid._id }] } })
    await buildResident({ community, name: '魏格里', areas: grid.areas })
    await buildResident({ community, name: '魏格外' })

    const { items } = await server.call(people.findPeople, { q: '魏' }, { as: worker.token })

    expect(items.map(({ name }) => name)).toEqual(['魏格里'])
  })

  it('is not for residents', async () => {
    const wang = await buildResident()

    await expect(server.call(people.findPeople, { q: '王' }, { as: wang.token })).rejects.toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    })
  })

  it('writes an elder without a phone down once', async () => {
    const clerk = await buildStaff({ role: 'clerk' })
    const key = newKey()
    const register = () =>
      server.call(people.registerPerson, { name: '蒋奶奶', home: '颐园 1 号楼' }, { as: clerk.token, key })

    const [one, two] = [await register(), await register()]

    expect(one.id).toBe(two.id)
    expect(one).toMatchObject({ name: '蒋奶奶', home: '颐园 1 号楼', phoneLast4: null })
  })
})

it('a child under fourteen has no account of their own: a guardian books for them', async () => {
  const child = await buildResident()
  const year = new Date().getFullYear()
  await expect(server.call(people.changeMe, { birthYear: year - 13 }, { as: child.token })).rejects.toMatchObject({
    details: { fields: { birthYear: [expect.stringContaining('家长')] } },
  })
  expect(await server.call(people.changeMe, { birthYear: year - 15 }, { as: child.token })).toMatchObject({
    birthYear: year - 15,
  })
})

it('a child under fourteen is added to a family by a guardian who agrees, and that is on record', async () => {
  const mother = await buildResident()
  const year = new Date().getFullYear()
  const add = (more: object) =>
    server.call(people.addBeneficiary, { name: '孙小雨', relation: 'child', ...more }, { as: mother.token })
  await expect(add({ birthYear: year - 9 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('监护人'),
  })
  const { personId } = await add({ birthYear: year - 9, guardian: true })
  expect(await PersonModel.findById(personId).lean()).toMatchObject({
    guardianConsent: { byId: mother._id, at: expect.any(Date) },
  })
  const grown = await add({ name: '孙大雨', birthYear: year - 15, guardian: true })
  expect(await PersonModel.findById(grown.personId).lean()).not.toHaveProperty('guardianConsent')
})

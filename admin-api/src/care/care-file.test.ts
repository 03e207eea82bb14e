import { AuditEntryModel } from '../audit/model'
import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import * as care from '@yike/shared/care/endpoints'
import { CARE_CONSENT_VERSION } from '@yike/shared/care/rules'
import type { Role } from '@yike/shared/people/permissions'
import { PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { rewrapSealed } from './jobs'
import { CareFileModel } from './model'
import { seal, unseal, useSealingSecrets } from '../sealing'

const BODY = {
  level: 'l2' as const,
  dementia: true,
  needs: ['walking' as const, 'hearing' as const],
  illnesses: '高血压，糖尿病',
  allergies: '青霉素',
  medicines: [{ name: '二甲双胍', how: '早晚各一片' }],
  contacts: [{ name: '孙晓梅', relation: '女儿', phone: '13812340000' }],
  note: '门锁密码 2580#',
}
const consent = { version: CARE_CONSENT_VERSION }

let server: TestServer
let community: Community
let elder: BuiltPerson
let daughter: BuiltPerson
/** The secret under which the people of these tests are sealed. */
const OFFICE = 'the secret of this office, 32 long'

beforeAll(async () => void (server = await startServer({ secret: OFFICE })))
afterAll(() => server.stop())
beforeEach(async () => {
  community = await buildCommunity()
  elder = await buildResident({ community, birthYear: 1946 })
  daughter = await caringFor(elder)
})

const caringFor = async ({ _id, name }: BuiltPerson) => {
  const one = await buildResident({ community })
  await PersonModel.updateOne({ _id: one._id }, { $push: { family: { personId: _id, name, relation: 'mother' } } })
  return one
}
const personId = () => String(elder._id)
const save = (by: BuiltPerson, input: Partial<Parameters<typeof write>[1]> = {}) => write(by, input)
const write = (by: BuiltPerson, input: { revision?: number; consent?: object; body?: object; personId?: string }) =>
  server.call(
    care.saveCareFile,
    { personId: personId(), revision: 0, body: { ...BODY, ...input.body }, consent, ...without(input) } as never,
    { as: by.token },
  )
const without = ({ body: _, ...rest }: { body?: object }) => rest
const read = (by: BuiltPerson, why?: 'visit') =>
  server.call(care.getCareFile, { personId: personId(), why }, { as: by.token })
const staff = (role: Role, area = community) => buildStaff({ role, area })

describe('a care file', () => {
  it('is written by the daughter with consent, and read by the person', async () => {
    const saved = await save(daughter)

    expect(saved).toMatchObject({ revision: 1, as: 'family', consent: { how: { code: 'family' } } })
    expect(await read(elder)).toMatchObject({ as: 'self', body: BODY, can: { edit: true, withdraw: true } })
  })

  it('is not written without the consent in force', async () => {
    await expect(save(daughter, { consent: undefined })).rejects.toMatchObject({ code: 'CARE_CONSENT_NEEDED' })
    await expect(save(daughter, { consent: { version: '2020-01' } })).rejects.toMatchObject({
      code: 'CARE_CONSENT_NEEDED',
    })
    expect(await CareFileModel.countDocuments({ _id: elder._id })).toBe(0)
  })

  it('lies in the database without a readable word', async () => {
    await save(daughter)

    const raw = await mongoose.connection.db!.collection('care_files').find().toArray()
    const text = JSON.stringify(raw)
    for (const word of ['青霉素', '二甲双胍', '门锁密码', '孙晓梅', '13812340000', '高血压'])
      expect(text).not.toContain(word)
    const [file] = raw as unknown as { sealed: { fields: Record<string, string> } }[]
    expect(Object.keys(file!.sealed.fields)).toContain('allergies')
  })

  it('does not open for another person, nor a field under another name', async () => {
    const sealed = seal('file:a', BODY)

    expect(unseal('file:a', sealed)).toEqual(BODY)
    expect(() => unseal('file:b', sealed)).toThrow()
    const swapped = { ...sealed, fields: { ...sealed.fields, note: sealed.fields.allergies! } }
    expect(() => unseal('file:a', swapped)).toThrow()
  })

  it('of two who write at once one is told to look again', async () => {
    const [first] = [await save(daughter)]
    const other = await caringFor(elder)

    const answers = await Promise.allSettled(
      [daughter, other].map((who) => save(who, { revision: first.revision, body: { note: String(who.name) } })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
    expect((await read(elder)).revision).toBe(2)
  })

  it('is gone with the consent, which stays on record as withdrawn', async () => {
    await save(daughter)

    await server.call(care.withdrawCareFile, { personId: personId() }, { as: elder.token })

    expect(await read(elder)).toMatchObject({ body: null, consent: null })
    const kept = (await CareFileModel.findById(elder._id).lean())!
    expect(kept.sealed).toBeNull()
    expect(kept.past).toMatchObject([{ how: 'family', withdrawnBy: elder._id }])
    await expect(save(daughter, { revision: 2, consent: undefined })).rejects.toMatchObject({
      code: 'CARE_CONSENT_NEEDED',
    })
  })

  it('stays readable when the secret is replaced, and is wrapped anew', async () => {
    onTestFinished(() => useSealingSecrets([OFFICE, 'new secret of this office, 32 long']))
    useSealingSecrets(['old secret of this office, 32 long', OFFICE])
    await save(daughter)
    useSealingSecrets(['new secret of this office, 32 long', 'old secret of this office, 32 long', OFFICE])
    expect((await read(elder)).body).toMatchObject({ allergies: '青霉素' })

    expect(await rewrapSealed()).toBeGreaterThan(0)
    useSealingSecrets(['new secret of this office, 32 long', OFFICE])

    expect((await read(elder)).body).toMatchObject({ allergies: '青霉素' })
  })
})

describe('a child under 14', () => {
  it('has a file only with the guardian', async () => {
    await PersonModel.updateOne({ _id: elder._id }, { $set: { birthYear: new Date().getFullYear() - 9 } })

    await expect(save(elder)).rejects.toMatchObject({ code: 'CARE_CONSENT_NEEDED' })
    await expect(save(daughter)).rejects.toMatchObject({ code: 'CARE_CONSENT_NEEDED' })
    await expect(save(await staff('clerk'))).rejects.toMatchObject({
      details: { fields: { 'consent.guardianName': [expect.stringContaining('监护人')] } },
    })
    expect(await save(daughter, { consent: { ...consent, guardian: true } })).toMatchObject({
      consent: { how: { code: 'guardian' }, guardianName: daughter.name },
    })
  })
})

describe('who may look', () => {
  it('strangers and staff elsewhere find nobody', async () => {
    await save(daughter)
    const elsewhere = await staff('community_admin', await buildCommunity())

    for (const who of [await buildResident({ community }), elsewhere, await staff('cook')])
      await expect(read(who, 'visit')).rejects.toMatchObject({ status: 404 })
  })

  it('a carer and a grid worker read and do not write; a clerk writes', async () => {
    await save(daughter)

    for (const role of ['carer', 'grid_worker'] as const) {
      const who = await staff(role)
      expect(await read(who, 'visit')).toMatchObject({ as: 'staff', can: { edit: false } })
      await expect(save(who, { revision: 1 })).rejects.toMatchObject({ status: 403 })
    }
    expect(await save(await staff('clerk'), { revision: 1 })).toMatchObject({ revision: 2 })
  })

  it('staff say why, and the family sees who looked, when and why', async () => {
    await save(daughter)
    const carer = await staff('carer')
    await expect(read(carer)).rejects.toMatchObject({ details: { fields: { why: ['选一下为什么要看'] } } })
    expect(await AuditEntryModel.countDocuments({ people: elder._id })).toBe(0)

    await read(carer, 'visit')
    await read(daughter)

    for (const who of [elder, daughter]) {
      const { items } = await server.call(care.listCareReads, { personId: personId() }, { as: who.token })
      expect(items).toMatchObject([{ who: `护理员 ${carer.name}`, what: 'read', why: '上门前看一眼' }])
    }
    await expect(server.call(care.listCareReads, { personId: personId() }, { as: carer.token })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('the list of staff names who has a file and says nothing of it', async () => {
    await save(daughter)
    const clerk = await staff('clerk')

    const { items } = await server.call(care.listCarePeople, {}, { as: clerk.token })

    expect(items).toMatchObject([{ id: personId(), hasFile: true, check: null }])
    expect(JSON.stringify(items)).not.toContain('青霉素')
    await PersonModel.updateOne({ _id: elder._id }, { $set: { areas: (await buildCommunity()).areas } })
    expect((await server.call(care.listCarePeople, {}, { as: clerk.token })).items).toEqual([])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import * as api from '@yike/shared/people/import-endpoints'
import { GUARDIAN_FIRST } from '@yike/shared/people/minors'
import { RESIDENT_COLUMNS } from '@yike/shared/people/resident-import'
import type { ResidentImport } from '@yike/shared/people/import-schemas'
import { buildCommunity, buildGrid, buildResident, buildStaff, different, type BuiltPerson } from '../testing/build'
import { AuditEntryModel } from '../audit/model'
import { startServer, type TestServer } from '../testing/server'
import { filledBlank, uploadAt } from '../testing/upload'
import type { Community } from '../territory/areas'
import { PersonModel, type Person } from './model'
import { factsOf } from './resident-import'
import { ResidentImportModel } from './resident-import-model'
import { runResidentImports } from './resident-import-steps'
import { addBeneficiary } from './me'

/** A number of an identity card whose check digit is right. */
const LI_ID = '37050219440305302X'
const HEADINGS = '姓名,手机,出生年份,身份证号,小区,楼栋,单元,房号,网格'

let server: TestServer
let community: Community
let clerk: BuiltPerson
beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community })
})

const upload = (lines: readonly string[], by = clerk) =>
  uploadAt(server.origin, api.uploadResidentImport, { name: '名单.csv', bytes: lines.join('\n') }, by.token)
const preview = async ({ id, mapping }: ResidentImport, by = clerk, communityId?: string) =>
  (await server.call(api.previewResidentImport, { id, mapping, communityId }, { as: by.token })).rows
async function confirm(
  { id, mapping }: ResidentImport,
  choices: { merge?: number[]; keep?: number[] } = {},
  by = clerk,
) {
  await server.call(api.confirmResidentImport, { id, mapping, ...choices }, { as: by.token })
  await runResidentImports(new Date())
  return server.call(api.getResidentImport, { id }, { as: by.token })
}
async function undo({ id }: ResidentImport) {
  await server.call(api.undoResidentImport, { id }, { as: clerk.token })
  await runResidentImports(new Date())
  return server.call(api.getResidentImport, { id }, { as: clerk.token })
}
const named = async (name: string) =>
  (await PersonModel.find({ name, areas: community._id }).lean<Person[]>()).map((one) => ({ ...one, ...factsOf(one) }))

describe('an import of residents', () => {
  it('registers nobody before it is confirmed, and then every good row once', async () => {
    const grid = await buildGrid(community, '第一网格')
    const [li, wang] = [different('李桂兰'), different('王秀英')]
    const record = await upload([
      HEADINGS,
      `${li},138 0000 1234,,${LI_ID},颐园小区,3,2,501,第一网格`,
      `${wang},,1951年,,颐园小区,5,1,,第九网格`,
    ])
    expect(record).toMatchObject({ state: { code: 'open' }, rowCount: 2 })
    const rows = await preview(record)
    expect(rows).toMatchObject([
      { ...{ row: 2, phoneLast4: '1234', birthYear: 1944, idLast4: '302X' }, home: '颐园小区 3 号楼 2 单元 501' },
      { row: 3, area: community.name, doubts: [`${community.name}没有叫“第九网格”的网格，先记在社区`] },
    ])
    expect(await named(li)).toEqual([])

    expect(await confirm(record)).toMatchObject({ state: { code: 'done' }, counts: { created: 2 }, left: [] })
    await runResidentImports(new Date())
    const [written, ...others] = await named(li)
    expect(others).toEqual([])
    expect(written).toMatchObject({
      ...{ phone: '13800001234', phoneVerifiedAt: null, birthYear: 1944, idLast4: '302X' },
      ...{ areas: grid.areas, communityId: community._id, writtenDownBy: clerk._id },
      // A list that says more than a name is a register.
      realName: [{ level: 'register', byId: clerk._id }],
    })
    await expect(confirm(record)).rejects.toMatchObject({ status: 409 })
  })

  it('keeps no identity card number, and no row readable in the database', async () => {
    const name = different('李桂兰')
    const record = await upload([`${HEADINGS},备注`, `${name},13900005678,,${LI_ID},,,,,,证件 ${LI_ID}`])
    await confirm(record)

    expect(
      JSON.stringify(await server.call(api.getResidentImport, { id: record.id }, { as: clerk.token })),
    ).not.toContain(LI_ID)
    const stored = JSON.stringify(await ResidentImportModel.findById(record.id).lean())
    for (const word of [LI_ID, '13900005678', name]) expect(stored).not.toContain(word)
  })

  it('never writes a second record silently: somebody known is left, completed, or another one', async () => {
    const name = different('李桂兰')
    const known = await buildResident({ community, name, phone: null, birthYear: 1944 })
    const lines = [HEADINGS, `${name},13800001234,1944,,颐园小区,3,2,501,`]
    const left = await upload(lines)
    expect(await preview(left)).toMatchObject([
      { like: { id: String(known._id), why: { code: 'year' }, adds: ['手机', '住址'], canMerge: true } },
    ])
    await expect(confirm(left)).rejects.toMatchObject({ status: 400 })
    expect(await named(name)).toHaveLength(1)

    const completed = await confirm(left, { merge: [0] })
    expect(completed).toMatchObject({ counts: { created: 0, merged: 1 } })
    expect(await named(name)).toMatchObject([
      { phone: '13800001234', home: '颐园小区 3 号楼 2 单元 501', realName: [{ level: 'register' }] },
    ])
    expect(
      await AuditEntryModel.find({ people: known._id, actorId: clerk._id, kind: { $in: ['read', 'change'] } })
        .sort({ kind: -1 })
        .lean(),
    ).toMatchObject([
      { kind: 'read', act: 'person', why: '对着名单看了登记' },
      { kind: 'change', act: 'person', why: '用名单补了手机、住址' },
    ])

    await confirm(await upload(lines), { keep: [0] })
    expect(await named(name)).toHaveLength(2)
  })

  it('takes a second row of the same person as one of them, unless staff say otherwise', async () => {
    const name = different('王秀英')
    const record = await upload([HEADINGS, `${name},,1951,,,,,,`, `${name},,1951,,,,,,`, `${name},,1971,,,,,,`])
    expect((await preview(record)).map(({ like }) => like?.row ?? null)).toEqual([null, 2, null])
    const done = await confirm(record)
    expect(done.left).toMatchObject([{ row: 3, reason: '和第 2 行同名同年生，没有导入' }])
    expect(await named(name)).toHaveLength(2)
  })

  it('names the row and everything wrong with it', async () => {
    const record = await upload([HEADINGS, ',1380000,44年,370502194403053021,,,,,', `${different('好')},,,,,,,,`])
    const [wrong] = await preview(record)
    expect(wrong!.row).toBe(2)
    expect(wrong!.problems.join()).toMatch(/没有姓名.*电话号码不对.*出生年份看不懂.*身份证号不对/)
  })

  it('leaves a child under 14 out, and names the row, unless the list says that the guardian agreed', async () => {
    const [child, agreed] = [different('小宝'), different('小贝')]
    const record = await upload(['姓名,出生年份,监护人同意', `${child},2018,`, `${agreed},2018,同意`])
    const done = await confirm(record)
    expect(done.left).toMatchObject([{ row: 2, reason: expect.stringContaining(GUARDIAN_FIRST) as string }])
    expect(await named(child)).toEqual([])
    expect((await named(agreed))[0]).toMatchObject({ birthYear: 2018, guardianConsent: { byId: clerk._id } })
  })

  it('reads the blank table, filled in, without a word', async () => {
    const { headings, bytes } = await filledBlank(server, '/staff/resident-imports/blank', clerk.token)
    expect(headings).toEqual(Object.values(RESIDENT_COLUMNS).map(({ label }) => label))
    await buildGrid(community, '第一网格')
    const file = { name: '居民空白表.xlsx', bytes }
    const record = await uploadAt(server.origin, api.uploadResidentImport, file, clerk.token)
    expect(await preview(record)).toMatchObject([{ name: '王秀英', birthYear: 1944, problems: [], doubts: [] }])
  })

  it('reads a workbook of two hundred rows, and writes them all', async () => {
    const word = different('两百')
    const rows = Array.from({ length: 200 }, (_, at) => [
      `${word}之${at}`,
      `139${String(10_000_000 + at)}`,
      1930 + (at % 60),
    ])
    const bytes = await writeXlsxFile([['姓名', '联系电话', '出生年份'], ...rows] as never).toBuffer()
    const record = await uploadAt(
      server.origin,
      api.uploadResidentImport,
      { name: '名单.xlsx', bytes: new Uint8Array(bytes) },
      clerk.token,
    )
    expect(await confirm(record)).toMatchObject({ counts: { created: 200, refused: 0 } })
    expect(await PersonModel.countDocuments({ name: new RegExp(`^${word}之`), areas: community._id })).toBe(200)
  })
})

describe('the undo', () => {
  it('takes new people away again and completed ones back, and leaves who was changed or used since', async () => {
    const [known, touched, family, gone] = ['甲', '乙', '丙', '丁'].map((word) => different(word)) as [
      string,
      string,
      string,
      string,
    ]
    await buildResident({ community, name: known, phone: null })
    const record = await upload([
      HEADINGS,
      ...[known, touched, family, gone].map((name) => `${name},13700001111,,,,,,,`),
    ])
    await confirm(record, { merge: [0] })
    expect(await named(known)).toMatchObject([{ phone: '13700001111' }])
    await PersonModel.updateOne({ name: touched }, { $set: { birthYear: 1950 } })
    const actor = await buildResident({ community })
    const [person] = await named(family)
    await addBeneficiary(actor.actor, 'k'.repeat(22), { name: '女儿', relation: 'daughter' } as never, new Date())
    await PersonModel.updateOne({ _id: actor._id }, { $set: { 'family.0.personId': person!._id } })

    expect(await undo(record)).toMatchObject({ state: { code: 'undone' }, counts: { undone: 2, kept: 2 } })

    expect(await named(known)).toMatchObject([{ phone: null }])
    expect(await named(touched)).toHaveLength(1)
    expect(await named(family)).toHaveLength(1)
    expect(await named(gone)).toEqual([])
  })

  it('keeps a number that its owner has shown since', async () => {
    const name = different('戊')
    await buildResident({ community, name, phone: null })
    const record = await upload([HEADINGS, `${name},13700002222,,,,,,,`])
    await confirm(record, { merge: [0] })
    await PersonModel.updateOne({ name }, { $set: { phoneVerifiedAt: new Date() } })

    expect(await undo(record)).toMatchObject({ counts: { undone: 0, kept: 1 } })
    expect(await named(name)).toMatchObject([{ phone: '13700002222' }])
  })

  it('continues where a crash left it, with nobody twice and nobody lost', async () => {
    const name = different('己')
    const record = await upload([HEADINGS, `${name},,,,,,,,`])
    await confirm(record)
    await ResidentImportModel.updateOne({ _id: record.id }, { $set: { state: 'writing', 'steps.0.state': 'waiting' } })
    await runResidentImports(new Date())
    expect(await named(name)).toHaveLength(1)
  })
})

describe('whose list it is', () => {
  it('another community sees neither the list nor the people', async () => {
    const name = different('李桂兰')
    await buildResident({ community, name, birthYear: 1944 })
    const stranger = await buildStaff({ role: 'clerk', area: await buildCommunity() })
    const theirs = await upload([HEADINGS, `${name},,1944,,,,,,`], stranger)
    expect(await preview(theirs, stranger)).toMatchObject([{ like: null }])
    await expect(server.call(api.getResidentImport, { id: theirs.id }, { as: clerk.token })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('a grid worker registers in their own grid, and completes nobody', async () => {
    const grid = await buildGrid(community, '第一网格')
    await buildGrid(community, '第二网格')
    const worker = await buildStaff({ role: 'grid_worker', area: grid as Community })
    await PersonModel.updateOne({ _id: worker._id }, { $set: { communityId: community._id } })
    const [name, known] = [different('庚'), different('辛')]
    await buildResident({ community, name: known, areas: grid.areas, phone: null })
    const record = await upload(
      [HEADINGS, `${name},,,,,,,,`, `${different('壬')},,,,,,,,第二网格`, `${known},13700003333,,,,,,,`],
      worker,
    )
    const rows = await preview(record, worker)
    expect(rows.map(({ area, problems }) => [area, problems])).toEqual([
      [`${community.name} 第一网格`, []],
      ['', ['第二网格不归您登记']],
      [`${community.name} 第一网格`, []],
    ])
    expect(rows[2]!.like).toMatchObject({ canMerge: false })
  })

  it('a street asks of which community a row is, where the list does not say', async () => {
    const other = await buildCommunity()
    const street = await buildStaff({ role: 'clerk', area: community })
    await PersonModel.updateOne(
      { _id: street._id },
      { $set: { roles: [community, other].map(({ _id }) => ({ role: 'clerk', areaId: _id })) } },
    )
    const record = await upload(['姓名,社区', `${different('癸')},`, `${different('癸')},${other.name}`], street)
    expect((await preview(record, street)).map(({ area, problems }) => area || problems[0])).toEqual([
      '不知道是哪个社区：在表里写上，或者在右边选一个',
      other.name,
    ])
    expect((await preview(record, street, String(community._id))).map(({ area }) => area)).toEqual([
      community.name,
      other.name,
    ])
  })
})

import mongoose, { Types, type Schema } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileCaseForSomebody, listStaffCases } from '@yike/shared/cases/endpoints'
import * as people from '@yike/shared/people/endpoints'
import { cellOf } from '@yike/shared/geo/cells'
import { CaseModel, CaseWordsModel, type CaseRecord, type CaseWords } from './cases/model'
import { cellIndex, placeOf } from './cases/sealed-words'
import type { AnyModel } from './any-model'
import { DOMAINS } from './domains'
import { phone as demoPhone, RESIDENTS } from './demo/people/facts'
import { seedDemo } from './demo/seed-demo'
import { joinDomains } from './join-domains'
import { PersonModel, type Person } from './people/model'
import { homeOf, phoneOf } from './people/sealed-facts'
import { sessionToken } from './testing/session'
import { currentKey, useSealingSecrets } from './sealing'
import { opensTexts, textPaths } from './sealed-text'
import { placesOf, resealValues, valueAt } from './sealed-values'
import { mayStandPlain } from './testing/plain-texts'
import { startServer, type TestServer } from './testing/server'

const SECRET = 'the secret of the office in this test'
let server: TestServer
let clerk: string
let communityId: string

/** Every record of every collection as the database holds it. */
async function dump() {
  const collections = await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray()
  const texts: string[] = []
  for (const { name } of collections)
    for (const record of await mongoose.connection.db!.collection(name).find().toArray())
      texts.push(`${name} ${JSON.stringify(record)}`)
  return texts
}
/** Collections of public words: a matter gives its name to a case, a sitting its title and reason to a booking. */
const PUBLIC = new Set([
  'matters',
  'case_papers',
  'sittings',
  'admissions',
  'series',
  'services',
  'places',
  'notices',
  'case_categories',
])
/** Shorter words may be part of others by chance. */
const LONG = 7
const linesWith = (lines: string[], said: string) =>
  lines.filter((line) => line.includes(said)).map((line) => line.slice(0, 200))

beforeAll(async () => {
  server = await startServer({ secret: SECRET, env: { REQUESTS_PER_SECOND: '100000' } })
  await seedDemo(new Date())
  const staff = (await PersonModel.findOne({ name: '刘敏', 'roles.role': 'clerk' }).lean<Person>())!
  communityId = String(staff.communityId)
  clerk = await sessionToken(staff._id, new Date())
}, 120_000)
afterAll(async () => {
  // Words of the demo name today.
  await mongoose.connection.collection('messages').deleteMany({})
  for (const { schema, collection } of Object.values(mongoose.models))
    if (schema.path('outbox')) await collection.updateMany({}, { $set: { outbox: [] } })
  await server.stop()
})

const find = (q: string) => server.call(people.findPeople, { q }, { as: clerk })
const namesFound = async (q: string) => (await find(q)).items.map(({ name }) => name)

describe('a copy of the database alone', () => {
  it('tells nobody’s number, home or identity card in the demo community', async () => {
    const lines = await dump()
    expect(lines.length).toBeGreaterThan(1000)
    for (const { phone, home } of RESIDENTS) expect([linesWith(lines, phone), linesWith(lines, home)]).toEqual([[], []])
    expect(linesWith(lines, demoPhone(190))).toEqual([])
    for (const words of await CaseWordsModel.find({ cell: { $ne: null } }).lean<CaseWords[]>())
      expect(linesWith(lines, cellOf(placeOf(words).position!))).toEqual([])
    expect(await CaseWordsModel.countDocuments({ cell: { $ne: null } })).toBeGreaterThan(0)
  })

  it('tells none of the words that people wrote in a day of the demo', async () => {
    const all = await dump()
    const isPublic = (line: string) => PUBLIC.has(line.split(' ', 1)[0]!)
    const open = all.filter(isPublic).join('\n')
    const lines = all.filter((line) => !isPublic(line)).join('\n')
    let looked = 0
    const unsealed: string[] = []
    for (const model of Object.values(mongoose.models) as AnyModel[])
      for (const record of await model.find().lean<{ _id: unknown }[]>())
        for (const { path } of textPaths(model.schema))
          for (const place of placesOf(record, path)) {
            const text = valueAt(record, place)
            if (typeof text !== 'string' || text.length < LONG || open.includes(text)) continue
            looked++
            if (lines.includes(text)) unsealed.push(`${model.modelName}.${place}: ${text}`)
          }
    expect(unsealed).toEqual([])
    expect(looked).toBeGreaterThan(300)
  })

  it('tells none that was written through the product', async () => {
    const said = {
      own: '13977770001',
      kin: '13977770002',
      caller: '13977770003',
      emergency: '13977770004',
      asked: '13977770006',
      words: '我母亲有帕金森',
      title: '三楼老太太夜里喊疼',
      written: '13977770007',
      address: '望海楼 18 号楼 1 单元 101',
      home: '望海楼 17 号楼 3 单元 901',
      idEnd: '917X',
    }
    const made = await server.call(
      people.registerPerson,
      { name: '方静斋', phone: said.own, home: said.home, idLast4: said.idEnd },
      { as: clerk },
    )
    const as = await sessionToken((await PersonModel.findById(made.id))!._id, new Date())
    await server.call(people.changeMe, { emergencyContact: { name: '方宁', phone: said.emergency } }, { as })
    await server.call(people.addBeneficiary, { name: '方宁', relation: 'child', phone: said.kin }, { as })
    await server.call(people.askFamily, { relation: 'mother', name: '方老太', phone: said.asked }, { as })
    await server.call(
      fileCaseForSomebody,
      {
        ...{
          communityId,
          channel: 'phone',
          kind: 'complaint',
          description: `${said.words}，我的电话 ${said.written}`,
          title: said.title,
          photoIds: [],
        },
        reporter: { name: '方来电', phone: said.caller },
        address: said.address,
      },
      { as: clerk },
    )

    const lines = await dump()
    for (const one of Object.values(said)) expect(linesWith(lines, one)).toEqual([])

    expect(await namesFound(said.own)).toEqual(['方静斋'])
    expect(await namesFound('0001')).toContain('方静斋')
    expect(await namesFound('001')).toContain('方静斋')
    expect(await namesFound('望海楼 901')).toEqual(['方静斋', '方宁'])
    expect(await namesFound('方静斋 望海')).toEqual(['方静斋'])
    expect(await namesFound('13977770009')).toEqual([])
    const cases = await server.call(listStaffCases, { q: said.caller.slice(-4) }, { as: clerk })
    expect(cases.items).toHaveLength(1)
    expect(await server.call(people.getMe, {}, { as })).toMatchObject({
      phoneLast4: '0001',
      idLast4: said.idEnd,
      home: { text: said.home },
      emergencyContact: { phone: said.emergency },
    })
  })
})

/** The texts of a schema that are not sealed, without those of few values. */
function plainTexts(schema: Schema, at: string): string[] {
  const found: string[] = []
  schema.eachPath((name, type) => {
    const path = `${at}.${name}`
    const inList = (type as { embeddedSchemaType?: { instance: string } }).embeddedSchemaType?.instance
    if (type.schema) found.push(...(isSealedSchema(type.schema) ? [] : plainTexts(type.schema, path)))
    else if ([type.instance, inList].includes('String') && !(type.options as { enum?: unknown }).enum) found.push(path)
  })
  return found
}
const isSealedSchema = (schema: Schema) =>
  'key' in schema.paths && ('bytes' in schema.paths || 'wrapped' in schema.paths)

describe('every schema', () => {
  it('seals the words that somebody types, or says why they may be read', () => {
    const models = Object.values(mongoose.models) as AnyModel[]
    const plain = models.flatMap(({ modelName, schema }) => plainTexts(schema, modelName))
    expect(plain.length).toBeGreaterThan(300)
    expect(plain.filter((path) => !mayStandPlain(path))).toEqual([])
    const unopened = models.filter(({ schema }) => textPaths(schema).length > 0 && !opensTexts(schema))
    expect(unopened.map(({ modelName }) => modelName)).toEqual([])
  })
})

/** The texts below a value, each with its path. */
function textsIn(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]]
  if (value instanceof Date || value instanceof Types.ObjectId || typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) => textsIn(below, `${at}.${name}`))
}
/** Fields of an event that hold a text: all of them codes. The schema takes no other field. */
const EVENT_CODES = [
  ...['kind', 'visibleTo', 'waitsFor', 'alerts.code', 'alert', 'whistle.occasion', 'papers.key', 'papers.state'],
  ...['collectedBy', 'resource.of'],
]

describe('every event of a case', () => {
  it('holds ids, times, counts and codes, and has room for no words', async () => {
    const schema = CaseModel.schema.path('events').schema!
    expect(plainTexts(schema, 'events').sort()).toEqual(EVENT_CODES.map((path) => `events.${path}`).sort())
    expect([schema, CaseModel.schema].map((one) => one.get('strict'))).toEqual([true, true])

    const rows = await CaseModel.find({}, { events: 1 }).lean<Pick<CaseRecord, 'events'>[]>()
    const events = rows.flatMap((row) => row.events)
    expect(new Set(events.map(({ kind }) => kind)).size).toBeGreaterThan(15)
    expect(
      events.flatMap((one) => textsIn(one, one.kind)).filter(([, text]) => !/^[a-z0-9_.:-]*$/i.test(text)),
    ).toEqual([])
  })
})

describe('another secret', () => {
  it('finds and opens what the old one sealed, and the job carries everything over', async () => {
    const wang = (await PersonModel.findOne({ name: '王秀英', 'roles.0': { $exists: false } }).lean<Person>())!
    const { phone, home } = RESIDENTS[0]!
    useSealingSecrets(['a secret that comes after it, 32 long', SECRET])
    expect(await namesFound(phone)).toContain('王秀英')
    expect(await namesFound('颐园 501')).toContain('王秀英')

    const fields = joinDomains(DOMAINS).sealedFields
    expect(await resealValues(fields)).toBeGreaterThan(100)
    expect(await resealValues(fields)).toBe(0)

    useSealingSecrets(['a secret that comes after it, 32 long'])
    const after = (await PersonModel.findById(wang._id).lean<Person>())!
    expect([after.phone?.key, phoneOf(after), homeOf(after)?.text]).toEqual([currentKey(), phone, home])
    expect(await namesFound(phone)).toContain('王秀英')
    expect(await namesFound('颐园 501')).toContain('王秀英')
    const words = (await CaseWordsModel.findOne({ cell: { $ne: null } }).lean<CaseWords>())!
    expect(words.cell).toBe(cellIndex(placeOf(words).position!))
    for (const { model, field } of fields)
      expect(await model.countDocuments({ [`${field}.key`]: { $exists: true, $ne: currentKey() } })).toBe(0)
  })
})

import mongoose, { type Types } from 'mongoose'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { titleHas } from '../addresses'
import { BookingModel, type Booking } from '../booking/model'
import {
  CaseReporterModel,
  CaseSaidModel,
  CaseWordsModel,
  type CaseReporter,
  type CaseSaid,
  type CaseWords,
} from '../cases/model'
import { openedWords } from '../cases/sealed-words'
import { isSameInput, keyedDigest } from '../idempotency'
import { collectorsOf, guardianOf } from '../courses/details'
import { deliveryOf } from '../meals/details'
import { findPeople } from '../people/counter'
import { PersonModel, type Person } from '../people/model'
import { emergencyContactOf, homeOf, idEndOf, phoneOf } from '../people/sealed-facts'
import { openValue } from '../sealing'
import { openedPhone } from '../sealed-values'
import { buildCommunity, newId } from '../testing/build'
import { closeDatabase, openDatabase } from '../testing/server'
import { MessageModel } from '../messages/model'
import { CarerModel, VisitModel, type Carer, type Visit } from '../visits/model'
import { sealedValues } from './0016-sealed-values'
import { sealedTexts } from './0040-sealed-texts'

beforeAll(openDatabase)
afterAll(closeDatabase)

const HOME = { text: '颐园 3 号楼 501', position: { lng: 118.49, lat: 37.46 } }
const collection = (name: string) => mongoose.connection.collection<{ _id: Types.ObjectId }>(name)
const insert = async (name: string, record: object) => {
  const _id = newId()
  await collection(name).insertOne({ _id, ...record })
  return _id
}

async function recordsOfBefore() {
  const { _id: communityId, areas } = await buildCommunity()
  const facts = { communityId, areas, mergedInto: null, roles: [] }
  const idem = { actorId: newId(), key: 'a tap', digest: 'digest of the input' }
  const person = await insert('people', {
    ...{ ...facts, name: '王秀英', phone: '13812340501', idLast4: '301X', home: HOME, idem },
    ...{ emergencyContact: { name: '女儿', phone: '13812340502' }, tokens: ['=王秀英', '#0501', '@颐园'] },
  })
  const unknown = await insert('people', { ...facts, name: '李桂兰', phone: null, home: null, tokens: ['=李桂兰'] })
  const meal = { mode: 'delivery', address: HOME.text, position: HOME.position, phone: '13812340503', doorNote: '敲门' }
  const booking = await insert('bookings', {
    ...{ areas, personId: person, personName: '王秀英', phone: '13812340501', code: '1', day: '2026-01-01' },
    details: {
      meal,
      visit: { carerId: newId(), carerName: '赵护理', carerPhone: '13812340504' },
      course: {
        guardian: { name: '刘敏', phone: '13812340505', relation: '妈妈' },
        collectors: [{ name: '李桂兰', phone: '13812340506', relation: '姥姥' }],
      },
    },
  })
  const canteen = await insert('bookings', {
    areas,
    phone: null,
    code: '2',
    day: '2026-01-01',
    details: { meal: { mode: 'eat_in', address: null } },
  })
  const carer = await insert('carers', { areas, communityId, name: '赵护理', phone: '13812340504' })
  const visit = await insert('visits', {
    areas,
    checkedIn: { at: new Date(), position: HOME.position },
    checkedOut: null,
  })
  const reporter = await insert('case_reporters', { areas, name: '王秀英', phone: '13812340501', home: HOME.text })
  const words = await insert('case_words', {
    areas,
    title: '灯',
    description: '灯不亮',
    address: HOME.text,
    position: null,
    digest: 'words',
  })
  const said = await insert('case_said', { caseId: words, text: '来修了', digest: 'said' })
  return { areas, communityId, person, unknown, booking, canteen, carer, visit, reporter, words, said, idem }
}

it('plain values are sealed, found and opened as before, also after an interrupted run', async () => {
  const ids = await recordsOfBefore()

  await sealedValues.run()
  const before = await PersonModel.findById(ids.person).lean<Person>()
  await insert('people', {
    name: '赵老太',
    phone: '13812340507',
    communityId: ids.communityId,
    areas: ids.areas,
    roles: [],
    mergedInto: null,
  })
  await sealedValues.run()

  const person = (await PersonModel.findById(ids.person).lean<Person>())!
  expect(person).toEqual(before)
  expect([phoneOf(person), idEndOf(person), homeOf(person)]).toEqual(['13812340501', '301X', HOME])
  expect(emergencyContactOf(person)).toEqual({ name: '女儿', phone: '13812340502' })
  expect(isSameInput(person.idem!.digest, keyedDigest(ids.idem.digest))).toBe(true)
  expect(await PersonModel.findById(ids.unknown).lean()).toMatchObject({ phone: null, home: null, tokens: ['=李桂兰'] })
  const booking = (await BookingModel.findById(ids.booking).lean<Booking>())!
  expect(openedPhone(booking.phone)).toBe('13812340501')
  expect(deliveryOf(booking.details!.meal!)).toEqual({
    address: HOME.text,
    position: HOME.position,
    phone: '13812340503',
    doorNote: '敲门',
  })
  expect(openedPhone(booking.details!.visit!.carerPhone)).toBe('13812340504')
  expect(guardianOf(booking.details!.course!)).toMatchObject({ name: '刘敏', phone: '13812340505' })
  expect(collectorsOf(booking.details!.course!)).toMatchObject([{ phone: '13812340506' }])
  const canteen = (await BookingModel.findById(ids.canteen).lean<Booking>())!
  expect(canteen.details!.meal).toEqual({ mode: 'eat_in', delivery: null })
  expect(openedPhone((await CarerModel.findById(ids.carer).lean<Carer>())!.phone)).toBe('13812340504')
  const visit = (await VisitModel.findById(ids.visit).lean<Visit>())!
  expect(openValue('position', visit.checkedIn.position!)).toEqual(HOME.position)
  const reporter = (await CaseReporterModel.findById(ids.reporter).lean<CaseReporter>())!
  expect([openedPhone(reporter.phone), openValue('home-text', reporter.home!)]).toEqual(['13812340501', HOME.text])
  const words = (await CaseWordsModel.findById(ids.words).lean<CaseWords>())!
  expect([openedWords(words.description), openValue('address', words.address!)]).toEqual(['灯不亮', HOME.text])
  expect(openedWords((await CaseSaidModel.findById(ids.said).lean<CaseSaid>())!.text)).toBe('来修了')

  const clerk = {
    ...{ personId: newId(), sessionId: '', name: '张海燕', areas: ids.areas },
    roles: [{ role: 'clerk' as const, areaId: ids.communityId }],
  }
  for (const q of ['13812340501', '0501', '501', '颐园 501'])
    expect((await findPeople(clerk, q)).map(({ name }) => name)).toEqual(['王秀英'])
  expect((await findPeople(clerk, '13812340507')).map(({ name }) => name)).toEqual(['赵老太'])
  const stored = JSON.stringify(
    await Promise.all(
      (await mongoose.connection.db!.listCollections().toArray()).map(({ name }) => collection(name).find().toArray()),
    ),
  )
  expect(stored).not.toMatch(/138123405|颐园 3 号楼|301X|灯不亮|来修了/)
})

it('continues where it was cut between two batches, and a write in between wins', async () => {
  const { _id: communityId, areas } = await buildCommunity()
  const facts = { communityId, areas, mergedInto: null, roles: [], tokens: [] }
  const people = Array.from({ length: 1100 }, (_, at) => ({
    ...{ _id: newId(), ...facts, name: `居民${at}`, home: HOME },
    ...{ phone: String(13_700_000_000 + at), idLast4: '1111' },
  }))
  await collection('people').insertMany(people)
  const changed = people[0]!._id
  const write = mongoose.mongo.Collection.prototype.bulkWrite
  const killed = vi.spyOn(mongoose.mongo.Collection.prototype, 'bulkWrite')
  // Between the reading and the writing of the first batch somebody corrects a record; before the second the process dies.
  killed.mockImplementationOnce(async function (this: typeof mongoose.mongo.Collection.prototype, ...batch) {
    await collection('people').updateOne({ _id: changed }, { $set: { idLast4: '2222' } })
    return write.apply(this, batch)
  })
  killed.mockRejectedValueOnce(new Error('killed'))

  await expect(sealedValues.run()).rejects.toThrow('killed')
  killed.mockRestore()
  const ids = { _id: { $in: people.map(({ _id }) => _id) } }
  const sealed = { ...ids, 'phone.bytes': { $exists: true } }
  expect(await collection('people').countDocuments(sealed)).toBe(499)
  await sealedValues.run()

  expect(await collection('people').countDocuments(sealed)).toBe(1100)
  const found = await PersonModel.find(ids).lean<Person[]>()
  expect(new Set(found.map((one) => homeOf(one)?.text))).toEqual(new Set([HOME.text]))
  expect(found.filter((one) => idEndOf(one) === '2222').map(({ _id }) => _id)).toEqual([changed])
  expect(found.map((one) => phoneOf(one)).sort()).toEqual(people.map(({ phone }) => phone))
})

it('words of before are read as they are, sealed wherever they stand, and read the same', async () => {
  const { areas } = await buildCommunity()
  const said = { note: '糖尿病，少放糖', words: '那天去医院拿药了', left: '奶奶接走的', title: '楼上打孩子' }
  const booking = await insert('bookings', {
    ...{ areas, code: '3', day: '2026-01-02', note: said.note, cancelReason: null },
    attended: [
      { n: 1, byName: '刘敏' },
      { n: 2, byName: '刘敏', left: { who: '李桂兰', said: said.left } },
    ],
    appeal: { words: said.words, state: 'open', reason: null },
    outbox: [
      { seq: 1, kind: 'booking_changed', recipients: [], title: said.note, body: '', at: new Date(), about: null },
    ],
  })
  const words = await insert('case_words', { areas, title: said.title, digest: 'title', at: new Date() })
  await mongoose.connection
    .collection<Record<string, unknown> & { _id: string }>('messages')
    .insertOne({ _id: 'cases:1:1', recipientId: newId(), kind: 'case_replied', title: said.title, body: said.words })
  const read = async () => [
    await BookingModel.findById(booking).lean<Booking>(),
    await CaseWordsModel.findById(words).lean<CaseWords>(),
    await MessageModel.findById('cases:1:1').lean(),
  ]
  const stored = async () =>
    JSON.stringify([
      await collection('bookings').findOne({ _id: booking }),
      await collection('case_words').findOne({ _id: words }),
      await mongoose.connection.collection<{ _id: string }>('messages').findOne({ _id: 'cases:1:1' }),
    ])
  const before = await read()
  expect((before[0] as Booking).appeal!.words).toBe(said.words)

  await sealedTexts.run()
  const sealed = await stored()
  await sealedTexts.run()

  for (const one of Object.values(said)) expect(sealed).not.toContain(one)
  expect(await stored()).toBe(sealed)
  expect(await read()).toEqual(before)
  expect(await CaseWordsModel.countDocuments(titleHas('title', '打孩子')!)).toBe(1)
})

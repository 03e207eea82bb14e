// Over 300 lines: one story after another of one domain, told with the same builders.
import type { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Endpoint } from '@yike/shared/endpoint'
import * as people from '@yike/shared/people/endpoints'
import { CODE_MINUTES, OPEN_REQUESTS, REQUEST_DAYS } from '@yike/shared/people/family'
import * as booking from '@yike/shared/booking/endpoints'
import * as messages from '@yike/shared/messages/endpoints'
import { makeJobs } from '../app'
import { keepPhoto } from '../files/store'
import { FileModel } from '../files/model'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  newId,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { toApiTime } from '@yike/shared/time/china'
import type { Community } from '../territory/areas'
import { drawPicture } from '../demo/drawings/street-lamp'
import { BookingModel } from '../booking/model'
import { applyBinding, resumeBindings } from './bind'
import { BindingModel, FamilyCodeModel } from './binding-model'
import { AttemptsModel, CredentialModel, PersonModel, type Person } from './model'
import { PersonMergeModel } from './merge-model'
import { sessionToken } from '../testing/session'
import { resumeMerges } from './settle-merge'

/** The real clock: the database removes counted tries that have expired by its own. */
const NOW = new Date()
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const DAY = 1440

let now = NOW
let server: TestServer
let community: Community
let wang: BuiltPerson
let li: BuiltPerson

const withAccount = async (facts: Parameters<typeof buildResident>[0]) => {
  const person = await buildResident({ community, ...facts }, NOW)
  await CredentialModel.create({ _id: `wechat:${String(person._id)}`, personId: person._id, createdAt: NOW })
  return person
}

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = NOW
  const models = [PersonModel, CredentialModel, BindingModel, FamilyCodeModel, AttemptsModel, PersonMergeModel] as const
  for (const model of models) await model.collection.deleteMany({})
  wang = await withAccount({ name: '王秀英', phone: '13811110001' })
  li = await withAccount({ name: '李桂兰', phone: '13811110002' })
})

/** Calls with a session opened at this moment: the clock of these tests runs for days. */
async function api<In, Out>(endpoint: Endpoint<In, Out>, input: In, { as, key }: { as: BuiltPerson; key?: string }) {
  const accessToken = await sessionToken(as._id, now)
  return server.call(endpoint, input, { as: accessToken, key })
}
const byPhone = { relation: 'mother' as const, name: '李桂兰', phone: '13811110002' }
const ask = (who = wang, input: Record<string, unknown> = byPhone, key?: string) =>
  api(people.askFamily, input as typeof byPhone, { as: who, key })
const familyOf = (who: BuiltPerson) => api(people.listFamily, {}, { as: who })
const actsFor = async (who: BuiltPerson) => (await api(people.listBeneficiaries, {}, { as: who })).items
const relay = () =>
  Promise.all(
    makeJobs({ wechat: null }, () => now)
      .filter(({ name }) => name === 'relay')
      .map((job) => job.run()),
  )
const titles = async (who: BuiltPerson) =>
  (await api(messages.listMessages, {}, { as: who })).items.map(({ title }) => title)
const bound = async () => {
  const { id } = await ask()
  await api(people.confirmFamily, { id }, { as: li })
  return id
}
const book = async (who: BuiltPerson, personId: Types.ObjectId, startsAt?: Date) => {
  const sitting = await buildSitting(community, startsAt ? { startsAt } : {}, now)
  return api(booking.bookSitting, { sittingId: String(sitting._id), personId: String(personId) }, { as: who })
}

describe('a daughter who asks to act for her mother', () => {
  it('may book for her once the mother agrees, who sees who acts for her', async () => {
    const request = await ask()
    expect(request).toMatchObject({
      name: '李桂兰',
      phoneLast4: '0002',
      state: { code: 'open' },
      can: { withdraw: true },
    })
    await expect(book(wang, li._id)).rejects.toMatchObject({ code: 'NOT_FOUND' })

    const { incoming } = await familyOf(li)
    expect(incoming).toMatchObject([
      { name: '王秀英', phoneLast4: '0001', relation: { label: '妈妈' }, can: { confirm: true } },
    ])
    const family = await api(people.confirmFamily, { id: incoming[0]!.id }, { as: li })

    expect(family).toMatchObject({
      incoming: [],
      actors: [{ name: '王秀英', relation: { code: 'mother' }, confirmedBy: '李桂兰（本人）' }],
    })
    expect(await actsFor(wang)).toMatchObject([
      { personId: String(li._id), name: '李桂兰', state: { code: 'confirmed' }, confirmedBy: '李桂兰（本人）' },
    ])
    expect(await book(wang, li._id)).toMatchObject({ who: { name: '李桂兰', relation: '妈妈' }, bookedBy: '王秀英' })
  })

  it('is told of each step once, and so is the mother, with two relays at work', async () => {
    await bound()
    await api(people.endFamilyActor, { personId: String(wang._id) }, { as: li })

    await Promise.all([relay(), relay()])
    await relay()

    expect(await titles(li)).toEqual(['王秀英想替您办事'])
    expect((await titles(wang)).sort()).toEqual(['李桂兰不再让您代办了', '李桂兰同意了'])
  })

  it('asks by the six digits that the mother shows, for ten minutes and no longer', async () => {
    const { code, qr } = await api(people.showFamilyCode, {}, { as: li })
    expect(code).toMatch(/^\d{6}$/)
    expect(qr).toContain(code)

    now = after(CODE_MINUTES + 1)
    await expect(ask(wang, { relation: 'mother', code })).rejects.toMatchObject({ code: 'FAMILY_CODE_WRONG' })
    now = after(CODE_MINUTES - 1)
    expect(await ask(wang, { relation: 'mother', code })).toMatchObject({ name: '李桂兰', state: { code: 'open' } })
    expect((await familyOf(li)).incoming).toHaveLength(1)
  })

  it('finds only the newest digits good, and never her own', async () => {
    const first = await api(people.showFamilyCode, {}, { as: li })
    const second = await api(people.showFamilyCode, {}, { as: li })
    const own = await api(people.showFamilyCode, {}, { as: wang })

    if (first.code !== second.code)
      await expect(ask(wang, { relation: 'mother', code: first.code })).rejects.toMatchObject({
        code: 'FAMILY_CODE_WRONG',
      })
    await expect(ask(wang, { relation: 'mother', code: own.code })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('learns nothing of who is registered: a wrong number or name answers alike', async () => {
    const right = await ask()
    const wrong = await ask(wang, { ...byPhone, phone: '13899999999' })
    const other = await ask(wang, { ...byPhone, name: '李桂芳' })

    const shape = ({ name, phoneLast4, relation, state, can }: typeof right) => ({
      phone: phoneLast4?.length,
      name: name.length,
      relation,
      state,
      can,
    })
    expect(shape(wrong)).toEqual(shape(right))
    expect(shape(other)).toEqual(shape(right))
    await expect(ask(wang, { ...byPhone, phone: '13899999999' })).rejects.toMatchObject({ code: 'FAMILY_ASKED' })
    await expect(ask()).rejects.toMatchObject({ code: 'FAMILY_ASKED' })
    expect((await familyOf(li)).incoming).toHaveLength(1)
  })

  it('asks somebody who can answer, not a person without an account of the same name and number', async () => {
    await buildFamily(await buildResident({ community }), { name: '李桂兰', phone: '13811110002' })

    await ask()

    expect(await BindingModel.findOne().lean()).toMatchObject({ personId: li._id })
  })

  it('has at most five requests open, however many taps at once, and eight tries in a quarter of an hour', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => ask(wang, { ...byPhone, phone: `1390000000${n}` })),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(OPEN_REQUESTS)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'FAMILY_REQUESTS_OPEN' })
    await expect(ask(wang, { relation: 'mother', code: '000000' })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })

    now = after(16)
    const { outgoing } = await familyOf(wang)
    await api(people.withdrawFamily, { id: outgoing[0]!.id }, { as: wang })
    await expect(ask()).resolves.toMatchObject({ state: { code: 'open' } })
  })

  it('asks once, however often the tap is sent', async () => {
    const key = newKey()

    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(wang, byPhone, key)))

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    await expect(ask(wang, { ...byPhone, name: '李桂芳' }, key)).rejects.toMatchObject({ code: 'KEY_REUSED' })
  })

  it('waits seven days, is then told that no answer came, and may ask again', async () => {
    const { id } = await ask()
    now = after(REQUEST_DAYS * DAY + 1)

    await expect(api(people.confirmFamily, { id }, { as: li })).rejects.toMatchObject({ code: 'FAMILY_MOVED' })
    const expire = () =>
      Promise.all(
        makeJobs({ wechat: null }, () => now)
          .filter(({ name }) => name === 'family requests')
          .map((job) => job.run()),
      )
    await Promise.all([expire(), expire()])
    await relay()

    expect((await familyOf(li)).incoming).toEqual([])
    expect(await titles(wang)).toEqual(['没等到李桂兰的答复'])
    await expect(ask()).resolves.toMatchObject({ state: { code: 'open' } })
  })

  it('cannot go on asking after a no, until seven days have passed', async () => {
    const { id } = await ask()
    await api(people.declineFamily, { id }, { as: li })

    await expect(ask()).rejects.toMatchObject({ code: 'FAMILY_ASKED' })
    now = after(REQUEST_DAYS * DAY + 1)
    await expect(ask()).resolves.toBeDefined()
    expect(await actsFor(wang)).toEqual([])
  })

  it('is refused with a sentence for what was typed wrong', async () => {
    for (const input of [
      { relation: 'mother' },
      { relation: 'mother', code: '12345' },
      { relation: 'mother', code: '123456', phone: '13811110002', name: '李桂兰' },
      { relation: 'mother', phone: '13811110002' },
      { relation: 'queen', phone: '13811110002', name: '李桂兰' },
      { relation: 'mother', phone: { $ne: null }, name: '李桂兰' },
      { relation: 'mother', code: { $gt: '' } },
      { relation: 'mother', code: '123456', personId: String(li._id) },
    ])
      await expect(ask(wang, input)).rejects.toMatchObject({ status: 400, code: 'INVALID_INPUT' })
  })
})

describe('the answer', () => {
  it('is one: of confirm and withdraw at the same moment exactly one happens, with two processes at work', async () => {
    for (let round = 0; round < 12; round++) {
      await BindingModel.deleteMany({})
      await AttemptsModel.deleteMany({})
      await PersonModel.updateOne({ _id: wang._id }, { $set: { family: [] } })
      const { id } = await ask()

      const [confirmed, withdrawn] = await Promise.allSettled([
        api(people.confirmFamily, { id }, { as: li }),
        api(people.withdrawFamily, { id }, { as: wang }),
        resumeBindings(after(5), 0),
      ])

      expect([confirmed.status, withdrawn.status].sort()).toEqual(['fulfilled', 'rejected'])
      const { state } = (await BindingModel.findById(id).lean())!
      expect(state).toBe(confirmed.status === 'fulfilled' ? 'confirmed' : 'withdrawn')
      expect(await actsFor(wang)).toHaveLength(state === 'confirmed' ? 1 : 0)
      await relay()
    }
  })

  it('is given by the person asked alone, and twice is once', async () => {
    const zhang = await withAccount({ name: '张三', phone: '13811110003' })
    const { id } = await ask()

    for (const endpoint of [people.confirmFamily, people.declineFamily])
      for (const who of [wang, zhang])
        await expect(api(endpoint, { id }, { as: who })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(people.withdrawFamily, { id }, { as: li })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(people.confirmFamily, { id: String(newId()) }, { as: li })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await api(people.confirmFamily, { id }, { as: li })
    await api(people.confirmFamily, { id }, { as: li })
    await expect(api(people.declineFamily, { id }, { as: li })).rejects.toMatchObject({
      code: 'FAMILY_MOVED',
      message: expect.stringContaining('同意了') as string,
    })
    expect(await actsFor(wang)).toHaveLength(1)
    expect(
      (await BindingModel.findById(id).lean())!.outbox.filter(({ kind }) => kind === 'family_confirmed'),
    ).toHaveLength(1)
  })

  it('that was given before a crash is carried out after it', async () => {
    const { id } = await ask()
    await BindingModel.updateOne(
      { _id: id },
      {
        $set: {
          state: 'confirmed',
          slot: null,
          unsettledSince: NOW,
          confirmation: { by: li._id, byName: li.name, evidence: null, at: NOW },
        },
      },
    )
    expect(await actsFor(wang)).toEqual([])

    await resumeBindings(after(2))

    expect(await actsFor(wang)).toHaveLength(1)
    expect(await resumeBindings(after(4))).toBe(0)
  })
})

describe('the end', () => {
  it('comes at once by whoever is acted for, and what was booked stays', async () => {
    await bound()
    const { id } = await book(wang, li._id)

    const family = await api(people.endFamilyActor, { personId: String(wang._id) }, { as: li })

    expect(family.actors).toEqual([])
    await expect(book(wang, li._id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await api(booking.getBooking, { id }, { as: li })).toMatchObject({ state: { code: 'confirmed' } })
  })

  it('comes by the daughter too, though the mother has bookings of her own, and the mother is told', async () => {
    await bound()
    await book(wang, li._id)

    await api(people.removeBeneficiary, { personId: String(li._id) }, { as: wang })
    await relay()

    expect(await actsFor(wang)).toEqual([])
    expect(await titles(li)).toContain('王秀英不再替您办事了')
  })

  it('is final: whoever still carries out the confirmation adds no line', async () => {
    const id = await bound()
    await api(people.endFamilyActor, { personId: String(wang._id) }, { as: li })
    // A process that read the binding while it was live, and writes only now.
    await BindingModel.updateOne({ _id: id }, { $set: { state: 'confirmed' } })

    await applyBinding((await BindingModel.findById(id).lean())!._id, NOW)

    expect(await actsFor(wang)).toEqual([])
  })

  it('and the confirmation at the same moment leave nobody who acts', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await bound()
      await PersonModel.updateOne({ _id: wang._id }, { $set: { family: [] } })
      await PersonModel.updateOne(
        { _id: wang._id },
        {
          $push: { family: { personId: li._id, name: li.name, relation: 'mother', state: 'confirmed', bindingId: id } },
        },
      )
      const bindingId = (await BindingModel.findById(id).lean())!._id

      await Promise.all([
        applyBinding(bindingId, NOW),
        api(people.endFamilyActor, { personId: String(wang._id) }, { as: li }),
        applyBinding(bindingId, NOW),
      ])

      expect(await actsFor(wang)).toEqual([])
      await BindingModel.deleteMany({})
      await AttemptsModel.deleteMany({})
    }
  })

  it('is not for strangers', async () => {
    await bound()
    const zhang = await withAccount({ name: '张三', phone: '13811110003' })

    await expect(api(people.endFamilyActor, { personId: String(wang._id) }, { as: zhang })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await actsFor(wang)).toHaveLength(1)
  })
})

describe('somebody written down before', () => {
  it('is not there twice once the mother herself agrees', async () => {
    const written = await api(people.addBeneficiary, { name: '李桂兰', relation: 'mother' }, { as: wang })
    expect(written).toMatchObject({ state: { code: 'written_down', label: '自己写下的' }, confirmedBy: null })

    await bound()

    expect(await actsFor(wang)).toMatchObject([{ personId: String(li._id), state: { code: 'confirmed' } }])
    expect(await PersonModel.findById(written.personId).lean()).toMatchObject({ mergedInto: li._id })
    const clerk = await buildStaff({ role: 'clerk', area: community })
    const { items } = await api(people.findPeople, { q: '李桂兰 0002' }, { as: clerk })
    expect(items.map(({ id }) => id)).toEqual([String(li._id)])
  })

  it('takes along what the daughter booked for her, however often it is carried out, and though a process died', async () => {
    const { personId } = await api(people.addBeneficiary, { name: '李桂兰', relation: 'mother' }, { as: wang })
    const { id } = await book(wang, (await PersonModel.findById(personId).lean())!._id)
    const bindingId = (await BindingModel.findById(await bound()).lean())!._id
    const ownerOf = async () => (await BookingModel.findById(id).lean())!.personId
    expect(await ownerOf()).toEqual(li._id)

    // A process that wrote the intent and died.
    const [merge] = await PersonMergeModel.find({ intoId: li._id }).lean()
    await BookingModel.updateOne({ _id: id }, { $set: { personId: merge!.fromId } })
    await PersonMergeModel.updateOne({ _id: merge!._id }, { $set: { state: 'moving', unsettledSince: NOW } })
    await Promise.all([applyBinding(bindingId, NOW), resumeMerges(after(5)), applyBinding(bindingId, NOW)])

    expect(await ownerOf()).toEqual(li._id)
    expect(await PersonMergeModel.countDocuments({ intoId: li._id })).toBe(1)
    expect(await actsFor(wang)).toMatchObject([{ personId: String(li._id), state: { code: 'confirmed' } }])
    expect((await api(booking.getBooking, { id }, { as: li })).state.code).toBe('confirmed')
  })

  it('stays beside the person while both have booked the same', async () => {
    const { personId } = await api(people.addBeneficiary, { name: '李桂兰', relation: 'mother' }, { as: wang })
    const draft = (await PersonModel.findById(personId).lean())!._id
    const startsAt = after(3000)
    await book(wang, draft, startsAt)
    await book(li, li._id, startsAt)

    await bound()

    expect((await actsFor(wang)).map(({ state }) => state.code).sort()).toEqual(['confirmed', 'written_down'])
    expect(await BookingModel.countDocuments({ personId: draft })).toBe(1)
  })

  it('stays somebody else when only the name is the same', async () => {
    await api(people.addBeneficiary, { name: '李桂兰', relation: 'neighbour' }, { as: wang })

    await bound()

    expect((await actsFor(wang)).map(({ state }) => state.code).sort()).toEqual(['confirmed', 'written_down'])
  })

  it('keeps their open bookings, as before', async () => {
    const { personId } = await api(people.addBeneficiary, { name: '王德顺', relation: 'father' }, { as: wang })
    await book(wang, (await PersonModel.findById(personId).lean())!._id)

    await expect(api(people.removeBeneficiary, { personId }, { as: wang })).rejects.toMatchObject({
      code: 'PERSON_IN_USE',
    })
  })
})

describe('staff with the evidence before them', () => {
  let clerk: BuiltPerson
  const photo = async (by = clerk) => String((await keepPhoto(by._id, await drawPicture(7), NOW))._id)
  const evidence = async (by = clerk) => ({
    kind: 'household_register' as const,
    photoIds: [await photo(by)],
    note: '母女同户',
  })
  const vouch = async (input: Partial<Parameters<typeof call>[0]> = {}, who = clerk, key?: string) =>
    call(
      {
        personId: String(li._id),
        askerId: String(wang._id),
        relation: 'mother',
        ...input,
        evidence: input.evidence ?? (await evidence(who)),
      },
      who,
      key,
    )
  const call = (
    input: {
      personId: string
      askerId: string
      relation: 'mother' | 'father'
      evidence: Awaited<ReturnType<typeof evidence>>
    },
    who = clerk,
    key?: string,
  ) => api(people.confirmFamilyByStaff, input, { as: who, key })

  beforeEach(async () => {
    clerk = await buildStaff({ role: 'clerk', area: community, name: '张海燕' })
  })

  it('bind the two; it says who looked at what and when, and both are told', async () => {
    const shown = await vouch()
    await relay()

    expect(shown.actors).toMatchObject([
      {
        name: '王秀英',
        state: { code: 'confirmed' },
        confirmedBy: '张海燕（社区看了户口本）',
        confirmedAt: toApiTime(NOW),
        evidence: { kind: { label: '户口本' }, note: '母女同户' },
      },
    ])
    expect(shown.actors[0]!.evidence!.photos).toHaveLength(1)
    expect(await actsFor(wang)).toMatchObject([{ name: '李桂兰', confirmedBy: '张海燕（社区看了户口本）' }])
    expect([await titles(wang), await titles(li)]).toEqual(Array(2).fill(['王秀英可以替李桂兰办事了']))
  })

  it('confirm what a child wrote down, and the elder without a phone stays one person', async () => {
    const { personId } = await api(people.addBeneficiary, { name: '王德顺', relation: 'father' }, { as: wang })

    await vouch({ personId, relation: 'father' })

    expect(await actsFor(wang)).toMatchObject([{ personId, state: { code: 'confirmed' } }])
    expect(await PersonModel.countDocuments({ name: '王德顺' })).toBe(1)
  })

  it('answer a request that is open, from a daughter who lives elsewhere', async () => {
    const far = await buildResident({ name: '王小燕', phone: '13811110009' }, NOW)
    await expect(vouch({ askerId: String(far._id) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await ask(far)

    const shown = await api(people.getStaffPerson, { personId: String(li._id) }, { as: clerk })
    expect(shown.actors).toMatchObject([{ name: '王小燕', state: { code: 'open' }, can: { confirm: true } }])
    await vouch({ askerId: String(far._id) })

    expect(await actsFor(far)).toHaveLength(1)
    expect(await BindingModel.countDocuments()).toBe(1)
  })

  it('and the mother herself at the same moment confirm once', async () => {
    for (let round = 0; round < 6; round++) {
      await BindingModel.deleteMany({})
      await AttemptsModel.deleteMany({})
      await PersonModel.updateOne({ _id: wang._id }, { $set: { family: [] } })
      const { id } = await ask()
      const input = await evidence()

      const outcomes = await Promise.allSettled([
        vouch({ evidence: input }),
        api(people.confirmFamily, { id }, { as: li }),
      ])

      expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
      const binding = (await BindingModel.findById(id).lean())!
      expect(binding.outbox.filter(({ kind }) => kind !== 'family_asked')).toHaveLength(1)
      expect(await actsFor(wang)).toHaveLength(1)
      // A photo of a document belongs to the record only where it was the evidence for it.
      const held = await FileModel.findById(input.photoIds[0]).lean()
      expect(held!.claimedBy !== null).toBe(binding.confirmation!.evidence !== null)
    }
  })

  it('confirm once, however often the tap is sent', async () => {
    const [key, input] = [newKey(), await evidence()]

    await Promise.all(Array.from({ length: 4 }, () => vouch({ evidence: input }, clerk, key)))

    expect(await BindingModel.countDocuments()).toBe(1)
    expect(await actsFor(wang)).toHaveLength(1)
    await expect(vouch({ relation: 'father', evidence: input }, clerk, key)).rejects.toMatchObject({
      code: 'KEY_REUSED',
    })
    await expect(vouch()).rejects.toMatchObject({ code: 'FAMILY_ASKED' })
  })

  it('need a document, their own photo of it, and two different people', async () => {
    const other = await buildStaff({ role: 'clerk', area: community })
    await expect(vouch({ evidence: { ...(await evidence()), photoIds: [] } })).rejects.toMatchObject({ status: 400 })
    await expect(vouch({ evidence: await evidence(other) })).rejects.toMatchObject({ code: 'PHOTO_TAKEN' })
    await expect(vouch({ askerId: String(li._id) })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await BindingModel.countDocuments()).toBe(0)
  })

  it('work in their own areas only, and residents not at all', async () => {
    const elsewhere = await buildStaff({ role: 'community_admin' })
    await expect(vouch({}, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(people.getStaffPerson, { personId: String(li._id) }, { as: elsewhere })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(vouch({}, wang)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await vouch()
    await expect(
      api(
        people.endFamilyByStaff,
        { personId: String(li._id), askerId: String(wang._id), reason: '不该看到的' },
        { as: elsewhere },
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await actsFor(wang)).toHaveLength(1)
  })

  it('end it for somebody who cannot, with a reason; the photos of documents go', async () => {
    const input = await evidence()
    await vouch({ evidence: input })

    const shown = await api(
      people.endFamilyByStaff,
      { personId: String(li._id), askerId: String(wang._id), reason: '本人到窗口说不用了' },
      { as: clerk },
    )
    await relay()

    expect(shown.actors).toEqual([])
    expect(await actsFor(wang)).toEqual([])
    expect(await titles(wang)).toContain('王秀英不再替李桂兰办事了')
    expect((await FileModel.findById(input.photoIds[0]).lean())!.claimedBy).toBeNull()
    expect(await BindingModel.findOne().lean()).toMatchObject({
      confirmation: { byName: '张海燕' },
      endedBy: clerk._id,
    })
  })

  it('end what was only written down, and whoever wrote it is told once', async () => {
    const father = await buildFamily(wang, { name: '王德顺', relation: 'father' }, NOW)
    const end = () =>
      api(
        people.endFamilyByStaff,
        { personId: String(father._id), askerId: String(wang._id), reason: '不是一家人' },
        { as: clerk },
      )

    await Promise.allSettled([end(), end()])
    await relay()

    expect(await actsFor(wang)).toEqual([])
    expect(await titles(wang)).toEqual(['王秀英不再替王德顺办事了'])
  })
})

describe('a phone number', () => {
  const claim = (who: BuiltPerson, phone: string) => api(people.changeMe, { phone }, { as: who })

  it('has to be whole: its end is a number too, and finds nobody', async () => {
    const zhao = await withAccount({ name: '赵金凤', phone: '13811111234' })

    await ask(wang, { relation: 'mother', name: '赵金凤', phone: '1234' })
    expect((await familyOf(zhao)).incoming).toEqual([])

    await ask(wang, { relation: 'mother', name: '赵金凤', phone: '13811111234' })
    expect((await familyOf(zhao)).incoming).toHaveLength(1)
  })

  it('that somebody only typed is not found by whoever knows the right one', async () => {
    const thief = await withAccount({ name: '李桂兰', phone: null })
    await PersonModel.updateOne({ _id: li._id }, { $set: { phone: null, phoneVerifiedAt: null } })
    await claim(thief, byPhone.phone)

    await ask()

    expect((await api(people.getMe, {}, { as: thief })).phoneVerified).toBe(false)
    expect((await familyOf(thief)).incoming).toEqual([])
    expect(await BindingModel.countDocuments({ personId: thief._id })).toBe(0)
  })

  it('stays as sure as it was when the same one is typed again, and not when it changes', async () => {
    await claim(li, byPhone.phone)
    expect((await api(people.getMe, {}, { as: li })).phoneVerified).toBe(true)

    await claim(li, '13822220002')
    expect((await api(people.getMe, {}, { as: li })).phoneVerified).toBe(false)
  })

  it('that staff saw at the counter is verified, by nobody of another community', async () => {
    const clerk = await buildStaff({ role: 'community_admin', area: community })
    const elsewhere = await buildStaff({ role: 'community_admin' })
    await claim(li, '13822220003')
    const seen = { personId: String(li._id), phone: '13822220003' }

    await expect(api(people.verifyPhone, seen, { as: elsewhere })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { person } = await api(people.verifyPhone, seen, { as: clerk })

    expect(person).toMatchObject({ phoneLast4: '0003', phoneVerified: true })
    await ask(wang, { ...byPhone, phone: '13822220003' })
    expect((await familyOf(li)).incoming).toHaveLength(1)
  })

  it('that staff register somebody with is verified, and one that family typed is not', async () => {
    const clerk = await buildStaff({ role: 'community_admin', area: community })
    const key = newKey()
    const { id } = await api(people.registerPerson, { name: '赵老太', phone: '13822220004' }, { as: clerk, key })
    const mother = { name: '孙老太', relation: 'mother' as const, phone: '13822220005' }
    const written = await api(people.addBeneficiary, mother, { as: wang, key })

    const verified = await PersonModel.find({
      phoneVerifiedAt: { $ne: null },
      _id: { $in: [id, written.personId] },
    }).lean<Person[]>()
    expect(verified.map(({ _id }) => String(_id))).toEqual([id])
    expect(written.phoneLast4).toBe('0005')
  })
})

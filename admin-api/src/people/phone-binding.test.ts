import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerPhoneOf, deactivateStaff, giveRole, listStaff, resetSecondFactor } from '@yike/shared/office/endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as phones from '@yike/shared/people/phone-endpoints'
import { SECOND_STEP_FIRST } from '@yike/shared/people/second-factor'
import { AuditEntryModel } from '../audit/model'
import type { Community } from '../territory/areas'
import { codeAt, newAuthenticator } from '../testing/authenticator'
import { buildCommunity, buildStaff, different, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { CredentialModel } from './model'

let server: TestServer
/** The real clock: the database removes what has expired by its own. */
const START = new Date()
let now = START
let community: Community
let admin: BuiltPerson
let clerk: BuiltPerson
let username: string
beforeAll(async () => {
  server = await startServer({ now: () => now })
  community = await buildCommunity()
  admin = await buildStaff({ area: community })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = START
  username = different('counter-')
  clerk = await buildStaff({ role: 'clerk', area: community, username, name: '陈工' })
})

const minutesLater = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000))
const password = 'right horse'

/** A phone with a WeChat account that signs a resident in so far. */
async function newPhone(name = different('手机')) {
  const { accessToken, personId } = await server.call(people.signInWithWechat, { code: `demo:${name}` })
  const as = accessToken!
  return {
    as,
    personId,
    ask: (more: object = {}) => server.call(phones.askPhoneBinding, { username, password, ...more }, { as }),
    look: () => server.call(phones.getPhoneBinding, {}, { as }),
    finish: () => server.call(phones.finishPhoneBinding, {}, { as }),
    bindAsBefore: () => server.call(people.bindStaff, { username, password }, { as }),
    signInAgain: () => server.call(people.signInWithWechat, { code: `demo:${name}` }),
    signsIn: async () => (await server.call(people.signInWithWechat, { code: `demo:${name}` })).personId,
  }
}
const waiting = async (who = clerk) => (await server.call(phones.listMyWaitingPhones, {}, { as: who.token })).items
const answer = (id: string, given: 'confirmed' | 'refused', who = clerk) =>
  server.call(phones.answerMyPhone, { id, answer: given }, { as: who.token })
const codesOf = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((one) => (one.status === 'fulfilled' ? 'OK' : (one.reason as { code: string }).code)).sort()

describe('a colleague who becomes an administrator', () => {
  const seesStaff = (as: string) =>
    server.call(listStaff, {}, { as }).then(
      () => true,
      (cause: { code: string }) => cause.code,
    )

  it('administers only with a second step: neither in an older session nor on a phone bound by a password', async () => {
    const phone = await newPhone()
    await phone.ask()
    await answer((await waiting())[0]!.id, 'confirmed')
    await phone.finish()
    const console = (await server.call(people.signInStaff, { username, password })).accessToken!
    const role = { personId: String(clerk._id), areaId: String(community._id), role: 'community_admin' as const }
    await server.call(giveRole, role, { as: admin.token })

    await expect(server.call(people.getStaffMe, {}, { as: console })).rejects.toMatchObject({ status: 401 })
    const again = (await phone.signInAgain()).accessToken!
    await expect(server.call(listStaff, {}, { as: again })).rejects.toThrow(SECOND_STEP_FIRST)
    const acts = await AuditEntryModel.find({ kind: 'security', 'facts.personId': String(clerk._id) }).lean()
    expect(acts.find(({ act }) => act === 'second step required')?.facts).toMatchObject({
      by: String(admin._id),
      sessions: '2',
    })
    const me = await server.call(people.getStaffMe, {}, { as: again })
    expect(me).toMatchObject({ needsSecondFactor: true, roles: [{ role: { code: 'clerk' } }] })

    const secret = await newAuthenticator(server, { username, password })
    const signedIn = await server.call(people.signInStaff, { username, password, code: codeAt(secret, now) })
    expect(await seesStaff(signedIn.accessToken!)).toBe(true)
    expect(await seesStaff(again)).toBe('FORBIDDEN')

    minutesLater(1)
    const bind = { username, password, code: codeAt(secret, now) }
    await server.call(phones.askPhoneBinding, bind, { as: again })
    const bound = await server.call(phones.finishPhoneBinding, {}, { as: again })
    expect(await seesStaff(bound.accessToken!)).toBe(true)
    expect(await seesStaff((await phone.signInAgain()).accessToken!)).toBe(true)

    await server.call(resetSecondFactor, { personId: String(clerk._id) }, { as: admin.token })
    expect(await seesStaff(bound.accessToken!)).toBe('SESSION_ENDED')
    expect(await seesStaff((await phone.signInAgain()).accessToken!)).toBe('FORBIDDEN')
  })
})

describe('the phone of a member of staff', () => {
  it('is bound once the console confirms it, and every step is on record', async () => {
    const phone = await newPhone()

    const asked = await phone.ask()
    expect(asked).toMatchObject({ state: { code: 'open' } })
    expect(await phone.signsIn()).toBe(phone.personId)
    await expect(phone.finish()).rejects.toMatchObject({ code: 'PHONE_NOT_CONFIRMED' })
    const [shown] = await waiting()
    expect(shown).toMatchObject({ number: asked.number, client: { code: 'weapp' }, expiresAt: asked.expiresAt })
    await answer(shown!.id, 'confirmed')
    expect(await phone.look()).toMatchObject({ state: { code: 'confirmed' } })
    const bound = await phone.finish()

    expect(bound.personId).toBe(String(clerk._id))
    expect(await phone.signsIn()).toBe(String(clerk._id))
    expect(await server.call(people.getStaffMe, {}, { as: bound.accessToken! })).toMatchObject({ wechatBound: true })
    await expect(phone.finish()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const acts = await AuditEntryModel.find({ kind: 'security', 'facts.personId': String(clerk._id) })
      .sort({ _id: 1 })
      .lean()
    expect(acts.map(({ act }) => act)).toEqual(['phone asked', 'phone confirmed', 'phone bound'])
  })

  it('is not bound by a password alone: not without an answer, and not once it was refused', async () => {
    const phone = await newPhone()
    await expect(phone.ask({ password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await phone.look()).toMatchObject({ state: { code: 'expired' }, number: null })
    await phone.ask()

    await answer((await waiting())[0]!.id, 'refused')

    expect(await phone.look()).toMatchObject({ state: { code: 'refused' } })
    await expect(phone.finish()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(phone.bindAsBefore()).rejects.toMatchObject({ code: 'PHONE_NOT_CONFIRMED' })
    expect(await phone.signsIn()).toBe(phone.personId)
    expect(await AuditEntryModel.exists({ act: 'phone refused', 'facts.personId': String(clerk._id) })).not.toBeNull()
  })

  it('with an older mini-program reads where to confirm, and is bound when it tries again', async () => {
    const phone = await newPhone()

    const refusal = phone.bindAsBefore()
    await expect(refusal).rejects.toMatchObject({ code: 'PHONE_NOT_CONFIRMED', status: 409 })
    const [shown] = await waiting()
    await expect(refusal).rejects.toThrow(`“我的账号”，确认写着 ${shown!.number} 的这部手机`)
    await expect(phone.bindAsBefore()).rejects.toThrow(String(shown!.number))
    expect(await waiting()).toHaveLength(1)
    await answer(shown!.id, 'confirmed')

    expect((await phone.bindAsBefore()).personId).toBe(String(clerk._id))
    // Bound before: nobody is asked again.
    const again = await server.call(people.signInWithWechat, { code: 'demo:旧手机' })
    await CredentialModel.updateOne({ _id: 'demo:旧手机' }, { $set: { personId: clerk._id } })
    const { accessToken } = await server.call(people.signInWithWechat, { code: 'demo:旧手机' })
    expect(again.personId).not.toBe(String(clerk._id))
    const bound = await server.call(people.bindStaff, { username, password }, { as: accessToken! })
    expect(bound.personId).toBe(String(clerk._id))
  })

  it('waits ten minutes, and ten more once it is confirmed', async () => {
    const [late, early] = [await newPhone(), await newPhone()]
    await late.ask()
    const [first] = await waiting()
    minutesLater(10)
    expect(await waiting()).toEqual([])
    expect(await late.look()).toMatchObject({ state: { code: 'expired' } })
    await expect(answer(first!.id, 'confirmed')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(late.finish()).rejects.toMatchObject({ code: 'NOT_FOUND' })

    await early.ask()
    minutesLater(9)
    await answer((await waiting())[0]!.id, 'confirmed')
    minutesLater(9)
    expect((await early.finish()).personId).toBe(String(clerk._id))
  })

  it('is confirmed by an administrator of the account, and by no other', async () => {
    const phone = await newPhone()
    await phone.ask()
    const listed = await server.call(listStaff, {}, { as: admin.token })
    const account = listed.accounts.find(({ personId }) => personId === String(clerk._id))!
    const given = { personId: account.personId, id: account.waitingPhones[0]!.id, answer: 'confirmed' as const }
    const elsewhere = await buildStaff({ area: await buildCommunity() })
    const colleague = await buildStaff({ role: 'clerk', area: community })

    await expect(server.call(answerPhoneOf, given, { as: elsewhere.token })).rejects.toMatchObject({ status: 404 })
    await expect(server.call(answerPhoneOf, given, { as: clerk.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(answer(given.id, 'confirmed', colleague)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await server.call(answerPhoneOf, given, { as: admin.token })

    expect((await phone.finish()).personId).toBe(String(clerk._id))
  })

  it('is one of two that ask at once: each is confirmed for itself', async () => {
    const [mine, theirs] = [await newPhone(), await newPhone()]
    const asked = await mine.ask()
    minutesLater(0.1)
    await theirs.ask()

    const shown = (await waiting()).at(-1)!
    expect(shown.number).toBe(asked.number)
    await answer(shown.id, 'confirmed')

    expect((await mine.finish()).personId).toBe(String(clerk._id))
    await expect(theirs.finish()).rejects.toMatchObject({ code: 'PHONE_NOT_CONFIRMED' })
    expect(await theirs.signsIn()).toBe(theirs.personId)
  })

  it('is answered once: the same answer again is one, and of two different ones the first counts', async () => {
    const phone = await newPhone()
    await Promise.all([phone.ask(), phone.ask(), phone.ask()])
    const shown = await waiting()
    expect(shown).toHaveLength(1)

    const outcomes = await Promise.allSettled([
      answer(shown[0]!.id, 'confirmed'),
      answer(shown[0]!.id, 'refused'),
      answer(shown[0]!.id, 'confirmed'),
    ])

    const { state } = await phone.look()
    expect(codesOf(outcomes)).toEqual(
      state.code === 'confirmed' ? ['CONFLICT', 'OK', 'OK'] : ['CONFLICT', 'CONFLICT', 'OK'],
    )
    const recorded = await AuditEntryModel.countDocuments({
      act: { $in: ['phone confirmed', 'phone refused'] },
      'facts.personId': String(clerk._id),
    })
    expect(recorded).toBe(1)
  })

  it('stays with its resident when the account ends before the phone comes back', async () => {
    const phone = await newPhone()
    await phone.ask()
    await answer((await waiting())[0]!.id, 'confirmed')

    await server.call(deactivateStaff, { personId: String(clerk._id), reason: '调走了' }, { as: admin.token })

    await expect(phone.finish()).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('停用') as string,
    })
    expect(await phone.signsIn()).toBe(phone.personId)
  })

  it('asks eight times in 15 minutes at most', async () => {
    const phone = await newPhone()
    for (let i = 0; i < 8; i++) {
      await phone.ask()
      await answer((await waiting())[0]!.id, 'refused')
    }
    await expect(phone.ask()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })
})

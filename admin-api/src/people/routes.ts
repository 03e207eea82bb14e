import type { Types } from 'mongoose'
import * as endpoints from '@yike/shared/people/endpoints'
import * as s from '@yike/shared/people/schemas'
import { Done, type z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { unreadOf } from '../messages/inbox'
import { areasByIds, communitiesIn, gridsIn } from '../territory/areas'
import { offEverywhereIn } from '../territory/features'
import { claimWrittenDown, listWrittenDown } from './claim'
import { standingsOf } from './family'
import { presentBeneficiary } from './family-presenter'
import { addFamilyRoutes } from './family-routes'
import { addHomeRoutes } from './home-routes'
import * as me from './me'
import { CredentialModel } from './model'
import {
  presentColleague,
  presentMe,
  presentSession,
  presentSignedIn,
  presentStaffMe,
  presentWrittenDown,
} from './presenter'
import type { RealNameDoor } from './real-name'
import { addRealNameRoutes } from './real-name-routes'
import { closeSession, endOtherSessions, endSession, listSessions, refreshSession } from './sessions'
import type { ResolveCode, ResolvePhone } from './resolve-code'
import { confirmsSignIns } from './second-factor'
import { sendSmsCode, signInBySms, type SmsDoor } from './sms-code'
import { signInByCode } from './sign-in'
import { addStaffSignInRoutes } from './staff-sign-in-routes'

const Nothing = s.Nothing as z.ZodType<Record<string, never>, Record<string, never>>
const done = { done: true } as const

/** The number of open cases of each colleague; the cases domain, a floor above, answers it. */
export type CountOpenCases = (people: Types.ObjectId[]) => Promise<Map<string, number>>

/** Whether somebody asks for 工作准入 as a member of an organisation; the receivers, a floor above, answer it. */
export type HandsWorkDown = (actor: Actor) => Promise<boolean>

/** The services outside: WeChat, or the demo in its place. */
export interface Doors {
  code: ResolveCode
  phone: ResolvePhone
  sms: SmsDoor
  realName: RealNameDoor
  /** Accounts of the demo sign in from other machines too. */
  demoForAll: boolean
}

export function peopleRoutes(
  doors: Doors,
  { openCasesOf: countOpenCases, handsWorkDown }: { openCasesOf: CountOpenCases; handsWorkDown: HandsWorkDown },
) {
  const routes = new Routes()

  handle(routes, endpoints.signInWithWechat, { input: s.WechatSignIn, output: s.SignedIn }, async (input, call) => {
    const { person, tokens } = await signInByCode(doors.code, { ...input, isLocal: call.isLocal, from: call }, call.now)
    return presentSignedIn(person, call.giveTokens(tokens))
  })
  handle(routes, endpoints.getSignInWays, { input: Nothing, output: s.SignInWays }, () =>
    Promise.resolve({ sms: doors.sms !== null }),
  )
  handle(routes, endpoints.sendSmsCode, { input: s.SendSmsCode, output: Done }, async ({ phone }, { ip, now }) => {
    await sendSmsCode(doors.sms, { phone, ip }, now)
    return done
  })
  handle(routes, endpoints.signInBySms, { input: s.SmsSignIn, output: s.SignedIn }, async (input, call) => {
    const { person, tokens } = await signInBySms({ ...input, from: call }, call.now)
    return presentSignedIn(person, call.giveTokens(tokens))
  })
  handle(
    routes,
    endpoints.listWrittenDown,
    { input: Nothing, output: s.WrittenDownList },
    async (_, { actor, now }) => ({
      items: (await listWrittenDown(actor, now)).map(presentWrittenDown),
    }),
  )
  handle(routes, endpoints.claimWrittenDown, { input: s.BeneficiaryId, output: s.SignedIn }, async (input, call) => {
    const { person, tokens } = await claimWrittenDown(call.actor, input.personId, call.now, call)
    return presentSignedIn(person, call.giveTokens(tokens))
  })
  for (const endpoint of [endpoints.refreshSession, endpoints.refreshStaffSession])
    handle(routes, endpoint, { input: s.Refresh, output: s.SignedIn }, async (input, call) => {
      const { person, tokens } = await refreshSession(input.refreshToken ?? call.refreshCookie, call.now)
      return presentSignedIn(person, call.giveTokens(tokens))
    })
  for (const endpoint of [endpoints.signOut, endpoints.signOutStaff])
    handle(routes, endpoint, { input: s.Refresh, output: Done }, async ({ refreshToken }, call) => {
      await closeSession(call.visitor, refreshToken ?? call.refreshCookie)
      call.dropTokens()
      return done
    })
  addStaffSignInRoutes(routes, doors.demoForAll)

  const showSessions = async (actor: Actor, now: Date) => ({
    items: (await listSessions(actor, now)).map((session) => presentSession(session, actor)),
  })
  handle(routes, endpoints.listSessions, { input: Nothing, output: s.SessionList }, (_, { actor, now }) =>
    showSessions(actor, now),
  )
  handle(routes, endpoints.endSession, { input: s.SessionId, output: s.SessionList }, async ({ id }, call) => {
    await endSession(call.actor.personId, id)
    return showSessions(call.actor, call.now)
  })
  handle(routes, endpoints.endOtherSessions, { input: Nothing, output: s.SessionList }, async (_, { actor, now }) => {
    await endOtherSessions(actor)
    return showSessions(actor, now)
  })

  const showMe = async (person: me.Person) =>
    presentMe(person, await me.homeCommunity(person), await unreadOf(person._id))
  handle(routes, endpoints.getMe, { input: Nothing, output: s.Me }, async (_, { actor }) =>
    showMe(await me.personById(actor.personId)),
  )
  handle(routes, endpoints.changeMe, { input: s.ChangeMe, output: s.Me }, async (input, { actor, now }) =>
    showMe(await me.changeMe(actor, input, now)),
  )
  handle(routes, endpoints.verifyMyPhone, { input: s.PhoneCode, output: s.Me }, async ({ code }, { actor, now }) =>
    showMe(await me.showPhone(actor.personId, await doors.phone(code, now), now)),
  )
  handle(routes, endpoints.listBeneficiaries, { input: Nothing, output: s.BeneficiaryList }, async (_, { actor }) => {
    const { family } = await me.personById(actor.personId)
    const people = await me.peopleByIds(family.map(({ personId }) => personId))
    const personOf = (id: Types.ObjectId) => people.find(({ _id }) => _id.equals(id)) as me.Person | undefined
    const standings = await standingsOf(family)
    return { items: standings.map((standing) => presentBeneficiary(standing, personOf(standing.line.personId))) }
  })
  handle(routes, endpoints.addBeneficiary, { input: s.AddBeneficiary, output: s.Beneficiary }, async (input, call) => {
    const { person, line } = await me.addBeneficiary(call.actor, call.key, input, call.now)
    return presentBeneficiary({ line, binding: null }, person)
  })
  handle(routes, endpoints.removeBeneficiary, { input: s.BeneficiaryId, output: Done }, async (input, call) => {
    await me.removeBeneficiary(call.actor, input.personId, call.now)
    return done
  })

  handle(routes, endpoints.getStaffMe, { input: Nothing, output: s.StaffMe }, async (_, { actor }) => {
    const person = await me.personById(actor.personId)
    const communities = await communitiesIn(actor.roles.map(({ areaId }) => areaId))
    const areas = await areasByIds([...actor.roles.map(({ areaId }) => areaId), ...communities.flatMap((c) => c.areas)])
    // Someone whose only area is a grid works in the community around it.
    const around = communities.length > 0 ? communities : [await me.homeCommunity(person)]
    const streetOf = (ids: Types.ObjectId[]) =>
      areas.find(({ _id, level }) => level === 'street' && ids.some((id) => id.equals(_id)))?.name ?? ''
    const isGrid = (id: Types.ObjectId) => areas.some(({ _id, level }) => level === 'grid' && _id.equals(id))
    const walked = actor.roles.filter(({ role, areaId }) => role === 'grid_worker' || isGrid(areaId))
    const [bound, confirms, featuresOff, handsDown, grids] = await Promise.all([
      CredentialModel.exists({ personId: actor.personId, passwordHash: null }),
      confirmsSignIns(actor.personId),
      offEverywhereIn(actor.roles.map(({ areaId }) => areaId)),
      handsWorkDown(actor),
      gridsIn(walked.map(({ areaId }) => areaId)),
    ])
    return presentStaffMe(
      { ...person, roles: actor.roles },
      areas,
      around.map((community) => ({ community, street: streetOf(community.areas) })),
      {
        ...{ wechatBound: bound !== null, confirmsSignIns: confirms, featuresOff, handsWorkDown: handsDown },
        needsSecondFactor: actor.roles.length < person.roles.length,
        grids: grids.map(({ _id, name }) => ({ id: String(_id), name })),
      },
    )
  })
  addFamilyRoutes(routes)
  addHomeRoutes(routes)
  addRealNameRoutes(routes, doors.realName)
  handle(routes, endpoints.listColleagues, { input: Nothing, output: s.Colleagues }, async (_, { actor }) => {
    const people = await me.listColleagues(actor)
    const open = await countOpenCases(people.map(({ _id }) => _id))
    return { items: people.map((person) => presentColleague(person, open.get(String(person._id)) ?? 0)) }
  })
  return routes
}

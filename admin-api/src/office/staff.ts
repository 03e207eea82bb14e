import { AppError } from '@yike/shared/errors'
import type { DeactivateStaff } from '@yike/shared/office/schemas'
import type { z } from '@yike/shared/zod'
import { record } from '../audit/record'
import { authorize, orNotFound, type Actor } from '../http/policy'
import type { OpenWork } from '../open-work'
import { personOfUsername, staffAccountsIn } from '../people/accounts'
import { forgetSecondFactor } from '../people/second-factor'
import { areasBelow } from '../territory/areas'
import { endAndHandOver, openWorkOf } from './handover'
import { awayNow } from './away'
import { officePolicy } from './policy'

/** Colleagues with a role in the areas that the actor administers, and the names of those areas. */
export async function listStaff(actor: Actor) {
  const areas = await areasBelow(officePolicy.managed(actor))
  return { areas, accounts: await staffAccountsIn(areas.map(({ _id }) => _id)) }
}

/** A colleague of the actor's areas, and the others who are there, who may take their work. */
async function colleagueAnd(actor: Actor, personId: string, now: Date) {
  const { areas, accounts } = await listStaff(actor)
  const { person } = orNotFound(accounts.find((one) => String(one.person._id) === personId))
  const isAway = await awayNow(
    accounts.map((one) => one.person._id),
    now,
  )
  const colleagues = accounts.flatMap((one) =>
    one.person._id.equals(person._id) || isAway(one.person._id) ? [] : [one.person],
  )
  return { areas, person, colleagues }
}

/** The unfinished work of a colleague, and who may take it. */
export async function openWork(kinds: readonly OpenWork[], actor: Actor, personId: string, now: Date) {
  const { areas, person, colleagues } = await colleagueAnd(actor, personId, now)
  const scope = areas.map(({ _id }) => _id)
  return { areas, colleagues, items: await openWorkOf(kinds, person._id, { areaIds: scope, colleagues }, now) }
}

/**
 * Ends the account of a colleague in the actor's areas and hands their work over. Nobody ends their own, so that an
 * office keeps an administrator.
 */
export async function deactivateStaff(
  kinds: readonly OpenWork[],
  actor: Actor,
  { personId, ...rest }: z.output<typeof DeactivateStaff>,
  now: Date,
) {
  const account = await colleagueAnd(actor, personId, now)
  if (!officePolicy.changeAccount(actor, account.person))
    throw new AppError('PERSON_IN_USE', '不能停用自己的账号，请另一位管理员来停。')
  return endAndHandOver(kinds, { actor, now }, account, rest)
}

/** The colleague for whose account the actor answers waiting phones; their own they answer themselves. */
export async function accountOf(actor: Actor, personId: string, now: Date) {
  const { person } = await colleagueAnd(actor, personId, now)
  authorize(officePolicy.changeAccount(actor, person))
  return person._id
}

/** For a colleague who lost the phone and the recovery codes: the next sign-in sets up a new authenticator. */
export async function resetSecondFactor(actor: Actor, personId: string, now: Date) {
  await forgetSecondFactor(await accountOf(actor, personId, now))
}

/**
 * The same by whoever operates the server, for an administrator whom no other can reset. On record without an actor.
 * Throws where nobody signs in by this name.
 */
export async function resetByOperator(username: string, now: Date) {
  const personId = await personOfUsername(username)
  if (!personId) throw new Error(`没有“${username}”这个账号。写法：npm run office -- reset 账号`)
  await forgetSecondFactor(personId)
  const facts = { personId: String(personId) }
  await record([{ kind: 'security', act: 'authenticator reset', actor: null, facts }], now)
}

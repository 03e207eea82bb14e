import { AppError } from '@yike/shared/errors'
import type { DeactivateStaff } from '@yike/shared/office/schemas'
import type { z } from '@yike/shared/zod'
import type { Questions } from '../domain'
import { orNotFound, type Actor } from '../http/policy'
import { endRoles, staffAccountsIn } from '../people/accounts'
import { areasBelow } from '../territory/areas'
import { officePolicy } from './policy'

/** Colleagues with a role in the areas that the actor administers, and the names of those areas. */
export async function listStaff(actor: Actor) {
  const areas = await areasBelow(officePolicy.managed(actor))
  return { areas, accounts: await staffAccountsIn(areas.map(({ _id }) => _id)) }
}

/**
 * Ends the account of a colleague in the actor's areas. Nobody ends their own, so that an office keeps an
 * administrator. Throws PERSON_IN_USE while open cases are assigned to them.
 */
export async function deactivateStaff(
  actor: Actor,
  { personId }: z.output<typeof DeactivateStaff>,
  openCasesOf: Questions['openCasesOf'],
) {
  const { areas, accounts } = await listStaff(actor)
  const { person } = orNotFound(accounts.find((one) => String(one.person._id) === personId))
  if (!officePolicy.deactivate(actor, person))
    throw new AppError('PERSON_IN_USE', '不能停用自己的账号，请另一位管理员来停。')
  const open = (await openCasesOf([person._id])).get(personId) ?? 0
  if (open > 0)
    throw new AppError('PERSON_IN_USE', `${person.name}手上还有 ${open} 件没办完的诉求，先转给同事，再停用。`)
  await endRoles(
    person._id,
    areas.map(({ _id }) => _id),
  )
  return person
}

import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { Setup } from '@yike/shared/office/schemas'
import { problemWithPassword } from '@yike/shared/people/passwords'
import type { AreaLevel } from '@yike/shared/territory/levels'
import type { z } from '@yike/shared/zod'
import { networkOf } from '../http/network'
import { stableId } from '../idempotency'
import { underLock } from '../lock'
import { createStaffAccount, hasStaffAccounts } from '../people/accounts'
import { countTry } from '../people/sign-in'
import { addArea, type Area } from '../territory/areas'
import { checkCode } from '../territory/edit'
import { citiesOfCountry, divisionsBelow, levelOfCode } from '../territory/divisions'
import { setFirstSettings } from '../territory/settings'
import { digestOf, newLinkToken } from './link-token'
import { OfficeModel, type Office } from './model'

const LINK_HOURS = 24
/** Wrong links from one address in 15 minutes. */
const MOST_TRIES = 40

/** Whether nobody has a password here yet: then the office has to be opened by its set-up link. */
export const needsSetup = async () => !(await hasStaffAccounts())

/**
 * A new set-up link, for 24 hours; the one before is not valid any more. Null where an administrator exists already.
 */
export async function makeSetupLink(now: Date): Promise<{ token: string; expiresAt: Date } | null> {
  if (!(await needsSetup())) return null
  const token = newLinkToken()
  const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000)
  await OfficeModel.updateOne(
    { _id: 'office' },
    { $set: { linkDigest: digestOf(token), linkExpiresAt: expiresAt }, $setOnInsert: { finishedAt: null } },
    { upsert: true },
  )
  return { token, expiresAt }
}

/** The office of a set-up link. Throws LINK_EXPIRED; TOO_MANY_REQUESTS after 40 wrong ones from one address. */
export async function openSetup(token: string, ip: string, now: Date): Promise<Office & { linkExpiresAt: Date }> {
  const open = await OfficeModel.findOne({
    _id: 'office',
    linkDigest: digestOf(token),
    linkExpiresAt: { $gt: now },
    finishedAt: null,
  }).lean<Office & { linkExpiresAt: Date }>()
  if (open) return open
  if ((await countTry(`setup-link:${networkOf(ip)}`, now)) > MOST_TRIES) throw new AppError('TOO_MANY_REQUESTS')
  throw new AppError(
    'LINK_EXPIRED',
    '这个开通链接用过了或者过期了。在装产品的机器上运行 npm run office -- link，会给一个新的。',
  )
}

/** Divisions right below a code of the national list; the cities without one. Empty where the list goes no further. */
export const setupDivisions = (code: string | undefined) => {
  if (code === undefined) return citiesOfCountry()
  const level = levelOfCode(code)
  return level ? divisionsBelow(code, level) : []
}

/**
 * Opens the office: the territory and the first administrator, who signs in next. Each step finds the records of
 * an earlier try, so that sending it again mends a crash; the last step ends the link.
 */
export async function finishSetup(input: z.output<typeof Setup>, ip: string, now: Date) {
  await openSetup(input.token, ip, now)
  const problem = problemWithPassword(input.admin.password, input.admin.username)
  if (problem) throw new AppError('INVALID_INPUT', undefined, { fields: { 'admin.password': [problem] } })
  const { phone } = input.operator
  const named = new Set(input.communities.map(({ name }) => name))
  if (named.size < input.communities.length)
    throw new AppError('INVALID_INPUT', undefined, { fields: { communities: ['有两个社区同名，改一个'] } })

  return underLock('setup', async () => {
    await openSetup(input.token, ip, now)
    const add = (level: AreaLevel, { name, code }: { name: string; code?: string }, more: object = {}) => {
      if (code) checkCode(code, level)
      return addArea({ level, name, ...(code ? { code } : {}), ...more })
    }
    const city = await add('city', input.city)
    const district = await add('district', input.district, { parent: city })
    const street = await add('street', input.street, { parent: district, phone, position: input.position })
    const communities: Area[] = []
    for (const community of input.communities)
      communities.push(await add('community', community, { parent: street, phone, position: input.position }))
    const home = { city, district, street, community: communities[0]! }[input.operator.level]
    const { hours = null, featuresOff } = input
    await setFirstSettings(home, { hours, featuresOff })
    const personId: Types.ObjectId = stableId('setup', 'administrator')
    const { username, name, password } = input.admin
    await createStaffAccount(
      { personId, name, username, password },
      { held: { role: 'community_admin', areaId: home._id }, area: home, community: communities[0]! },
      now,
    )
    await OfficeModel.updateOne(
      { _id: 'office' },
      { $set: { operator: input.operator, finishedAt: now }, $unset: { linkDigest: 1, linkExpiresAt: 1 } },
    )
    return personId
  })
}

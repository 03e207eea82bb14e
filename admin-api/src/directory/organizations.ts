import type { Types } from 'mongoose'
import { type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { OrganizationModel, type Organization } from './model'
import { directoryPolicy } from './policy'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const FOUND = 20

/** The organization of this name in a community, created when it is new. */
export async function organizationNamed(
  name: string | null,
  { communityId, areas }: { communityId: Types.ObjectId; areas: Types.ObjectId[] },
) {
  if (!name) return { organizationId: null, organizationName: null }
  const find = () =>
    OrganizationModel.findOneAndUpdate(
      { communityId, name },
      { $setOnInsert: { areas } },
      { upsert: true, returnDocument: 'after' },
    ).lean<Organization>()
  // Of two requests that name it first one creates it; the other finds it.
  const organization = await find().catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
    return find()
  })
  return { organizationId: organization!._id, organizationName: name }
}

export const listOrganizations = (actor: Actor, q = '') =>
  OrganizationModel.find({ ...directoryPolicy.visible(actor), ...(q ? { name: new RegExp(escaped(q)) } : {}) })
    .sort({ name: 1 })
    .limit(FOUND)
    .lean<Organization[]>()

import type { Types } from 'mongoose'
import { sameName } from '@yike/shared/people/names'
import { openedPhone, phoneIs } from '../sealed-values'
import { PersonModel, type Person } from './model'

/**
 * The resident of this name whose verified number this is; null where there is none, or more than one. Both have to be
 * right, so that nobody learns by a number alone whose it is.
 */
export async function personNamedWithPhone(
  name: string,
  phone: string | null | undefined,
): Promise<Types.ObjectId | null> {
  if (!phone) return null
  const known = await PersonModel.find({ ...phoneIs('phone', phone), phoneVerifiedAt: { $ne: null }, mergedInto: null })
    .limit(20)
    .lean<Person[]>()
  const same = known.filter((person) => openedPhone(person.phone) === phone && sameName(person.name, name))
  return same.length === 1 ? same[0]!._id : null
}

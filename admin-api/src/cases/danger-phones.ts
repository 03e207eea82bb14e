import { DANGERS, DANGER_CODES } from '@yike/shared/cases/dangers'
import type { DangerPhones } from '@yike/shared/cases/danger-schemas'
import type { Actor } from '../http/policy'
import { whereVisitorLives } from '../people/me'
import { suggestReceivers } from '../receivers/catalogue'
import { CategoryModel, type Category } from './model'
import { leafOf } from './categories'

/**
 * The receivers to phone in a danger, where the visitor lives: those that the dispatch catalogue names today for the
 * leaf of the danger, or for the group above it.
 */
export async function dangerPhones(visitor: Actor | null, now: Date): Promise<DangerPhones> {
  const { community } = await whereVisitorLives(visitor, undefined)
  const leaves = await CategoryModel.find({ _id: { $in: DANGER_CODES.map((code) => leafOf(DANGERS[code])) } })
    .select({ parentId: 1 })
    .lean<Pick<Category, '_id' | 'parentId'>[]>()
  const found = await Promise.all(
    DANGER_CODES.map(async (danger) => {
      const leaf = leaves.find(({ _id }) => _id.equals(leafOf(DANGERS[danger])))
      if (!leaf) return []
      const categories = [leaf._id, ...(leaf.parentId ? [leaf.parentId] : [])]
      const { suggested } = await suggestReceivers({ areas: community.areas, categories }, now)
      return suggested.map(({ receiver: { name, phone } }) => ({ danger, name, phone }))
    }),
  )
  return { items: found.flat() }
}

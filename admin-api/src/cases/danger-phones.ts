import { DANGERS, DANGER_CODES } from '@yike/shared/cases/dangers'
import type { DangerPhones } from '@yike/shared/cases/danger-schemas'
import type { Actor } from '../http/policy'
import { whereVisitorLives } from '../people/me'
import { suggestReceivers } from '../receivers/catalogue'
import { leafOf } from './danger-leaves'
import { categoryAndAbove } from './known-categories'

/**
 * The receivers to phone in a danger, where the visitor lives: those that the dispatch catalogue names today for the
 * leaf of the danger, or for the group above it.
 */
export async function dangerPhones(visitor: Actor | null, now: Date): Promise<DangerPhones> {
  const { community } = await whereVisitorLives(visitor, undefined)
  const found = await Promise.all(
    DANGER_CODES.map(async (danger) => {
      const categories = await categoryAndAbove(leafOf(DANGERS[danger]))
      if (categories.length === 0) return []
      const { suggested } = await suggestReceivers({ areas: community.areas, categories }, now)
      return suggested.map(({ receiver: { name, phone } }) => ({ danger, name, phone }))
    }),
  )
  return { items: found.flat() }
}

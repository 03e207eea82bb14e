import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { cursorOf, readCursor } from '../http/cursor'
import type { Actor } from '../http/policy'
import { peopleByIds } from '../people/me'
import { checksOf } from './check'
import { filesOf } from './file'
import { CareFileModel, CheckModel } from './model'
import { carePolicy } from './policy'

/** One page of those with a file or a daily check, oldest record first; nothing of what a file says. */
export async function listPeople(actor: Actor, cursor: string | undefined, limit: number) {
  const after = placeOf(cursor)
  const beyond = { ...carePolicy.visible(actor), ...(after ? { _id: { $gt: after } } : {}) }
  const page = (model: typeof CareFileModel | typeof CheckModel, filter: object) =>
    (model as typeof CheckModel)
      .find(filter, { _id: 1 })
      .sort({ _id: 1 })
      .limit(limit + 1)
      .lean<{ _id: Types.ObjectId }[]>()
  const [files, checks] = await Promise.all([
    page(CareFileModel, { ...beyond, sealed: { $ne: null } }),
    page(CheckModel, beyond),
  ])
  const ids = [...new Set([...files, ...checks].map(({ _id }) => String(_id)))].sort()
  const shown = ids.slice(0, limit).map((id) => new Types.ObjectId(id))
  const [people, checkOf, fileOf] = await Promise.all([peopleByIds(shown), checksOf(shown), filesOf(shown)])
  // Who moved away since is no longer these people's business.
  const here = people.filter((person) => carePolicy.lists(actor, person))
  const last = shown[shown.length - 1]
  return {
    items: here.map((person) => ({
      person,
      check: checkOf.get(String(person._id)) ?? null,
      hasFile: fileOf.has(String(person._id)),
    })),
    nextCursor: ids.length > limit && last ? cursorOf(String(last)) : null,
  }
}

function placeOf(cursor: string | undefined) {
  const id = readCursor(cursor)?.[0]
  if (id === undefined) return null
  if (Types.ObjectId.isValid(id)) return new Types.ObjectId(id)
  throw new AppError('INVALID_INPUT', undefined, { fields: { cursor: ['这一页接不上了，从头再看'] } })
}

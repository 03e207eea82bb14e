import type { ListCarePeople } from '@yike/shared/care/schemas'
import type { z } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { OBJECT_ID, pagedList } from '../http/cursor'
import type { Actor } from '../http/policy'
import { peopleByIds } from '../people/me'
import { checksOf } from './check'
import { filesOf } from './file'
import { CareFileModel, CheckModel } from './model'
import { carePolicy } from './policy'

const LIST = pagedList<{ _id: Types.ObjectId }>('listCarePeople', { _id: [1, OBJECT_ID] })

/** One page of the people with a file or a daily check, oldest record first; nothing of the content of a file. */
export async function listPeople(actor: Actor, { areaId, cursor, limit }: z.output<typeof ListCarePeople>) {
  const inArea = areaId ? { areas: new Types.ObjectId(areaId) } : {}
  const beyond = { $and: [carePolicy.visible(actor), inArea, LIST.from(cursor)] }
  const page = (model: typeof CareFileModel | typeof CheckModel, filter: object) =>
    (model as typeof CheckModel)
      .find(filter, { _id: 1 })
      .sort(LIST.sort)
      .limit(limit + 1)
      .lean<{ _id: Types.ObjectId }[]>()
  const [files, checks] = await Promise.all([
    page(CareFileModel, { ...beyond, sealed: { $ne: null } }),
    page(CheckModel, beyond),
  ])
  const ids = [...new Set([...files, ...checks].map(({ _id }) => String(_id)))].sort()
  const { items, nextCursor } = LIST.page(
    ids.map((id) => ({ _id: new Types.ObjectId(id) })),
    limit,
  )
  const shown = items.map(({ _id }) => _id)
  const [people, checkOf, fileOf] = await Promise.all([peopleByIds(shown), checksOf(shown), filesOf(shown)])
  // People who moved away since are no longer listed.
  const here = people.filter(
    (person) => carePolicy.lists(actor, person) && (!areaId || person.areas.some((area) => area.equals(areaId))),
  )
  return {
    items: here.map((person) => ({
      person,
      check: checkOf.get(String(person._id)) ?? null,
      hasFile: fileOf.has(String(person._id)),
    })),
    nextCursor,
  }
}

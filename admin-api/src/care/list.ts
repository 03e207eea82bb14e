import { byNeedOfVisit } from '@yike/shared/care/households'
import type { ListCarePeople } from '@yike/shared/care/schemas'
import type { z } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { countedList } from '../http/cursor'
import type { Actor } from '../http/policy'
import { peopleByIds } from '../people/me'
import { checksOf } from './check'
import { filesOf } from './file'
import { HouseholdModel, type Household } from './household-model'
import { householdsOf, livingOf } from './households'
import { CareFileModel, CheckModel } from './model'
import { carePolicy } from './policy'

const LIST = countedList('listCarePeople')

type Brief = Pick<Household, 'personId' | 'living' | 'metAt'>

/**
 * One page of the people with a file, a daily check or a household on record: those to visit first come first
 * (`byNeedOfVisit`), equals by the age of their record. Nothing of the content of a file.
 */
export async function listPeople(actor: Actor, { areaId, cursor, limit }: z.output<typeof ListCarePeople>) {
  const from = LIST.from(cursor)
  const inArea = areaId ? { areas: new Types.ObjectId(areaId) } : {}
  const visible = { $and: [carePolicy.visible(actor), inArea] }
  const [files, checks, households] = await Promise.all([
    CareFileModel.find({ ...visible, sealed: { $ne: null } }, { _id: 1 }).lean(),
    CheckModel.find(visible, { _id: 1 }).lean(),
    HouseholdModel.find(visible, { personId: 1, living: 1, metAt: 1 }).lean<Brief[]>(),
  ])
  const known = new Map(
    households.map((one) => [String(one.personId), { living: livingOf(one)?.living ?? null, metAt: one.metAt }]),
  )
  const unknown = { living: null, metAt: null }
  const ids = new Set([...files, ...checks].map(({ _id }) => String(_id)).concat([...known.keys()]))
  const ranked = [...ids]
    .sort()
    .map((id) => ({ id, ...(known.get(id) ?? unknown) }))
    .sort(byNeedOfVisit)
  const { items, nextCursor } = LIST.page(ranked, from, limit)
  const shown = items.map(({ id }) => new Types.ObjectId(id))
  const [people, checkOf, fileOf, householdOf] = await Promise.all([
    peopleByIds(shown),
    checksOf(shown),
    filesOf(shown),
    householdsOf(shown),
  ])
  // People who moved away since are no longer listed.
  const here = new Map(
    people
      .filter(
        (person) => carePolicy.lists(actor, person) && (!areaId || person.areas.some((area) => area.equals(areaId))),
      )
      .map((person) => [String(person._id), person]),
  )
  return {
    items: items.flatMap(({ id }) => {
      const person = here.get(id)
      if (!person) return []
      const check = checkOf.get(id) ?? null
      return [{ person, check, hasFile: fileOf.has(id), household: householdOf.get(id) ?? null }]
    }),
    nextCursor,
  }
}

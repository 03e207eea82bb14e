import { MINORS, minorGroupOf, type MinorGroup } from '@yike/shared/people/minors'
import type { Types } from 'mongoose'
import { PersonModel, type Person } from './model'

export type Minor = Pick<
  Person,
  '_id' | 'name' | 'birthYear' | 'communityId' | 'writtenDownBy' | 'guardianConsent' | 'createdAt'
> & { group: MinorGroup }

const FACTS = { name: 1, birthYear: 1, communityId: 1, writtenDownBy: 1, guardianConsent: 1, createdAt: 1 }

/** The people of some areas who were under 18 in a year and on record before its end, the youngest first. */
export async function minorsIn(
  among: { areas: object },
  { year, until }: { year: number; until: Date },
): Promise<Minor[]> {
  const people = await PersonModel.find(
    {
      ...among,
      birthYear: { $gte: year - MINORS.teen.until },
      createdAt: { $lt: until },
      ...{ mergedInto: null, erasedAt: null },
    },
    FACTS,
  )
    .sort({ birthYear: -1, name: 1, _id: 1 })
    .lean<Omit<Minor, 'group'>[]>()
  return people.flatMap((person) => {
    const group = person.birthYear === null ? null : minorGroupOf(person.birthYear, year)
    return group ? [{ ...person, group }] : []
  })
}

/** The records of some people and those that were merged into them: whose each one is, by id. */
export async function ownersOfRecords(people: readonly Types.ObjectId[]): Promise<Map<string, string>> {
  const owners = new Map(people.map((id) => [String(id), String(id)]))
  for (let from = [...people]; from.length > 0;) {
    const merged = await PersonModel.find({ mergedInto: { $in: from } }, { mergedInto: 1 }).lean<
      Pick<Person, '_id' | 'mergedInto'>[]
    >()
    for (const { _id, mergedInto } of merged) owners.set(String(_id), owners.get(String(mergedInto))!)
    from = merged.map(({ _id }) => _id)
  }
  return owners
}

import { AppError } from '@yike/shared/errors'
import { GUARDIAN_FIRST, MINORS, minorGroupOf, needsGuardian, type MinorGroup } from '@yike/shared/people/minors'
import { dayOf } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { PersonModel, type Person } from './model'

/**
 * The consent to note with somebody who is written down: none where the year of birth needs none. `agreed` is the
 * guardian's own tick, or that of staff whom the guardian told; `byId` is whoever ticked it. Throws INVALID_INPUT for a
 * child under 14 without it.
 */
export function consentFor(
  birthYear: number | null | undefined,
  agreed: boolean | undefined,
  { byId, at }: NonNullable<Person['guardianConsent']>,
): Pick<Person, 'guardianConsent'> {
  if (!needsGuardian(birthYear ?? null, dayOf(at))) return {}
  if (agreed) return { guardianConsent: { byId, at } }
  const sentence = `${GUARDIAN_FIRST}：监护人同意了，就勾上“监护人同意”那一条。`
  throw new AppError('INVALID_INPUT', sentence, { fields: { guardian: [sentence] } })
}

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

import { Types } from 'mongoose'
import { likelySame } from '@yike/shared/people/likely-same'
import { plainName } from '@yike/shared/people/names'
import { factsOf, peopleCalled } from '../people/resident-import'

/** The person for whom another system reports. */
export interface Caller {
  personId: Types.ObjectId
  /** Nobody of this name and number was on record: they are registered with the case. */
  toRegister: boolean
}
interface NamedCaller {
  /** Tells one row of a table from another. */
  at: number
  name: string
  phone: string | null
  communityId: Types.ObjectId
}

/** The name of somebody who gave only a number. */
export const UNNAMED = '来电人'

/** Callers by `at`: somebody on record of the same name and number, else a new person, one for all their rows. */
export async function findCallers(named: readonly NamedCaller[]): Promise<Map<number, Caller>> {
  const people = (
    await peopleCalled(
      named.map(({ name }) => name),
      [...new Map(named.map(({ communityId }) => [String(communityId), communityId])).values()],
    )
  ).map((person) => ({ ...factsOf(person), person }))
  const byKey = new Map<string, Caller>()
  return new Map(
    named.map(({ at, communityId, ...caller }) => {
      const key = `${String(communityId)} ${plainName(caller.name)} ${caller.phone ?? ''}`
      const one = caller.phone
        ? people.find(
            (known) =>
              known.phone === caller.phone &&
              known.person.areas.some((area) => area.equals(communityId)) &&
              likelySame(known, { ...caller, birthYear: null, idLast4: null }),
          )
        : undefined
      const found = byKey.get(key) ?? {
        personId: one?.person._id ?? new Types.ObjectId(),
        toRegister: one === undefined,
      }
      if (caller.phone) byKey.set(key, found)
      return [at, found] as const
    }),
  )
}

/** A caller as a row of a list of residents: a name, and perhaps a number. */
export const asListed = ({ name, phone }: { name: string; phone: string | null }) => ({
  ...{ name, phone, birthYear: null, idLast4: null },
  ...{ home: null, guardian: false, grid: null, community: null },
})

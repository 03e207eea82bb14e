import { Types } from 'mongoose'
import { RELATIONS } from '@yike/shared/people/relations'
import { orNotFound, type Actor } from '../http/policy'
import { familyOf, peopleByIds, personById, staffOver, type Family } from '../people/me'
import { carePolicy, standingOf, type Standing } from './policy'

export type Named = Awaited<ReturnType<typeof peopleByIds>>[number]

/** A person as this reader sees them. */
export interface KnownPerson {
  person: Named
  as: Standing
  relation: string | null
}

const relationIn = (family: readonly Family[], id: Types.ObjectId) => {
  const line = family.find(({ personId }) => personId.equals(id))
  return line ? RELATIONS[line.relation] : null
}

/** The person, and the reader's standing towards them; a stranger gets NOT_FOUND. */
export async function personFor(actor: Actor, personId: string | Types.ObjectId): Promise<KnownPerson> {
  const [me, people] = await Promise.all([personById(actor.personId), peopleByIds([new Types.ObjectId(personId)])])
  const person = orNotFound(people[0])
  const as = orNotFound(standingOf(actor, me.family, person))
  return { person, as, relation: as === 'family' ? relationIn(me.family, person._id) : null }
}

/** The reader and everybody they care for. */
export async function familyFor(actor: Actor): Promise<{ me: KnownPerson; family: KnownPerson[] }> {
  const me = await personById(actor.personId)
  const people = await peopleByIds(me.family.map(({ personId }) => personId))
  return {
    me: { person: me, as: 'self', relation: null },
    family: people.map((person) => ({ person, as: 'family', relation: relationIn(me.family, person._id) })),
  }
}

/**
 * The accounts that an alert of this person reaches: the family; staff who respond where the person lives; and those
 * who direct them, who are notified when nobody went, or at once where nobody else is reached.
 */
export async function alertRecipients(person: Pick<Named, '_id' | 'areas'>) {
  const [family, staff] = await Promise.all([familyOf(person._id), staffOver(person.areas)])
  const direct = staff.filter((one) => carePolicy.directs(one, person))
  const respond = staff.filter(
    (one) => carePolicy.responds(one, person) && !direct.some(({ _id }) => _id.equals(one._id)),
  )
  const ids = (people: { _id: Types.ObjectId }[]) => people.map(({ _id }) => _id).filter((id) => !id.equals(person._id))
  return { family: ids(family), respond: ids(respond), direct: ids(direct) }
}

import type { Types } from 'mongoose'
import { recordsOf } from '../people/erase-person'
import { personById } from '../people/me'
import { allPersonData } from './registry'

/** Everything on record about a person, the ground floor first. */
export async function exportPerson(personId: Types.ObjectId, now: Date) {
  const [{ name }, ids] = await Promise.all([personById(personId), recordsOf(personId)])
  const sections = await Promise.all([...allPersonData()].reverse().map(({ data }) => data.export(ids, now)))
  return { name, sections: sections.flat() }
}

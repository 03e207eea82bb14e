import { personTokens } from './found-by'
import { PersonModel, type Person } from './model'

/**
 * Writes the tokens anew after a change of the fields a person is found by. Of two changes at once the later finds both
 * done, and writes last.
 */
export async function findAnew(person: Person): Promise<Person> {
  const { _id, name, home } = person
  const tokens = personTokens(person)
  await PersonModel.updateOne({ _id, name, 'home.bytes': home?.bytes ?? null }, { $set: { tokens } })
  return person
}

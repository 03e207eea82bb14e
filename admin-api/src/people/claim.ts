import { orNotFound, type Actor } from '../http/policy'
import { isPersonInUse, personOf } from './me'
import { CredentialModel, PersonModel, type Person } from './model'
import { haveAccounts } from './resolve-code'
import { openSession } from './sessions'

const NEW_MS = 24 * 3_600_000

/** An account of less than a day that has no family and has booked nothing: ending its record in another loses nothing. */
const isNew = async ({ _id, createdAt, family }: Person, now: Date) =>
  now.getTime() - createdAt.getTime() < NEW_MS && family.length === 0 && !(await isPersonInUse(_id, now))

/**
 * The written-down records of a person who has just signed in: the name, and the phone that WeChat verified. In the demo,
 * where a name is enough to sign in, the name among the neighbours.
 */
async function writtenDownAs(me: Person, now: Date): Promise<Person[]> {
  const { _id, name, phone, phoneVerifiedAt, demo, areas } = me
  if (!(await isNew(me, now))) return []
  const same = phone !== null && phoneVerifiedAt ? { phone } : demo ? { areas: { $in: areas } } : null
  if (!same) return []
  const people = await PersonModel.find({ ...same, name, _id: { $ne: _id }, mergedInto: null, roles: [] })
    .limit(10)
    .lean<Person[]>()
  const accounts = await haveAccounts(people.map((one) => one._id))
  return people.filter((one) => !accounts.has(String(one._id)))
}

/** The written-down records that may be the actor, with their authors; null where the office wrote one. */
export async function listWrittenDown(actor: Actor, now: Date) {
  const people = await writtenDownAs(await personOf(actor), now)
  const writers = await PersonModel.find({
    _id: { $in: people.flatMap(({ writtenDownBy }) => writtenDownBy ?? []) },
  }).lean<Person[]>()
  return people.map((person) => {
    const writer = writers.find(({ _id }) => person.writtenDownBy?.equals(_id))
    return { person, by: writer && writer.roles.length === 0 ? writer.name : null }
  })
}

/**
 * Makes the account of the actor that of a written-down person; the actor's own record ends in theirs. Of two accounts
 * that claim one person at once the first gets them, and the same claim after a crash resumes.
 */
export async function claimWrittenDown(actor: Actor, personId: string, now: Date) {
  const me = await personOf(actor)
  const person = orNotFound((await writtenDownAs(me, now)).find(({ _id }) => String(_id) === personId) ?? null)
  const taken = await PersonModel.findOneAndUpdate(
    { _id: person._id, claimedBy: { $in: [null, me._id] } },
    { $set: { claimedBy: me._id, ...keptOf(me) } },
  ).lean()
  orNotFound(taken)
  await CredentialModel.updateMany({ personId: me._id }, { $set: { personId: person._id } })
  await PersonModel.updateOne({ _id: me._id }, { $set: { mergedInto: person._id, sessions: [] } })
  return { person, tokens: await openSession(person._id, now) }
}

/** Facts that the account verified and agreed to stay with it. */
const keptOf = ({ phone, phoneVerifiedAt, consentVersion }: Person) => ({
  ...(phone !== null && phoneVerifiedAt ? { phone, phoneVerifiedAt } : {}),
  consentVersion,
})

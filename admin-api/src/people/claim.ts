import { AppError } from '@yike/shared/errors'
import { orNotFound, type Actor } from '../http/policy'
import type { Notification } from '../messages/notify'
import { familyIds, isPersonInUse, personOf, staffOver } from './me'
import { PersonModel, type Person } from './model'
import { openedPhone, phoneIs } from '../sealed-values'
import { personPolicy } from './policy'
import { haveAccounts } from './resolve-code'
import { openSession, type SignsIn } from './sessions'
import { endRecordIn } from './settle-merge'

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
  const number = phoneVerifiedAt ? openedPhone(phone) : null
  const same = number !== null ? phoneIs('phone', number) : demo ? { areas: { $in: areas } } : null
  if (!same) return []
  const others = { _id: { $ne: _id }, mergedInto: null, diedOn: null, roles: [] }
  const found = await PersonModel.find({ ...same, ...others, name })
    .limit(10)
    .lean<Person[]>()
  // A short number is also the end of longer ones.
  const people = found.filter((one) => number === null || openedPhone(one.phone) === number)
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
 * Makes the account of the actor that of a written-down person; the actor's own record ends in theirs, with everything
 * that names it. The family and those of the office who can part the two again are notified. Of two accounts that claim
 * one person at once the first gets them, and the same claim after a crash resumes.
 */
export async function claimWrittenDown(actor: Actor, personId: string, now: Date, from?: SignsIn) {
  const me = await personOf(actor)
  const person = orNotFound((await writtenDownAs(me, now)).find(({ _id }) => String(_id) === personId) ?? null)
  const taken = await PersonModel.findOneAndUpdate(
    { _id: person._id, claimedBy: { $in: [null, me._id] } },
    { $set: { claimedBy: me._id } },
    { returnDocument: 'after' },
  ).lean<Person>()
  const into = orNotFound(taken)
  try {
    const notifications = await claimNotifications(into)
    await endRecordIn({ from: me, into }, { reason: 'claim', by: me, notifications }, now)
  } catch (cause) {
    if (cause instanceof AppError) await PersonModel.updateOne({ _id: into._id }, { $set: { claimedBy: null } })
    throw cause
  }
  return { person: into, tokens: await openSession(into._id, now, from) }
}

/** The messages of a claim: a relative who finds that it was somebody else has a day to say so. */
async function claimNotifications({ _id, name, areas }: Person): Promise<Notification[]> {
  const staff = (await staffOver(areas)).filter((one) => personPolicy.merge(one, { areas }))
  return [
    {
      kind: 'family_claimed',
      recipients: await familyIds(_id),
      title: `${name}自己登录了`,
      body: '您照样能替他约。要是登录的不是本人，24 小时内告诉社区，能退回去。',
      about: { type: 'family', id: _id },
    },
    {
      kind: 'person_claimed',
      recipients: staff.map((one) => one._id),
      title: `${name}自己登录，接上了原来的登记`,
      body: '要是登录的不是本人，24 小时内在管理台的居民页里分开。',
      about: { type: 'person', id: _id },
    },
  ]
}

import { sameName } from '@yike/shared/people/names'
import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { addMinutes } from '@yike/shared/time/china'
import { releasePhotos } from '../files/store'
import type { Actor } from '../http/policy'
import { stableId, isDuplicate } from '../idempotency'
import { entryOf, notify, type Notification, type NotificationDraft } from '../messages/notify'
import { BindingModel, type Binding } from './binding-model'
import { PersonModel, type Family, type Person } from './model'
import { openedPhone } from '../sealed-values'
import { haveAccounts } from './resolve-code'
import { endRecordIn } from './settle-merge'
import { sealedLast4 } from './sealed-facts'

type Id = Types.ObjectId

/** The owner of the photos of a binding's evidence. */
export const claimOf = (bindingId: Id) => `family_bindings:${String(bindingId)}`

/** The key of a pair: one live binding for each two people. */
export const pairOf = (askerId: Id, other: Id | string) => `${String(askerId)}:${String(other)}`

/** The notification at a step of a binding's life. */
export const bindingNotification = ({ _id }: Pick<Binding, '_id'>, words: NotificationDraft): Notification => ({
  ...words,
  about: { type: 'family', id: _id },
})

/**
 * Makes the family of the person who acts agree with the decision. May be done again and by several at once: a line of
 * a binding that has ended cannot be added, because its end leaves its id with the person in the same write.
 */
export async function applyBinding(bindingId: Id, now: Date) {
  const binding = await BindingModel.findById(bindingId).lean<Binding>()
  if (!binding) return
  if (binding.state === 'confirmed') await addLine(binding, now)
  if (binding.state === 'ended') {
    await PersonModel.updateOne(
      { _id: binding.askerId },
      {
        $pull: { family: { personId: binding.personId, bindingId: { $in: [null, binding._id] } } },
        $addToSet: { endedBindings: binding._id },
      },
    )
    // The photos of the evidence were kept for as long as it was relied on; the fact of the look stays on record.
    await releasePhotos(claimOf(binding._id))
  }
  await BindingModel.updateOne({ _id: binding._id, state: binding.state }, { $set: { unsettledSince: null } })
}

async function addLine({ _id, askerId, personId, relation }: Binding, now: Date) {
  const [asker, person] = await Promise.all([
    PersonModel.findById(askerId).lean<Person>(),
    PersonModel.findById(personId).lean<Person>(),
  ])
  if (!asker || !person) return
  const line: Family = { personId: person._id, name: person.name, relation, state: 'confirmed', bindingId: _id }
  const open = { _id: askerId, endedBindings: { $ne: _id } }
  const draft = await draftOf(person, asker, relation)
  if (draft) await endDraft(draft, person, asker, now)
  const known = await PersonModel.updateOne(
    { ...open, 'family.personId': person._id },
    { $set: { 'family.$[own]': line } },
    { arrayFilters: [{ 'own.personId': person._id }] },
  )
  if (known.matchedCount > 0) return
  await PersonModel.updateOne({ ...open, 'family.personId': { $ne: person._id } }, { $push: { family: line } })
}

/**
 * The person whom the asker wrote down before this one was known and who is the same: no account of their own, and the
 * same phone, or the same name in the same relation. 李桂兰 the mother is not 李桂兰 the aunt.
 */
async function draftOf(person: Person, asker: Person, relation: Binding['relation']): Promise<Person | null> {
  const ids = asker.family.filter(({ bindingId }) => !bindingId).map(({ personId }) => personId)
  const drafts = await PersonModel.find({ _id: { $in: ids }, writtenDownBy: asker._id }).lean<Person[]>()
  const accounts = await haveAccounts(drafts.map(({ _id }) => _id))
  const same = drafts.find(({ _id, name, phone }) => {
    const line = asker.family.find(({ personId }) => personId.equals(_id))
    if (accounts.has(String(_id)) || _id.equals(person._id)) return false
    const samePhone = phone !== null && openedPhone(phone) === openedPhone(person.phone) && person.phoneVerifiedAt
    return samePhone || (sameName(name, person.name) && line?.relation === relation)
  })
  return same ?? null
}

/**
 * Everything that the asker did for the draft goes along to the person. Where it cannot, because both have booked the same, or the
 * draft has a care file, the draft stays beside the person until the office merges them.
 */
async function endDraft(from: Person, into: Person, asker: Person, now: Date) {
  try {
    await endRecordIn({ from, into }, { reason: 'family', by: asker }, now)
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
  }
}

/** The one who ends it: one of the two, or staff with a reason. */
interface End {
  by: Actor
  reason: string | null
}

function endingOf(
  binding: Pick<Binding, '_id' | 'askerId' | 'askerName' | 'personId' | 'personName'>,
  { by, reason }: End,
  now: Date,
) {
  const { askerId, askerName, personId, personName } = binding
  const words = by.personId.equals(askerId)
    ? {
        recipients: [personId!],
        title: `${askerName}不再替您办事了`,
        body: '从现在起不能替您预约了。要是不对，请问问社区。',
      }
    : personId && by.personId.equals(personId)
      ? {
          recipients: [askerId],
          title: `${personName}不再让您代办了`,
          body: '从现在起您不能替他预约。已经约好的还算数。',
        }
      : {
          recipients: [askerId, personId!],
          title: `${askerName}不再替${personName}办事了`,
          body: `社区办的，原因：${reason}`,
        }
  return {
    set: { state: 'ended' as const, live: false, endedBy: by.personId, endedAt: now, unsettledSince: now },
    notification: bindingNotification(binding, { kind: 'family_ended', ...words }),
  }
}

/** Ends that one person acts for the other, from this moment on. Existing bookings stay. */
export async function endLine(asker: Person, personId: Id, end: End, now: Date) {
  const line = asker.family.find((one) => one.personId.equals(personId))
  if (!line) return
  if (line.bindingId) {
    const binding = await BindingModel.findById(line.bindingId).lean<Binding>()
    if (!binding) return
    const { set, notification } = endingOf(binding, end, now)
    await BindingModel.updateOne({ _id: binding._id, state: 'confirmed' }, { $set: set, ...notify(notification, now) })
    return applyBinding(binding._id, now)
  }
  if (end.by.personId.equals(asker._id)) {
    await PersonModel.updateOne({ _id: asker._id }, { $pull: { family: { personId } } })
    return
  }
  // Written down and never confirmed: an ended binding is made, so that both are notified once and it stays on record.
  const _id = stableId('family-end', asker._id, personId)
  const ended = {
    _id,
    askerId: asker._id,
    askerName: asker.name,
    askerPhoneLast4: sealedLast4(asker.phone),
    personId,
    personName: line.name,
    personPhoneLast4: null,
    relation: line.relation,
  }
  const { set, notification } = endingOf(ended, end, now)
  try {
    await BindingModel.create({
      ...ended,
      ...set,
      pair: pairOf(asker._id, personId),
      expiresAt: now,
      outbox: [entryOf(notification, now)],
      createdAt: now,
    })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  await applyBinding(_id, now)
}

const LEFT_BEHIND_MINUTES = 1

/** A job: carries out decisions whose process died. Returns how many it looked after. */
export async function resumeBindings(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const left = await BindingModel.find({ unsettledSince: { $lte: addMinutes(now, -olderThanMinutes) } }, { _id: 1 })
    .limit(200)
    .lean<{ _id: Id }[]>()
  for (const { _id } of left) await applyBinding(_id, now)
  return left.length
}

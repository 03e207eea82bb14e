import type { Types } from 'mongoose'
import { ERASED_NAME } from '@yike/shared/privacy/erasure'
import type { Day } from '@yike/shared/time/china'
import { releasePhotos, removePhotos } from '../files/store'
import type { PersonIds } from '../privacy/person-data'
import { claimOf } from './bind'
import { BindingModel, FamilyCodeModel, type Binding } from './binding-model'
import { HomeRequestModel } from './home-model'
import { claimOfHome } from './home-proof'
import { PersonMergeModel, PersonMoveModel } from './merge-model'
import { CredentialModel, PersonModel, SecondFactorModel } from './model'

type Id = Types.ObjectId

/** The record of a person and those that were merged into it, one after another. The person comes first. */
export async function recordsOf(personId: Id): Promise<Id[]> {
  const ids = [personId]
  for (let from = [personId]; from.length > 0;) {
    const merged = await PersonModel.find({ mergedInto: { $in: from } }, { _id: 1 }).lean<{ _id: Id }[]>()
    from = merged.map(({ _id }) => _id)
    ids.push(...from)
  }
  return ids
}

/** The account is to be deleted on a day: its holder is signed out everywhere, and reads the day once they are back. */
export const announceErasure = (personId: Id, eraseOn: Day) =>
  PersonModel.updateOne({ _id: personId }, { $set: { sessions: [], eraseOn } })
/** Signs people out on every client. */
export const endAllSessions = (ids: PersonIds) =>
  PersonModel.updateMany({ _id: { $in: ids } }, { $set: { sessions: [] } })

/** Notes the day of a death with every record of the person, or takes it back. */
export const markDead = (ids: PersonIds, diedOn: Day | null) =>
  PersonModel.updateMany({ _id: { $in: ids } }, diedOn ? { $set: { diedOn } } : { $unset: { diedOn: 1 } })

/** Those of these people who have died or whose account was deleted, by id: nothing is sent to them. */
export async function goneAmong(ids: PersonIds): Promise<Set<string>> {
  const gone = await PersonModel.find(
    { _id: { $in: ids }, $or: [{ diedOn: { $exists: true } }, { erasedAt: { $exists: true } }] },
    { _id: 1 },
  ).lean<{ _id: Id }[]>()
  return new Set(gone.map(({ _id }) => String(_id)))
}

export const withdrawErasure = (personId: Id) => PersonModel.updateOne({ _id: personId }, { $unset: { eraseOn: 1 } })

/** Nobody signs in as the person any more: the same WeChat begins a new account. */
export async function closeAccount(ids: PersonIds, now: Date): Promise<void> {
  await PersonModel.updateMany({ _id: { $in: ids }, erasedAt: null }, { $set: { erasedAt: now } })
  await CredentialModel.deleteMany({ personId: { $in: ids } })
  await SecondFactorModel.deleteMany({ _id: { $in: ids } })
  await PersonModel.updateMany({ _id: { $in: ids } }, { $set: { sessions: [] } })
}

/** Nobody acts for the person any more, and they for nobody. */
export async function endFamily(ids: PersonIds, now: Date): Promise<void> {
  const sides = { $or: [{ askerId: { $in: ids } }, { personId: { $in: ids } }] }
  await BindingModel.updateMany({ ...sides, state: 'open' }, { $set: { state: 'withdrawn', slot: null, live: false } })
  const confirmed = await BindingModel.find({ ...sides, state: 'confirmed' }).lean<Binding[]>()
  for (const { _id, askerId } of confirmed) {
    // The end leaves its id with whoever acts, so that nobody who still carries out a confirmation adds the line anew.
    await PersonModel.updateOne({ _id: askerId }, { $addToSet: { endedBindings: _id } })
    await BindingModel.updateOne(
      { _id, state: 'confirmed' },
      { $set: { state: 'ended', live: false, endedAt: now, unsettledSince: null } },
    )
  }
  await PersonModel.updateMany({ 'family.personId': { $in: ids } }, { $pull: { family: { personId: { $in: ids } } } })
  await PersonModel.updateMany({ _id: { $in: ids } }, { $set: { family: [] } })
}

/** Takes the person out of their record and of the requests of the family; the id stays, for records of others. */
export async function erasePerson(ids: PersonIds): Promise<void> {
  await FamilyCodeModel.deleteMany({ personId: { $in: ids } })
  for (const { _id } of await HomeRequestModel.find({ personId: { $in: ids } }, { _id: 1 }).lean<{ _id: Id }[]>())
    await removePhotos(claimOfHome(_id))
  await HomeRequestModel.deleteMany({ personId: { $in: ids } })
  const bindings = await BindingModel.find({ $or: [{ askerId: { $in: ids } }, { personId: { $in: ids } }] }).lean<
    Binding[]
  >()
  for (const { _id, askerId, confirmation } of bindings) {
    const side = ids.some((id) => id.equals(askerId)) ? 'asker' : 'person'
    await releasePhotos(claimOf(_id))
    await BindingModel.updateOne(
      { _id },
      {
        $set: {
          [`${side}Name`]: ERASED_NAME,
          [`${side}PhoneLast4`]: null,
          ...(confirmation?.evidence ? { 'confirmation.evidence': null } : {}),
        },
        $unset: { idem: 1 },
      },
    )
  }
  const merges = await PersonMergeModel.find(
    { $or: [{ fromId: { $in: ids } }, { intoId: { $in: ids } }] },
    { _id: 1 },
  ).lean<{ _id: Id }[]>()
  const mergeIds = merges.map(({ _id }) => _id)
  await PersonMoveModel.deleteMany({ mergeId: { $in: mergeIds } })
  await PersonMergeModel.updateMany(
    { _id: { $in: mergeIds } },
    { $set: { fromName: ERASED_NAME, filled: {}, family: [], outbox: [] }, $unset: { idem: 1 } },
  )
  const nothing = { phone: null, phoneVerifiedAt: null, birthYear: null, idLast4: null, home: null }
  await PersonModel.updateMany(
    { _id: { $in: ids } },
    {
      $set: {
        ...{ name: ERASED_NAME, ...nothing, emergencyContact: null, tokens: [], areas: [], roles: [] },
        ...{ settings: { elderView: false, pace: 'adult' }, consentVersion: null, endedBindings: [] },
        ...{ writtenDownBy: null, bookingPausedUntil: null, helped: null, demo: false },
      },
      $unset: { idem: 1, claimedBy: 1, eraseOn: 1, guardianConsent: 1, realName: 1, homeProof: 1 },
    },
  )
}

import { confirmBy } from '@yike/shared/mediation/rules'
import { CASE_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayInFull } from '@yike/shared/time/words'
import { releasePhotos } from '../files/store'
import { notify } from '../messages/notify'
import type { RetentionRule } from '../privacy/retention'
import { signaturesOf } from './agreement'
import { MediationModel, MediationPartyModel, MediationSessionModel, type Mediation } from './model'

const BATCH = 100

/**
 * A job: reminds the parties a week before they can no longer ask the court to confirm their agreement. The write that
 * notifies also ends the reminder, so that of several processes one notifies.
 */
export async function remindOfCourt(now: Date): Promise<number> {
  const due = await MediationModel.find({ remindAt: { $lte: now } })
    .limit(BATCH)
    .lean<Mediation[]>()
  let sent = 0
  for (const { _id, agreement, remindAt } of due) {
    const parties = await MediationPartyModel.find({ caseId: _id }, { personId: 1 }).lean()
    const reminder = {
      kind: 'mediation_confirm' as const,
      recipients: parties.flatMap(({ personId }) => personId ?? []),
      title: `${dayInFull(confirmBy(agreement!.effectiveAt!))}前能申请司法确认`,
      body: '想让调解协议能强制执行的，双方带上协议和身份证，一起去法院申请。不想申请的不用管。',
      about: { type: 'mediation' as const, id: _id },
    }
    const { modifiedCount } = await MediationModel.updateOne(
      { _id, remindAt },
      { $unset: { remindAt: 1 }, ...notify(reminder, now) },
    )
    sent += modifiedCount
  }
  return sent
}

const due = (now: Date) => ({ erasedAt: null, endedAt: { $lt: yearsBefore(now, CASE_KEPT_YEARS) } })

export const mediationRetention: readonly RetentionRule[] = [
  { what: '调解里的当事人、记录和协议', kept: '有结果后三年', model: MediationModel, due },
]

/** A job: mediations that ended three years ago keep their outcome and lose people, notes, agreement and signatures. */
export async function eraseOldMediations(now: Date): Promise<number> {
  const old = await MediationModel.find(due(now)).limit(BATCH).lean<Mediation[]>()
  for (const { _id } of old) {
    await releasePhotos(signaturesOf(_id))
    await MediationSessionModel.deleteMany({ caseId: _id })
    await MediationPartyModel.deleteMany({ caseId: _id })
    const set = { agreement: null, facts: null, terms: null, outcomeWords: null, outbox: [], erasedAt: now }
    await MediationModel.updateOne({ _id }, { $set: set })
  }
  return old.length
}

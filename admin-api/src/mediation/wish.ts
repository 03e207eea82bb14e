import { shownNumber } from '@yike/shared/cases/number'
import { AppError } from '@yike/shared/errors'
import type { Actor } from '../http/policy'
import { notify } from '../messages/notify'
import { staffOver } from '../people/me'
import { loadAsParty, putOnRecord } from './load'
import { MediationModel } from './model'
import { mediationPolicy } from './policy'

/** A party wishes for another mediator: those who direct mediation there read of it, and phone. */
export async function wishMediator(actor: Actor, id: string, now: Date): Promise<void> {
  const { c, mediation, mediator } = await loadAsParty(actor, id)
  if (mediation.outcome || !mediator)
    throw new AppError('CASE_STEP_NOT_ALLOWED', '现在没有调解员可换，打电话问问社区。')
  await putOnRecord(c)
  const recipients = (await staffOver(c.areas)).flatMap((one) => (mediationPolicy.directs(one, c) ? [one._id] : []))
  const wish = {
    ...{ kind: 'mediator_wished' as const, recipients, title: `想换调解员：${shownNumber(c.number)}` },
    body: '一方当事人想换一位调解员。打电话问问，再改派。',
    about: { type: 'work_case' as const, id: c._id },
  }
  await MediationModel.updateOne({ _id: c._id }, notify(wish, now))
}

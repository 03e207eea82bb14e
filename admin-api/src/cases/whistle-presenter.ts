import { shownNumber } from '@yike/shared/cases/number'
import { OCCASIONS } from '@yike/shared/cases/occasions'
import { CASE_STATES } from '@yike/shared/cases/states'
import { isWhistleOver, overdueStep } from '@yike/shared/cases/whistle'
import type { WhistledCase, WhistleView } from '@yike/shared/cases/whistle-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { orNotFound } from '../http/policy'
import type { DescribedCase } from './describe'
import { placeOf } from './sealed-words'

const timeOf = (instant: Date | null) => instant && toApiTime(instant)

/** The latest whistle of a case; the community's ratings are for the office. */
export function presentWhistle(
  { record, receivers }: Pick<DescribedCase, 'record' | 'receivers'>,
  now: Date,
  reader: 'office' | 'receiver',
): WhistleView | null {
  const { whistle } = record
  if (!whistle) return null
  return {
    occasion: { code: whistle.occasion, label: OCCASIONS[whistle.occasion].label },
    hard: whistle.hard,
    blownAt: toApiTime(whistle.blownAt),
    parties: whistle.parties.map((party) => ({
      receiver: {
        id: String(party.receiver),
        name: receivers.get(String(party.receiver))?.name ?? '已撤销的单位',
      },
      leads: party.leads,
      signDueAt: toApiTime(party.signDueAt),
      signedAt: timeOf(party.signedAt),
      contactDueAt: toApiTime(party.contactDueAt),
      contactedAt: timeOf(party.contactedAt),
      reportInDueAt: toApiTime(party.reportInDueAt),
      reportedInAt: timeOf(party.reportedInAt),
      overdue: overdueStep(party, now),
      score: reader === 'office' ? (party.rating ?? null) : null,
    })),
    over: isWhistleOver(whistle),
  }
}

export const presentWhistled = (described: DescribedCase, now: Date): WhistledCase => ({
  id: String(described.record._id),
  number: shownNumber(described.record.number),
  title: described.words?.title ?? described.category?.name ?? '没有标题的诉求',
  address: described.words ? placeOf(described.words).address : null,
  state: { code: described.record.state, label: CASE_STATES[described.record.state].label },
  whistle: orNotFound(presentWhistle(described, now, 'office')),
})

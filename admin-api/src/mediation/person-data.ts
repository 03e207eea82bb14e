import { OUTCOMES, SESSION_STATES, SIDES } from '@yike/shared/mediation/rules'
import { dayInFull, instantInFull } from '@yike/shared/time/words'
import { unbarFromDispute } from '../cases/disputes'
import { entry, section, type PersonData } from '../privacy/person-data'
import { openedPhone } from '../sealed-values'
import { openValue, sealValue } from '../sealing'
import {
  MediationModel,
  MediationPartyModel,
  MediationSessionModel,
  type Mediation,
  type MediationParty,
  type MediationSession,
} from './model'

const GONE = '已注销的当事人'

/**
 * The mediations to which somebody is a party: what they said of themself, the sessions they were invited to, and the
 * agreement. An agreement in force keeps their name and signature, because it is the other party's proof as well.
 */
export const mediationData: PersonData = {
  models: [MediationModel, MediationPartyModel, MediationSessionModel],

  async export(ids) {
    const mine = await MediationPartyModel.find({ personId: { $in: ids } }).lean<MediationParty[]>()
    const entries = mine.map(async (party) => {
      const [mediation, sessions] = await Promise.all([
        MediationModel.findById(party.caseId).lean<Mediation>(),
        MediationSessionModel.find({ caseId: party.caseId, partyIds: party._id }).lean<MediationSession[]>(),
      ])
      const signed = mediation?.agreement?.signatures.find(({ by }) => by.equals(party._id))
      const agreement = mediation?.agreement?.effectiveAt ? mediation.agreement : null
      const mine = mediation && agreement?.partyIds.some((id) => id.equals(party._id)) ? { mediation, agreement } : null
      return entry('矛盾调解', {
        我是: SIDES[party.side],
        登记的姓名: openValue('name', party.name),
        登记的电话: openedPhone(party.phone),
        登记的时间: party.addedAt,
        调解会: sessions
          .map(({ at, place, state }) => `${instantInFull(at)} ${openValue('words', place)} ${SESSION_STATES[state]}`)
          .join('；'),
        结果: mediation?.outcome && OUTCOMES[mediation.outcome],
        事实: mine?.mediation.facts && openValue('words', mine.mediation.facts),
        约定: mine?.mediation.terms && openValue('words', mine.mediation.terms),
        履行期限: mine?.agreement.performBy && dayInFull(mine.agreement.performBy),
        生效: mine?.agreement.effectiveAt,
        签字: signed?.at,
      })
    })
    return section('矛盾调解', await Promise.all(entries))
  },

  async erase(ids) {
    for (const party of await MediationPartyModel.find({ personId: { $in: ids } }).lean<MediationParty[]>()) {
      const isNamed = await MediationModel.exists({
        _id: party.caseId,
        'agreement.partyIds': party._id,
        'agreement.effectiveAt': { $ne: null },
      })
      await unbarFromDispute(party.caseId, party.personId!)
      await MediationPartyModel.updateOne(
        { _id: party._id },
        { $set: { personId: null, phone: null, ...(isNamed ? {} : { name: sealValue('name', GONE) }) } },
      )
    }
  },
}

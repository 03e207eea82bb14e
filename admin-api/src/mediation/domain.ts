import { mediationMessages } from '@yike/shared/mediation/messages'
import { barFromDispute, unbarFromDispute } from '../cases/disputes'
import { sealedOfSession } from '../cases/sessions'
import { domain, every, HOUR_MS, MINUTE_MS } from '../domain'
import { phoneField, sealedAs } from '../sealed-values'
import { settleMediations } from './agreement'
import { eraseOldMediations, mediationRetention, remindOfCourt } from './jobs'
import { MediationModel, MediationPartyModel, MediationSessionModel, type MediationParty } from './model'
import { mediationData } from './person-data'
import { mediationRoutes } from './routes'

/** Mediation of disputes (人民调解): the parties of a case, its sessions, the agreement, and how it ended. */
export const mediation = domain({
  name: 'mediation',
  floor: 'kinds',
  models: [MediationModel, MediationPartyModel, MediationSessionModel],
  outboxes: [MediationModel, MediationSessionModel],
  messages: mediationMessages,
  permissions: ['mediation.handle', 'mediation.direct'],
  personRecords: [
    {
      model: MediationPartyModel,
      fields: ['personId'],
      async follow(record, from, to) {
        const { caseId } = record as MediationParty
        await unbarFromDispute(caseId, from)
        await barFromDispute(caseId, to)
      },
    },
  ],
  sealedFields: [
    sealedAs(MediationModel, 'facts', 'words'),
    sealedAs(MediationModel, 'terms', 'words'),
    sealedAs(MediationModel, 'outcomeWords', 'words'),
    sealedAs(MediationPartyModel, 'name', 'name'),
    phoneField(MediationPartyModel, 'phone'),
    ...sealedOfSession(MediationSessionModel),
  ],
  personData: mediationData,
  retention: mediationRetention,
  routes: () => [mediationRoutes()],
  jobs: () => [
    every(5 * MINUTE_MS, 'ended mediations', settleMediations),
    every(10 * MINUTE_MS, 'reminders of the court', remindOfCourt),
    every(HOUR_MS, 'old mediations', eraseOldMediations),
  ],
})

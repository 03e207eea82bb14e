import { caseworkMessages } from '@yike/shared/casework/messages'
import { sealedOfSession } from '../cases/sessions'
import { domain, every, HOUR_MS, MINUTE_MS } from '../domain'
import { sealedAs } from '../sealed-values'
import { caseworkPurpose } from './consent'
import { CaseworkModel, CaseworkSessionModel } from './model'
import { caseworkData, caseworkRetention, eraseOldCaseworks, settleCaseworks } from './person-data'
import { caseworkRoutes } from './routes'

/** Social-work casework (社会工作个案): the consent, plan, sessions and end of a case of its circle. */
export const casework = domain({
  name: 'casework',
  floor: 'kinds',
  models: [CaseworkModel, CaseworkSessionModel],
  outboxes: [CaseworkModel, CaseworkSessionModel],
  messages: caseworkMessages,
  permissions: ['casework.handle'],
  personRecords: [{ model: CaseworkModel, fields: ['personId'] }],
  sealedFields: [
    sealedAs(CaseworkModel, 'guardianName', 'name'),
    sealedAs(CaseworkModel, 'goals', 'goals'),
    sealedAs(CaseworkModel, 'outcomeWords', 'words'),
    ...sealedOfSession(CaseworkSessionModel),
  ],
  personData: caseworkData,
  purposes: [caseworkPurpose],
  retention: caseworkRetention,
  routes: () => [caseworkRoutes()],
  jobs: () => [
    every(5 * MINUTE_MS, 'ended caseworks', settleCaseworks),
    every(HOUR_MS, 'old caseworks', eraseOldCaseworks),
  ],
})

import { privacyMessages } from '@yike/shared/privacy/messages'
import { domain, whenDue } from '../domain'
import { ErasureModel } from './model'
import { PurposeConsentModel } from './consent-model'
import { consentData } from './consent-data'
import { deathsDue, endForTheDead } from './death'
import { DeathModel } from './death-model'
import { incidentAlertsDue, tellOfDeadlines } from './incident-alerts'
import { IncidentModel } from './incident-model'
import { incidentRoutes } from './incident-routes'
import { openRightsKeepRecord } from './merge-guard'
import { usePersonData, usePurposes } from './registry'
import { privacyRoutes } from './routes'
import { erasuresDue, runErasures } from './run-erasures'

/**
 * The rights of people to their own data: to read all of it, to agree or not to its uses, and to have it deleted. More
 * than a dozen files: consents, deletions (`erasure`, `run-erasures`), deaths, incidents with data, and the yearly report
 * on the data of minors.
 */
export const privacy = domain({
  name: 'privacy',
  floor: 'ground',
  models: [ErasureModel, PurposeConsentModel, DeathModel, IncidentModel],
  fixedAreas: [DeathModel, IncidentModel],
  permissions: ['person.death', 'incident.edit', 'audit.read'],
  personData: consentData,
  personRecords: [{ model: PurposeConsentModel, fields: ['personId'] }],
  mergeGuards: [openRightsKeepRecord],
  outboxes: [ErasureModel, IncidentModel],
  messages: privacyMessages,
  keepsPeople: [
    {
      model: DeathModel,
      why: 'The evidence of what staff recorded; the account of somebody who died is not deleted by them.',
    },
    { model: IncidentModel, why: 'The evidence of an incident; it names the staff who recorded it, and no resident.' },
    { model: ErasureModel, why: 'The evidence that a deletion was asked for and done: the id alone.' },
  ],
  register: ({ personData, purposes }) => {
    usePersonData(personData)
    usePurposes(purposes)
  },
  routes: () => [privacyRoutes(), incidentRoutes()],
  jobs: () => [
    whenDue('accounts to delete', runErasures, erasuresDue),
    whenDue('endings after a death', endForTheDead, deathsDue),
    whenDue('deadlines of incidents', tellOfDeadlines, incidentAlertsDue),
  ],
})

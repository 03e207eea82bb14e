import { domain, every, HOUR_MS, MINUTE_MS } from '../domain'
import './details'
import { carersOf } from './carers'
import { visitAreaRecords } from './area-records'
import { visitHooks } from './choose'
import { visitWork } from './handover'
import { CarerModel, PlanModel, VisitModel, VisitServiceModel } from './model'
import { resumePlans } from './plans'
import { sweepMoves } from './reassign'
import { forgetOldVisits, rewrapVisits, visitRetention } from './retention'
import { visitRoutes } from './routes'
import { sealedPhoneDetail } from '../booking/kind-fields'
import { phoneField, sealedAs } from '../sealed-values'
import { visitData } from './person-data'

/**
 * A kind of booking for which a carer comes. More than a dozen files: carers and their choice (`carers`, `choose`,
 * `reassign`), their work (`day`, `report`, `health`), and plans that book every week (`plans`).
 */
export const visits = domain({
  name: 'visits',
  floor: 'kinds',
  feature: 'visits',
  models: [CarerModel, VisitServiceModel, VisitModel, PlanModel],
  areaRecords: visitAreaRecords,
  personRecords: [{ model: PlanModel, fields: ['personId', 'madeById'] }],
  bookingKinds: { visit: visitHooks },
  openWork: visitWork,
  answers: { carersOf },
  permissions: ['service.edit', 'booking.read', 'booking.book', 'visit.read_report'],
  sealedFields: [
    phoneField(CarerModel, 'phone'),
    sealedPhoneDetail('visit.carerPhone'),
    sealedAs(VisitModel, 'checkedIn.position', 'position'),
    sealedAs(VisitModel, 'checkedOut.position', 'position'),
  ],
  personData: visitData,
  retention: visitRetention,
  routes: () => [visitRoutes()],
  jobs: () => [
    every(MINUTE_MS, 'carers changed', sweepMoves),
    every(MINUTE_MS, 'visit plans', resumePlans),
    every(HOUR_MS, 'older secrets of visits', rewrapVisits),
    every(HOUR_MS, 'old visits', forgetOldVisits),
  ],
})

import { admissionMessages } from '@yike/shared/admission/messages'
import { domain } from '../domain'
import { writtenByStaff } from '../privacy/person-data'
import { AdmissionHoursModel, AdmissionModel } from './model'
import { admissionRoutes } from './routes'

/** Work that departments wish to hand to the communities of a street (工作准入): asked, admitted or refused, counted. */
export const admission = domain({
  name: 'admission',
  floor: 'upper',
  models: [AdmissionModel, AdmissionHoursModel],
  outboxes: [AdmissionModel],
  messages: admissionMessages,
  areaRecords: [
    { model: AdmissionModel, what: '工作准入' },
    { model: AdmissionHoursModel, namesCommunity: true },
  ],
  permissions: ['admission.ask', 'admission.decide', 'admission.work'],
  keepsPeople: writtenByStaff(AdmissionModel, AdmissionHoursModel),
  routes: () => [admissionRoutes()],
})

import { domain } from '../domain'
import { writtenByStaff } from '../privacy/person-data'
import { partnerAreaRecords } from './area-records'
import { PartnerModel } from './model'
import { geoReportResources } from './resources'
import { partnerRoutes } from './routes'

/** Outside systems that file cases and read what became of them, by Open311 GeoReport v2. */
export const open311 = domain({
  name: 'open311',
  floor: 'calendar',
  models: [PartnerModel],
  areaRecords: partnerAreaRecords,
  permissions: ['partner.edit'],
  keepsPeople: writtenByStaff(PartnerModel),
  routes: () => [partnerRoutes()],
  geoReport: () => geoReportResources,
})

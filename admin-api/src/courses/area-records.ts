import type { AreaRecords } from '../territory/area-records'
import { CertificateModel, HoursModel } from './model'

/** What was earned belongs to the community that gave it, wherever its borders go; it stays with what remains. */
export const courseAreaRecords: AreaRecords[] = [{ model: HoursModel }, { model: CertificateModel }]

import type { AreaRecords } from '../territory/area-records'
import { CertificateModel, HoursModel } from './model'

/**
 * Hours and certificates belong to the community that gave them, wherever its borders go; they stay with the rest of
 * it.
 */
export const courseAreaRecords: AreaRecords[] = [{ model: HoursModel }, { model: CertificateModel }]

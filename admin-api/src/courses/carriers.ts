import type { Carrier } from '../territory/carriers'
import { CertificateModel, HoursModel } from './model'

/** What was earned belongs to the community that gave it, wherever its borders go; it stays with what remains. */
export const courseCarriers: Carrier[] = [{ model: HoursModel }, { model: CertificateModel }]

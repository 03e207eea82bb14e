import { AppError } from '@yike/shared/errors'
import { isForKnownOnly } from '../directory/known-services'
import type { Booking, Offer } from './model'
import { isByStaff } from './seats'

/**
 * The refusal of somebody whose name nobody has confirmed, where the service needs it: at the counter it says what staff do.
 */
export async function realNameRefusal(offer: Offer, { channel, personName }: Pick<Booking, 'channel' | 'personName'>) {
  if (!(await isForKnownOnly(offer.serviceId))) return null
  return new AppError(
    'REAL_NAME_NEEDED',
    isByStaff({ channel })
      ? `${offer.serviceName}要核对过实名才能约。看一眼${personName}的证件，记下“看过证件”，再约。`
      : `${offer.serviceName}要核对过实名才能约。带${personName}的身份证到社区窗口，看一眼就行，以后不用再带。`,
  )
}

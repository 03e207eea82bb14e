import { isConfidential } from '@yike/shared/booking/kinds'
import type { Offer } from './model'

/**
 * The name of what is booked in texts that others may read: staff who look at something else of the person, the one who
 * telephones a message, the screen of a phone that is locked. A confidential kind is named by no more than 「预约」.
 */
export const nameForOthers = ({ kind, serviceName }: Pick<Offer, 'kind' | 'serviceName'>) =>
  isConfidential(kind) ? '预约' : serviceName

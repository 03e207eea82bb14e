/**
 * The reason why a member of staff saw somebody's whole phone number, as the person reads it in the list of readings.
 */
export const PHONE_READS = {
  person: '看电话：要联系本人',
  booking: '看电话：预约的事',
  case: '看电话：诉求的事',
} as const
export type PhoneRead = keyof typeof PHONE_READS

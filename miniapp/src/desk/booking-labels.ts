import type { StaffBooking } from '@yike/shared/booking/schemas'
import { clockOf } from '@yike/shared/time/china'

/** 「11:32 到」, 「没来」, 「已取消」. */
export const attendanceInWords = ({ state, checkedInAt }: StaffBooking) =>
  checkedInAt === null ? state.label : `${clockOf(new Date(checkedInAt))} 到`

/** 「王秀英 78 岁，2 份」. */
export const beneficiaryLabel = ({ who, age, seats }: StaffBooking) =>
  [`${who.name}${age === null ? '' : ` ${age} 岁`}`, seats > 1 && `${seats} 份`].filter(Boolean).join('，')

/** The person who booked it, and how: 「女儿 刘敏代订」, 「电话代订」. */
export const bookedInWords = ({ who, bookedBy, channel }: StaffBooking) =>
  who.relation ? `${bookedBy}代订` : channel.label

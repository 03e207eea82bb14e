import { checkIn, markNoShow, undoCheckIn } from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { clockOf } from '@yike/shared/time/china'
import { useAction } from '@/lib/api/use-action'

type Change = (changed: StaffBooking) => void

/** 到了, 改回, 没来: the actions at the door on one booking. `onChange` gets the booking afterwards. */
export function useAttendance(onChange: Change) {
  const arrive = useAction(checkIn)
  const undo = useAction(undoCheckIn)
  const absent = useAction(markNoShow)
  const then = (doing: Promise<StaffBooking | null>) => doing.then((changed) => changed && onChange(changed))
  return {
    arrive: (id: string) => then(arrive.run({ id })),
    undo: (id: string) => then(undo.run({ id })),
    absent: (id: string) => then(absent.run({ id })),
    busy: arrive.busy || undo.busy || absent.busy,
    error: arrive.error ?? undo.error ?? absent.error,
  }
}

/** 「11:32 到」, 「没来」, 「已取消」. */
export const attendanceInWords = ({ state, checkedInAt }: StaffBooking) =>
  checkedInAt === null ? state.label : `${clockOf(new Date(checkedInAt))} 到`

/** 「王秀英 78 岁，2 份」. */
export const beneficiaryLabel = ({ who, age, seats }: StaffBooking) =>
  [`${who.name}${age === null ? '' : ` ${age} 岁`}`, seats > 1 && `${seats} 份`].filter(Boolean).join('，')

/** The person who booked it, and how: 「女儿 刘敏代订」, 「电话代订」. */
export const bookedInWords = ({ who, bookedBy, channel }: StaffBooking) =>
  who.relation ? `${bookedBy}代订` : channel.label

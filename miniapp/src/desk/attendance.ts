import { checkIn, markNoShow, undoCheckIn } from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { useStep, type Taken } from '@/lib/offline/use-step'

type Change = (changed: StaffBooking | 'waiting') => void

/**
 * 到了, 改回, 没来: what is done at the door with one booking, also without a network. `onChange` hears how it stands then,
 * or that it waits to be sent.
 */
export function useAttendance(onChange: Change) {
  const arrive = useStep(checkIn)
  const undo = useStep(undoCheckIn)
  const absent = useStep(markNoShow)
  const then = (doing: Promise<Taken<StaffBooking> | null>) =>
    doing.then((taken) => taken && onChange(taken === 'waiting' ? taken : taken.answer))
  const of = ({ id, who }: StaffBooking, what: string) => ({ about: id, says: `${who.name} ${what}`, dated: true })
  return {
    arrive: (booking: StaffBooking) => then(arrive.run({ id: booking.id }, of(booking, '到了'))),
    undo: (booking: StaffBooking) => then(undo.run({ id: booking.id }, of(booking, '改回没到'))),
    absent: (booking: StaffBooking) => then(absent.run({ id: booking.id }, of(booking, '没来'))),
    busy: arrive.busy || undo.busy || absent.busy,
    error: arrive.error ?? undo.error ?? absent.error,
  }
}

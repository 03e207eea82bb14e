import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>
type Nothing = Record<string, never>

/** The queue of a place with how many wait; NOT_FOUND where numbers are not called. */
export const getHall = endpoint<In<typeof s.ById>, s.HallView>({
  method: 'GET',
  path: '/places/:id/hall',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** The same as a list, for the page of any place: empty where numbers are not called. */
export const listPlaceHalls = endpoint<In<typeof s.ById>, Out<typeof s.PlaceHalls>>({
  method: 'GET',
  path: '/places/:id/halls',
  access: 'public',
  errors: [],
})
/** A number by phone. A person who already waits in this line gets the number they have. */
export const takeTicket = endpoint<In<typeof s.TakeTicket>, s.TicketView>({
  method: 'POST',
  path: '/places/:id/tickets',
  access: 'resident',
  errors: ['NOT_FOUND', 'HALL_CLOSED', 'KEY_REUSED'],
  idempotent: true,
})
/** Today's tickets of the caller and their family, waiting or called. */
export const listMyTickets = endpoint<Nothing, Out<typeof s.TicketList>>({
  method: 'GET',
  path: '/me/tickets',
  access: 'resident',
  errors: [],
})
export const getTicket = endpoint<In<typeof s.ById>, s.TicketView>({
  method: 'GET',
  path: '/tickets/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** 不等了: the number is given back, and the people behind move up. */
export const leaveTicket = endpoint<In<typeof s.ById>, s.TicketView>({
  method: 'POST',
  path: '/tickets/:id/leave',
  access: 'resident',
  errors: ['NOT_FOUND', 'TICKET_MOVED'],
})

export const listHalls = endpoint<Nothing, Out<typeof s.HallList>>({
  method: 'GET',
  path: '/staff/halls',
  access: { staff: 'hall.call' },
  errors: [],
})
export const getHallBoard = endpoint<In<typeof s.ById>, s.HallBoard>({
  method: 'GET',
  path: '/staff/halls/:id',
  access: { staff: 'hall.call' },
  errors: ['NOT_FOUND'],
})
export const takeForSomebody = endpoint<In<typeof s.TakeForSomebody>, s.StaffTicket>({
  method: 'POST',
  path: '/staff/halls/:id/tickets',
  access: { staff: 'hall.call' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
/**
 * 叫下一位: serves the number at hand and calls the next, by one write. TICKET_MOVED when the window has another number
 * at hand than the caller saw; a null ticket when nobody waits.
 */
export const callNext = endpoint<In<typeof s.CallNext>, Out<typeof s.CallNextAnswer>>({
  method: 'POST',
  path: '/staff/halls/:id/call-next',
  access: { staff: 'hall.call' },
  errors: ['NOT_FOUND', 'TICKET_MOVED'],
})
const step = <Input>(name: string) =>
  endpoint<Input, s.StaffTicket>({
    method: 'POST',
    path: `/staff/tickets/:id/${name}`,
    access: { staff: 'hall.call' },
    errors: ['NOT_FOUND', 'TICKET_MOVED'],
  })
/** Calls a number out of turn: its holder missed the call and is at the window now. */
export const callTicket = step<In<typeof s.CallTicket>>('call')
/** 再叫一遍. */
export const callAgain = step<In<typeof s.ById>>('call-again')
export const serveTicket = step<In<typeof s.ById>>('serve')
/** 过号. */
export const missTicket = step<In<typeof s.ById>>('miss')
/** Puts a number back behind three others, at most twice. */
export const putBackTicket = step<In<typeof s.ById>>('put-back')
/** Moves a number to another line, where it keeps its number and the time it was taken. */
export const transferTicket = step<In<typeof s.TransferTicket>>('transfer')
/** Takes the last step back, within a minute of it. */
export const undoTicket = step<In<typeof s.ById>>('undo')

export const getHallSettings = endpoint<In<typeof s.ById>, s.HallSettings>({
  method: 'GET',
  path: '/staff/halls/:id/settings',
  access: { staff: 'hall.edit' },
  errors: ['NOT_FOUND'],
})
/** Makes the queue of a place (revision 0) or changes it. */
export const saveHall = endpoint<In<typeof s.SaveHall>, s.HallSettings>({
  method: 'PUT',
  path: '/staff/halls/:id/settings',
  access: { staff: 'hall.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Makes a new address for screens; the one before stops working at once. */
export const renewDisplay = endpoint<In<typeof s.ById>, s.HallSettings>({
  method: 'POST',
  path: '/staff/halls/:id/display',
  access: { staff: 'hall.edit' },
  errors: ['NOT_FOUND'],
})
export const revokeDisplay = endpoint<In<typeof s.ById>, s.HallSettings>({
  method: 'DELETE',
  path: '/staff/halls/:id/display',
  access: { staff: 'hall.edit' },
  errors: ['NOT_FOUND'],
})
/** A pairing code for one more device, good for ten minutes and once. */
export const addKiosk = endpoint<In<typeof s.AddKiosk>, s.HallSettings>({
  method: 'POST',
  path: '/staff/halls/:id/kiosks',
  access: { staff: 'hall.edit' },
  errors: ['NOT_FOUND'],
})
export const revokeKiosk = endpoint<In<typeof s.OfKiosk>, s.HallSettings>({
  method: 'DELETE',
  path: '/staff/halls/:id/kiosks/:kioskId',
  access: { staff: 'hall.edit' },
  errors: ['NOT_FOUND'],
})
/** Somebody went to help at the kiosk. */
export const answerHelp = endpoint<In<typeof s.OfKiosk>, s.HallBoard>({
  method: 'POST',
  path: '/staff/halls/:id/kiosks/:kioskId/helped',
  access: { staff: 'hall.call' },
  errors: ['NOT_FOUND'],
})

/** The content of the screen in the hall; the secret of its address in X-Device. */
export const getScreen = endpoint<In<typeof s.ById>, s.HallScreen>({
  method: 'GET',
  path: '/halls/:id/screen',
  access: 'public',
  device: true,
  errors: [],
})
/** Binds this device to the place of the code, and gives it its secret once. */
export const pairKiosk = endpoint<In<typeof s.PairKiosk>, Out<typeof s.PairedKiosk>>({
  method: 'POST',
  path: '/kiosk/pair',
  access: 'public',
  errors: ['NOT_FOUND'],
})
export const getKiosk = endpoint<Nothing, s.KioskView>({
  method: 'GET',
  path: '/kiosk',
  access: 'public',
  device: true,
  errors: [],
})
export const takeAtKiosk = endpoint<In<typeof s.TakeAtKiosk>, s.Slip>({
  method: 'POST',
  path: '/kiosk/tickets',
  access: 'public',
  device: true,
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
/** Today's bookings here that match a proof; names covered, few tries a minute. */
export const findAtKiosk = endpoint<In<typeof s.FindAtKiosk>, Out<typeof s.KioskBookings>>({
  method: 'POST',
  path: '/kiosk/find',
  access: 'public',
  device: true,
  errors: ['NOT_FOUND'],
})
/** The same proof again with the booking that was chosen. Doing it twice has the effect of once. */
export const checkInAtKiosk = endpoint<In<typeof s.CheckInAtKiosk>, s.KioskArrival>({
  method: 'POST',
  path: '/kiosk/check-in',
  access: 'public',
  device: true,
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** 问窗口: somebody at the kiosk wants help; the windows see it. */
export const askForHelp = endpoint<Nothing, { done: true }>({
  method: 'POST',
  path: '/kiosk/help',
  access: 'public',
  device: true,
  errors: [],
})

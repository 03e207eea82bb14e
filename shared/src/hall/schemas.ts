import { charactersOf } from '../people/names'
import { Coded, Day, Id, Instant, PersonName, text, z } from '../zod'

const Letter = z.string().regex(/^[A-Z]$/, '队列用一个大写字母，例如 A')
const WindowNumber = z.int('窗口要填整数').min(1, '窗口从 1 号起').max(99, '窗口最多到 99 号')

/** A line of a hall, as staff set it up. */
const LineInput = z.strictObject({
  letter: Letter,
  name: text(12),
  /** Bookings of this service join this line when they check in. */
  serviceId: Id.nullable().default(null),
  /** Windows that call from it; one window may call from several lines. */
  windows: z.array(WindowNumber).min(1, '至少一个窗口').max(20, '最多 20 个窗口'),
})
/** One line as waiting people see it. */
export const LineView = z.object({
  letter: z.string(),
  name: z.string(),
  windows: z.array(z.int()),
  waiting: z.int(),
  /** The wait for a person who comes now: 「前面 3 位，大约 12 分钟」. */
  words: z.string(),
})
export type LineView = z.output<typeof LineView>

export const ById = z.strictObject({ id: Id })
export const NoInput = z.strictObject({})

export const HallView = z.object({
  placeId: Id,
  placeName: z.string(),
  lines: z.array(LineView),
  /** The rule by which the next is called. */
  rule: z.string(),
  /** Why no number is given now, and when the place opens; null while it is open. */
  closed: z.string().nullable(),
})
export type HallView = z.output<typeof HallView>
/** The queue of a place, or none. */
export const PlaceHalls = z.object({ items: z.array(HallView) })

export const TakeTicket = z.strictObject({
  id: Id,
  letter: Letter,
  /** The person the number is for: of the family; the signed-in person when left out. */
  personId: Id.optional(),
})

/** A number as its holder sees it. */
export const TicketView = z.object({
  id: Id,
  /** 「A012」. */
  code: z.string(),
  placeId: Id,
  placeName: z.string(),
  line: z.object({ letter: z.string(), name: z.string() }),
  day: Day,
  state: Coded,
  takenAt: Instant,
  /** The booked time of a ticket with a booking. */
  bookedFor: Instant.nullable(),
  window: z.int().nullable(),
  /** Null unless waiting. */
  ahead: z.int().nullable(),
  /** The next thing to do: 「前面 3 位，大约 12 分钟」, 「请到 3 号窗口」. */
  words: z.string(),
  who: z.string().nullable(),
  can: z.object({ leave: z.boolean() }),
})
export type TicketView = z.output<typeof TicketView>
export const TicketList = z.object({ items: z.array(TicketView) })

export const StaffTicket = z.object({
  id: Id,
  code: z.string(),
  line: z.object({ letter: z.string(), name: z.string() }),
  state: Coded,
  channel: Coded,
  who: z.string().nullable(),
  takenAt: Instant,
  bookedFor: Instant.nullable(),
  window: z.int().nullable(),
  calledAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The number of times it was called out. */
  calls: z.int(),
  can: z.object({
    call: z.boolean(),
    callAgain: z.boolean(),
    serve: z.boolean(),
    miss: z.boolean(),
    putBack: z.boolean(),
    transfer: z.boolean(),
    undo: z.boolean(),
  }),
})
export type StaffTicket = z.output<typeof StaffTicket>

export const HallCard = z.object({
  id: Id,
  name: z.string(),
  windows: z.array(z.int()),
  lines: z.array(z.object({ letter: z.string(), name: z.string() })),
  waiting: z.int(),
  can: z.object({ call: z.boolean(), edit: z.boolean() }),
})
export type HallCard = z.output<typeof HallCard>
export const HallList = z.object({ items: z.array(HallCard) })

/** A place's queue today, as the window sees it. Waiting tickets are in the order in which they are called. */
export const HallBoard = z.object({
  placeId: Id,
  placeName: z.string(),
  rule: z.string(),
  lines: z.array(LineView),
  waiting: z.array(StaffTicket),
  called: z.array(StaffTicket),
  missed: z.array(StaffTicket),
  /** The last 20 that were served. */
  served: z.array(StaffTicket),
  servedCount: z.int(),
  /** Kiosks where somebody asked for help. */
  help: z.array(z.object({ kioskId: Id, name: z.string(), at: Instant })),
  can: z.object({ call: z.boolean(), edit: z.boolean() }),
})
export type HallBoard = z.output<typeof HallBoard>

export const HallSettings = z.object({
  placeId: Id,
  placeName: z.string(),
  lines: z.array(
    z.object({ letter: z.string(), name: z.string(), serviceId: Id.nullable(), windows: z.array(z.int()) }),
  ),
  showNames: z.boolean(),
  /** Path of the screen with its secret; null when no screen is allowed. */
  displayPath: z.string().nullable(),
  /** 0 while the place has no queue yet. */
  revision: z.int(),
  kiosks: z.array(
    z.object({
      id: Id,
      name: z.string(),
      state: Coded,
      /** Eight digits to type at the device, while they are valid. */
      pairingCode: z.string().nullable(),
      pairUntil: Instant.nullable(),
      lastSeenAt: Instant.nullable(),
    }),
  ),
  can: z.object({ edit: z.boolean() }),
})
export type HallSettings = z.output<typeof HallSettings>

export const SaveHall = z.strictObject({
  id: Id,
  revision: z.int().min(0),
  lines: z.array(LineInput).min(1, '至少一个队列').max(12, '最多 12 个队列'),
  showNames: z.boolean().default(false),
})
export const AddKiosk = z.strictObject({ id: Id, name: text(20) })
export const OfKiosk = z.strictObject({ id: Id, kioskId: Id })

export const TakeForSomebody = z.strictObject({ id: Id, letter: Letter, personId: Id.optional() })
export const CallNext = z.strictObject({
  id: Id,
  window: WindowNumber,
  /** The number this window has at hand, as the caller sees it: calling the next one marks it as served. */
  currentId: Id.optional(),
})
export const CallNextAnswer = z.object({ ticket: StaffTicket.nullable() })
export const CallTicket = z.strictObject({ id: Id, window: WindowNumber })
export const TransferTicket = z.strictObject({ id: Id, letter: Letter })

const TodaySitting = z.object({
  startsAt: Instant,
  endsAt: Instant,
  title: z.string(),
  serviceName: z.string(),
  left: z.int(),
  isCancelled: z.boolean(),
})

/** The screen in the hall. Nothing personal: a name only where staff turned it on, and then covered. */
export const HallScreen = z.object({
  placeName: z.string(),
  now: Instant,
  windows: z.array(
    z.object({ window: z.int(), lines: z.array(z.string()), code: z.string().nullable(), who: z.string().nullable() }),
  ),
  /** Newest first. `key` changes each time a number is called out. */
  calls: z.array(z.object({ key: z.string(), code: z.string(), window: z.int(), at: Instant })),
  lines: z.array(z.object({ letter: z.string(), name: z.string(), waiting: z.int() })),
  sittings: z.array(TodaySitting),
})
export type HallScreen = z.output<typeof HallScreen>

export const PairKiosk = z.strictObject({ code: z.string().regex(/^\d{8}$/, '配对码是 8 位数字') })
export const PairedKiosk = z.object({ token: z.string(), placeName: z.string(), name: z.string() })

export const KioskView = z.object({
  placeName: z.string(),
  phone: z.string().nullable(),
  lines: z.array(LineView),
  rule: z.string(),
  /** As in `HallView`. */
  closed: z.string().nullable(),
  sittings: z.array(TodaySitting),
})
export type KioskView = z.output<typeof KioskView>

/** The content of a printed slip. */
export const Slip = z.object({
  code: z.string(),
  placeName: z.string(),
  lineName: z.string(),
  windows: z.array(z.int()),
  words: z.string(),
  takenAt: Instant,
})
export type Slip = z.output<typeof Slip>
export const TakeAtKiosk = z.strictObject({ letter: Letter })

/**
 * The proof of a booking: four digits or the text of the QR code, or the end of the phone number with the whole name.
 */
const Proof = {
  code: z.string().trim().min(4, '预约码是 4 位数字').max(120).optional(),
  phoneLast4: z
    .string()
    .regex(/^\d{4}$/, '手机号后四位是 4 位数字')
    .optional(),
  name: PersonName.refine((name) => charactersOf(name).length > 1, '写全姓名').optional(),
}
export const FindAtKiosk = z.strictObject(Proof)
export const CheckInAtKiosk = z.strictObject({ ...Proof, bookingId: Id })
export const KioskBooking = z.object({
  id: Id,
  who: z.string(),
  title: z.string(),
  startsAt: Instant,
  checkedIn: z.boolean(),
})
export type KioskBooking = z.output<typeof KioskBooking>
export const KioskBookings = z.object({ items: z.array(KioskBooking) })
/** A check-in at the kiosk; with a number where the service has a line here. */
export const KioskArrival = z.object({ who: z.string(), title: z.string(), slip: Slip.nullable() })
export type KioskArrival = z.output<typeof KioskArrival>

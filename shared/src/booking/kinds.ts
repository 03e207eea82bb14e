import type { ServiceKind } from '../directory/categories'
import type { Permission } from '../people/permissions'

/**
 * The parts that a booking of a kind has beside its places. The code of a part exists once (a floor above booking joins
 * it in its manifest); data says which kind has which part, so that a new kind of existing parts is one line here and
 * one in SERVICE_KINDS.
 */
export const BOOKING_PARTS = {
  /** Dishes, the mode, the amount due and the subsidy. */
  meal: '菜和怎么取',
  /** A carer comes to the home, with working hours, a way to go and a report. */
  visit: '上门的人',
  /** Several sessions, a guardian, hours that count. */
  course: '课时',
  /** A thing of which only a few exist, from one day to another. */
  loan: '借的东西',
} as const
export type BookingPart = keyof typeof BOOKING_PARTS

interface BookingKind {
  parts: readonly BookingPart[]
  /** A part counts its things and says the time itself: the sitting represents the service and has no places. */
  standing?: true
  /** Attendance is written down session by session, also where there is only one session. */
  roll?: true
  /** A sitting has the whole place to itself where no room is named. */
  fillsPlace?: true
  /**
   * The booking itself is confidential: of the staff, only a role with one of these permissions sees it, and the family
   * sees only the ones that it made itself. Absent: staff see it by their area, and the family all that the office made.
   */
  circle?: readonly Permission[]
}

const BOOKING_KINDS = {
  meal: { parts: ['meal'] },
  care: { parts: ['visit'] },
  course: { parts: ['course'], roll: true, fillsPlace: true },
  health: { parts: [] },
  loan: { parts: ['loan'], standing: true },
  // The consultations of lawyers are confidential (律师法, article 38), and so is the fact that somebody had one.
  legal: { parts: [], circle: ['legal.handle', 'legal.direct'] },
} as const satisfies Record<ServiceKind, BookingKind>

const kindOf = (kind: ServiceKind): BookingKind => BOOKING_KINDS[kind]
export const partsOf = (kind: ServiceKind): readonly BookingPart[] => kindOf(kind).parts

/** A service at a place, and in which of its rooms; null where none is named. */
export interface InRoom {
  kind: ServiceKind
  room: string | null
}

/**
 * Whether two services of one place are in each other's way when their sittings overlap: in the same room, or both
 * without a named room and each of a kind that fills the place. A lunch and a class in the same house do not collide;
 * two classes do.
 */
export const sharesRoom = (a: InRoom, b: InRoom) =>
  a.room !== null && b.room !== null
    ? a.room === b.room
    : Boolean(kindOf(a.kind).fillsPlace && kindOf(b.kind).fillsPlace)

const KINDS = Object.keys(BOOKING_KINDS) as ServiceKind[]

/** The kinds of which a booking is confidential. */
export const CONFIDENTIAL_BOOKINGS = KINDS.filter((kind) => kindOf(kind).circle)
/** Whether a booking of this kind is confidential. */
export const isConfidential = (kind: ServiceKind) => CONFIDENTIAL_BOOKINGS.includes(kind)
/**
 * The sentence in place of an empty list of a sitting that somebody booked: the reader sees no booking of this kind. Null
 * where nobody booked, or the reader sees the bookings.
 */
export const hiddenBookingsInWords = (kind: ServiceKind, taken: number) =>
  isConfidential(kind) && taken > 0 ? `约了 ${taken} 位，是谁只有办这类事的人看得到` : null
/** The kinds of which a role with these permissions sees no booking, whatever its area. */
export const kindsHiddenFrom = (permissions: readonly Permission[]) =>
  CONFIDENTIAL_BOOKINGS.filter((kind) => !kindOf(kind).circle?.some((one) => permissions.includes(one)))

const CHILD_UNTIL = 14
const ELDER_FROM = 60

/**
 * The kinds that people of an age usually need, the most needed first; those of old people where the age is unknown.
 */
export function kindsForAge(age: number | null): ServiceKind[] {
  if (age === null || age >= ELDER_FROM) return ['meal', 'care', 'health', 'course', 'loan', 'legal']
  return age < CHILD_UNTIL ? ['course', 'meal', 'health'] : ['meal', 'course', 'health', 'loan', 'legal']
}

/** The kinds whose sittings have a roll. */
export const ROLL_KINDS = KINDS.filter((kind) => kindOf(kind).roll)

/**
 * Whether bookings of a kind take neither places of a sitting nor time of the person. A lunch takes both. A wheelchair
 * that is lent for a fortnight keeps nobody from lunch, and the things themselves are counted, not places.
 */
export const isStanding = (kind: ServiceKind) => kindOf(kind).standing ?? false

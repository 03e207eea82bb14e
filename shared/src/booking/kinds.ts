import type { ServiceKind } from '../directory/categories'

/**
 * What a booking of a kind has beside its places. A part is code that exists once (a floor above booking joins it in
 * its manifest); which kind has which is data, so that a new kind of existing parts is one line here and one in SERVICE_KINDS.
 */
export const BOOKING_PARTS = {
  /** Dishes, where it is eaten, what is due and what is subsidised. */
  meal: '菜和怎么取',
  /** Somebody comes, with working hours, a way to go and a report. */
  visit: '上门的人',
  /** Several sessions, a guardian, hours that count. */
  course: '课时',
  /** A thing of which there are so many, from one day to another. */
  loan: '借的东西',
} as const
export type BookingPart = keyof typeof BOOKING_PARTS

interface BookingKind {
  parts: readonly BookingPart[]
  /** A part counts what there is of it, and says when: the sitting stands for the service and has no places. */
  standing?: true
  /** Who comes is written down session by session, also where there is one session only. */
  roll?: true
}

export const BOOKING_KINDS = {
  meal: { parts: ['meal'] },
  care: { parts: ['visit'] },
  course: { parts: ['course'], roll: true },
  health: { parts: [] },
  loan: { parts: ['loan'], standing: true },
} as const satisfies Record<ServiceKind, BookingKind>

const kindOf = (kind: ServiceKind): BookingKind => BOOKING_KINDS[kind]
export const partsOf = (kind: ServiceKind): readonly BookingPart[] => kindOf(kind).parts

/** The kinds whose sittings have a roll. */
export const ROLL_KINDS = (Object.keys(BOOKING_KINDS) as ServiceKind[]).filter((kind) => kindOf(kind).roll)

/**
 * Whether a booking takes places of its sitting and time of the person: a lunch does. A wheelchair that is lent for a
 * fortnight keeps nobody from lunch, and how many there are is known by the things themselves.
 */
export const isStanding = (kind: ServiceKind) => kindOf(kind).standing ?? false

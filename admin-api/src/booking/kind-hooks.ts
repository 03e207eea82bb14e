import type { DetailsInput, DetailsView } from '@yike/shared/booking/details'
import { BOOKING_PARTS, partsOf, type BookingPart } from '@yike/shared/booking/kinds'
import type { ServiceKind } from '@yike/shared/directory/categories'
import type { Service } from '../directory/model'
import type { Notification } from '../messages/notify'
import type { Claiming } from './claim'
import type { BookingDetails } from './details'
import type { Booking, Sitting } from './model'
import type { Session } from './times'

/** The result of reading a part's details; `when` for a part that sets the time itself. */
interface DetailsRead {
  details?: BookingDetails
  priceFen?: number | null
  /** The dishes for the menu of the sitting. */
  menu?: string[]
  when?: Pick<Booking, 'day' | 'startsAt' | 'endsAt'>
}

/** The booking being made, as a part sees it. */
export interface DetailsRequest {
  sitting: Omit<Sitting, 'claims' | 'queue'>
  booking: Omit<Booking, '_id' | 'code' | 'details'>
  now: Date
}

/** The words of a part with a roll about its sessions, for staff. */
export interface RollRules {
  /** The reason why attendance of a session may not be written now; null where it may. */
  problem(session: Session, now: Date): string | null
  /** There is no session today; `next`: the next one, if any. */
  noneToday(next: Session | null, now: Date): string
  /** The reason why nobody is marked as missing. */
  noNoShow: string
}

/**
 * The hooks of one part of some kinds of booking (`BOOKING_KINDS`), which a domain above brings in its manifest. A
 * replay or the sweeper may call every hook again, and a second call changes nothing.
 */
export interface KindHooks {
  /**
   * Checks the input and returns what the booking stores of it, its price, and its time where the part sets it; throws
   * INVALID_INPUT.
   */
  read?: (input: DetailsInput, asked: DetailsRequest) => Promise<DetailsRead>
  /**
   * Claims the things that the part alone counts, before the places; throws the reason of a refusal. Returns the
   * booking as it is then.
   */
  claim?: (booking: Booking, claiming: Claiming) => Promise<Booking>
  /** Gives those claims back. */
  release?: (booking: Booking) => Promise<void>
  /** The fields that a new sitting copies from its service, so that booking need not read the service. */
  arrange?: (service: Service) => Partial<Sitting>
  /** The input of a booking, asked again for the booking that replaces it. */
  again?: (booking: Booking) => DetailsInput
  /** Its rules of a roll, where its sittings have one. */
  roll?: RollRules
  /** The notification when somebody came to a session; null where there is none. */
  presentNotification?: (booking: Booking, now: Date) => Promise<Notification> | null
  /** The way it comes to the person, who then stays at home: 「送到家」; null where the person goes to the place. */
  comes?: (booking: Pick<Booking, 'details'>) => string | null
  /** The view for residents and staff. */
  show?: (booking: Booking, now: Date) => DetailsView
}

let hooksByPart: Partial<Record<BookingPart, KindHooks>> = {}

/** Registers the hooks that the domains above bring. Throws, by name, where one of `BOOKING_PARTS` is missing. */
export function useKindHooks(brought: Partial<Record<BookingPart, KindHooks>>) {
  for (const name of Object.keys(BOOKING_PARTS) as BookingPart[])
    if (!brought[name]) throw new Error(`No domain handles the booking kind "${name}".`)
  hooksByPart = brought
}

const hooksOfKind = (kind: ServiceKind) =>
  partsOf(kind).map((name) => {
    const hooks = hooksByPart[name]
    if (!hooks) throw new Error(`Nothing handles the booking kind "${name}": joinDomains has to be called first.`)
    return hooks
  })
const hooksFor = ({ offer }: Pick<Booking, 'offer'>) => hooksOfKind(offer.kind)

export async function readDetails(
  input: DetailsInput,
  asked: DetailsRequest,
): Promise<Pick<Booking, 'details' | 'priceFen' | 'menu'> & Partial<Pick<Booking, 'day' | 'startsAt' | 'endsAt'>>> {
  const { priceFen, menu } = asked.booking
  const read = await Promise.all(hooksFor(asked.booking).map(async (hooks) => hooks.read?.(input, asked)))
  const details = Object.assign({}, ...read.map((one) => one?.details)) as BookingDetails
  const priced = read.find((one) => one?.priceFen !== undefined)
  return {
    priceFen: priced?.priceFen === undefined ? priceFen : priced.priceFen,
    menu: read.find((one) => one?.menu)?.menu ?? menu,
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...read.find((one) => one?.when)?.when,
  }
}

export async function takeKindClaims(booking: Booking, claiming: Claiming): Promise<Booking> {
  let claimed = booking
  for (const hooks of hooksFor(booking)) if (hooks.claim) claimed = await hooks.claim(claimed, claiming)
  return claimed
}

export async function giveBackKindClaims(booking: Booking): Promise<void> {
  for (const hooks of hooksFor(booking)) await hooks.release?.(booking)
}

/** The notification that somebody came to a session; null where there is none. */
export const presentNotificationOf = (booking: Booking, now: Date): Promise<Notification> | null =>
  hooksFor(booking)
    .map((hooks) => hooks.presentNotification?.(booking, now) ?? null)
    .find((notification) => notification !== null) ?? null

/** The rules of a booking that has a roll. */
export function rollOf(booking: Booking): RollRules {
  const rules = hooksFor(booking).find(({ roll }) => roll)?.roll
  if (!rules) throw new Error(`The kind "${booking.offer.kind}" has a roll and no rules of it.`)
  return rules
}

/** The place of a booking, for messages: of the service, or the way it comes to the person. */
export const whereInText = (booking: Pick<Booking, 'offer' | 'details'>) =>
  hooksFor(booking)
    .map((hooks) => hooks.comes?.(booking) ?? null)
    .find((words) => words !== null) ?? booking.offer.placeName

export const showDetails = (booking: Booking, now: Date): DetailsView =>
  Object.assign({}, ...hooksFor(booking).map((hooks) => hooks.show?.(booking, now))) as DetailsView

export const kindFieldsOf = (service: Service): Partial<Sitting> =>
  Object.assign({}, ...hooksOfKind(service.kind).map((hooks) => hooks.arrange?.(service))) as Partial<Sitting>

export const askedAgain = (booking: Booking): DetailsInput =>
  Object.assign({}, ...hooksFor(booking).map((hooks) => hooks.again?.(booking))) as DetailsInput

import type { DetailsInput, DetailsView } from '@yike/shared/booking/details'
import { BOOKING_PARTS, partsOf, type BookingPart } from '@yike/shared/booking/kinds'
import type { ServiceKind } from '@yike/shared/directory/categories'
import type { Service } from '../directory/model'
import type { Notification } from '../messages/notify'
import type { Claiming } from './claim'
import type { BookingDetails } from './details'
import type { Booking, Sitting } from './model'

/** What a part makes of what was asked; `when` for a part that says itself when it is. */
interface DetailsRead {
  details?: BookingDetails
  priceFen?: number | null
  when?: Pick<Booking, 'day' | 'startsAt' | 'endsAt'>
}

/** What a part is told of a booking that is being made. */
export interface DetailsRequest {
  sitting: Omit<Sitting, 'claims' | 'queue'>
  booking: Omit<Booking, '_id' | 'code' | 'details'>
  now: Date
}

/**
 * One part of some kinds of booking (`BOOKING_KINDS`), which a domain above brings in its manifest. Every step may be done again by a replay or the
 * sweeper and changes nothing the second time.
 */
export interface KindHooks {
  /** Checks what was asked for and says what the booking keeps of it, its price and its time where the part knows them; throws INVALID_INPUT. */
  read?: (input: DetailsInput, asked: DetailsRequest) => Promise<DetailsRead>
  /** Takes what the part alone keeps count of, before the places; throws the reason why not. The booking as it is then. */
  claim?: (booking: Booking, claiming: Claiming) => Promise<Booking>
  /** Gives that back. */
  release?: (booking: Booking) => Promise<void>
  /** What a new sitting copies of its service, so that booking need not read it. */
  arrange?: (service: Service) => Partial<Sitting>
  /** What was asked of a booking, asked again of the one that takes its place. */
  again?: (booking: Booking) => DetailsInput
  /** What is said when somebody came to a session of it; null where nothing is. */
  presentNotification?: (booking: Booking, now: Date) => Promise<Notification> | null
  /** What residents and staff see of it. */
  show?: (booking: Booking, now: Date) => DetailsView
}

let hooksByPart: Partial<Record<BookingPart, KindHooks>> = {}

/** Takes the parts that the domains above brought. Throws, by name, where one of `BOOKING_PARTS` is missing. */
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
): Promise<Pick<Booking, 'details' | 'priceFen'> & Partial<Pick<Booking, 'day' | 'startsAt' | 'endsAt'>>> {
  const { priceFen } = asked.booking
  const read = await Promise.all(hooksFor(asked.booking).map(async (hooks) => hooks.read?.(input, asked)))
  const details = Object.assign({}, ...read.map((one) => one?.details)) as BookingDetails
  const priced = read.find((one) => one?.priceFen !== undefined)
  return {
    priceFen: priced?.priceFen === undefined ? priceFen : priced.priceFen,
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

/** Who is told that somebody came to a session. */
export const presentNotificationOf = (booking: Booking, now: Date): Promise<Notification> | null =>
  hooksFor(booking)
    .map((hooks) => hooks.presentNotification?.(booking, now) ?? null)
    .find((notification) => notification !== null) ?? null

export const showDetails = (booking: Booking, now: Date): DetailsView =>
  Object.assign({}, ...hooksFor(booking).map((hooks) => hooks.show?.(booking, now))) as DetailsView

export const kindFieldsOf = (service: Service): Partial<Sitting> =>
  Object.assign({}, ...hooksOfKind(service.kind).map((hooks) => hooks.arrange?.(service))) as Partial<Sitting>

export const askedAgain = (booking: Booking): DetailsInput =>
  Object.assign({}, ...hooksFor(booking).map((hooks) => hooks.again?.(booking))) as DetailsInput

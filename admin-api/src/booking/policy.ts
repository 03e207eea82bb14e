import { isStanding, kindsHiddenFrom } from '@yike/shared/booking/kinds'
import { canMarkNoShow, STAFF_STEPS, type StaffStep } from '@yike/shared/booking/rules'
import type { BookingState } from '@yike/shared/booking/states'
import type { ServiceKind } from '@yike/shared/directory/categories'
import { permissionsOfRole, servesOf, type Permission } from '@yike/shared/people/permissions'
import type { Types } from 'mongoose'
import { rolesWith, type Actor, type InAreas } from '../http/policy'
import type { Booking, Offer, Sitting } from './model'

/** The permissions about bookings and sittings. */
export type BookingPermission = Extract<
  Permission,
  `booking.${string}` | 'sitting.edit' | 'course.lead' | 'course.certify'
>
type RoleHeld = Actor['roles'][number]

/** A booking, a sitting, or an offer with its areas: the fields that give its kind and place. */
interface Offered extends InAreas {
  offer: Pick<Offer, 'placeId'> & Partial<Pick<Offer, 'kind'>>
  details?: Booking['details']
}

const carersOf = (actor: Actor) => actor.carerIds ?? []
const isAmong = (ids: readonly Types.ObjectId[], id: Types.ObjectId) => ids.some((one) => one.equals(id))

/** The kinds of which a role sees no booking: they are confidential, and it is not of their circle. */
const hiddenFrom = (held: RoleHeld) => kindsHiddenFrom(permissionsOfRole(held))

/** The part of an area's records that a role sees, as a filter on their offer; `hidden`: the kinds it does not see. */
const part = ({ role, areaId, placeIds }: RoleHeld, hidden: readonly ServiceKind[]) => {
  const serves = servesOf(role)
  return {
    areas: areaId,
    ...(serves
      ? { 'offer.kind': { $in: serves.kinds.filter((kind) => !hidden.includes(kind)) } }
      : hidden.length > 0
        ? { 'offer.kind': { $nin: [...hidden] } }
        : {}),
    ...(placeIds ? { 'offer.placeId': { $in: placeIds } } : {}),
  }
}
const isWhole = ({ role, placeIds }: RoleHeld) => servesOf(role) === null && placeIds === undefined

/** Records by their offer. `mine` narrows those of a role that has only its own work; `hides` the confidential kinds. */
function scope(actor: Actor, permission: BookingPermission, { mine, hides }: { mine: object; hides: boolean }) {
  const roles = rolesWith(actor, permission).map((held) => ({ held, hidden: hides ? hiddenFrom(held) : [] }))
  const [first] = roles
  if (roles.every(({ held, hidden }) => isWhole(held) && String(hidden) === String(first!.hidden)))
    return {
      areas: { $in: roles.map(({ held }) => held.areaId) },
      ...(first && first.hidden.length > 0 ? { 'offer.kind': { $nin: [...first.hidden] } } : {}),
    }
  const parts = roles.map(({ held, hidden }) => ({ ...part(held, hidden), ...(servesOf(held.role)?.own ? mine : {}) }))
  return parts.length === 1 ? parts[0]! : { $or: parts }
}

/**
 * Whether the actor holds a permission over a record: in its area, for its kind, at its place, as their own work, and of
 * the circle where its kind is confidential. `whole`: over a sitting, which names nobody.
 */
function over(actor: Actor, permission: BookingPermission, { areas, offer, details }: Offered, whole = false) {
  return rolesWith(actor, permission).some((held) => {
    const { role, areaId, placeIds } = held
    const serves = servesOf(role)
    if (!isAmong(areas, areaId)) return false
    if (serves && !(offer.kind && serves.kinds.includes(offer.kind))) return false
    if (placeIds && !isAmong(placeIds, offer.placeId)) return false
    if (whole) return true
    if (offer.kind && hiddenFrom(held).includes(offer.kind)) return false
    if (!serves?.own) return true
    const carerId = details?.visit?.carerId
    return carerId !== undefined && isAmong(carersOf(actor), carerId)
  })
}

export const bookingPolicy = {
  /**
   * Bookings over which the actor holds a permission, for list, load, count and export alike: all of an area for the
   * office but those of confidential kinds, the meals of their canteen for a cook, their own visits for a carer.
   */
  visible: (actor: Actor, permission: BookingPermission = 'booking.read') =>
    scope(actor, permission, { mine: { 'details.visit.carerId': { $in: [...carersOf(actor)] } }, hides: true }),
  /** Sittings, which name nobody: those of the kinds and places that are theirs. */
  visibleSittings: (actor: Actor, permission: BookingPermission = 'booking.read') =>
    scope(actor, permission, { mine: {}, hides: false }),
  seesSitting: (actor: Actor, sitting: Offered) => over(actor, 'booking.read', sitting, true),
  /**
   * Records that name neither kind nor place, such as series and things that are lent: for people who have all of an
   * area.
   */
  visibleWhole: (actor: Actor, permission: BookingPermission = 'booking.read') => ({
    areas: {
      $in: rolesWith(actor, permission)
        .filter(isWhole)
        .map(({ areaId }) => areaId),
    },
  }),
  /** Bookings of a service for a calendar program: all of them. */
  readService: (actor: Actor, offered: Offered) =>
    rolesWith(actor, 'booking.read').some(({ role }) => !servesOf(role)?.own) && over(actor, 'booking.read', offered),
  read: (actor: Actor, booking: Offered) => over(actor, 'booking.read', booking),
  /**
   * Books for somebody who is not the actor's family. Of a confidential kind too: whoever stands at the counter says what
   * they want. The member of staff does not find it again.
   */
  book: (actor: Actor, booking: Offered) => over(actor, 'booking.book', booking, true),
  /** Marks people as present or missing. */
  checkIn: (actor: Actor, booking: Offered) => over(actor, 'booking.check_in', booking),
  /** Receives the people who come to a sitting. */
  receive: (actor: Actor, sitting: Offered) => over(actor, 'booking.check_in', sitting, true),
  /** Cancels and reschedules for others, and decides on appeals. */
  cancel: (actor: Actor, booking: Offered) => over(actor, 'booking.cancel', booking),
  editSitting: (actor: Actor, sitting: Offered) => over(actor, 'sitting.edit', sitting, true),
}

/**
 * The actor's possible actions on a booking now; the verbs decide by the same rules. `state` is that of today's session,
 * `isToday` says whether there is one.
 */
export function bookingCan(
  actor: Actor,
  booking: Booking,
  { state, isToday }: { state: BookingState; isToday: boolean },
  now: Date,
) {
  const standing = isStanding(booking.offer.kind)
  // Things leave and come back over the counter, with a look at them.
  const atDoor = bookingPolicy.checkIn(actor, booking) && !standing
  const cancels = bookingPolicy.cancel(actor, booking)
  const books = bookingPolicy.book(actor, booking)
  const stands = (step: StaffStep) => (STAFF_STEPS[step] as readonly BookingState[]).includes(state)
  return {
    checkIn: atDoor && isToday && stands('checkIn'),
    undoCheckIn: atDoor && isToday && stands('undoCheckIn'),
    noShow: atDoor && canMarkNoShow({ ...booking, state }, now),
    cancel: cancels && stands('cancel'),
    reschedule: cancels && stands('reschedule') && !standing,
    accept: books && stands('accept'),
    decline: books && stands('decline'),
    decideAppeal: cancels && booking.appeal?.state === 'open',
  }
}

/** The actor's possible actions on a sitting now. */
export const sittingCan = (actor: Actor, sitting: Sitting, now: Date) => ({
  edit: bookingPolicy.editSitting(actor, sitting) && sitting.state === 'open',
  book: bookingPolicy.book(actor, sitting) && sitting.state === 'open' && now < sitting.endsAt,
})

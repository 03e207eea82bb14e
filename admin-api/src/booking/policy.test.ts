import { Types } from 'mongoose'
import { describe, expect, it } from 'vitest'
import type { BookingState } from '@yike/shared/booking/states'
import type { ServiceKind } from '@yike/shared/directory/categories'
import type { Role } from '@yike/shared/people/permissions'
import type { Actor } from '../http/policy'
import type { Booking, Sitting } from './model'
import { bookingCan, bookingPolicy, sittingCan } from './policy'

const [street, community, elsewhere] = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()]
const [canteen, otherCanteen] = [new Types.ObjectId(), new Types.ObjectId()]
const [carerId, otherCarer] = [new Types.ObjectId(), new Types.ObjectId()]

const staff = (role: Role, more: { areaId?: Types.ObjectId; placeIds?: Types.ObjectId[] } = {}): Actor => ({
  personId: new Types.ObjectId(),
  sessionId: 'test',
  name: '张海燕',
  areas: [community, street],
  roles: [{ role, areaId: community, ...more }],
  carerIds: role === 'carer' ? [carerId] : [],
})
const resident: Actor = { ...staff('clerk'), roles: [] }

const NOON = new Date('2026-11-29T12:00:00+08:00')
const booked = (facts: { kind?: ServiceKind; placeId?: Types.ObjectId; carer?: Types.ObjectId } = {}, more = {}) => {
  const { kind = 'meal', placeId = canteen, carer } = facts
  return {
    areas: [community, street],
    offer: { kind, placeId },
    state: 'confirmed',
    startsAt: new Date(NOON.getTime() - 1),
    ...(carer ? { details: { visit: { carerId: carer } } } : {}),
    ...more,
  } as unknown as Booking
}
const meal = booked()
const visit = booked({ kind: 'care', carer: carerId })
const checkUp = booked({ kind: 'health' })

describe('a booking is read', () => {
  const reads = (actor: Actor) => [meal, checkUp, visit].map((one) => bookingPolicy.read(actor, one))

  it('of every kind by the office of its community, and of the street above it', () => {
    expect(reads(staff('clerk'))).toEqual([true, true, true])
    expect(reads(staff('clerk', { areaId: street }))).toEqual([true, true, true])
  })

  it('by a cook where it is a meal, by a carer where it is their own visit', () => {
    expect(reads(staff('cook'))).toEqual([true, false, false])
    expect(reads(staff('carer'))).toEqual([false, false, true])
    expect(bookingPolicy.read(staff('carer'), booked({ kind: 'care', carer: otherCarer }))).toBe(false)
    expect(bookingPolicy.read(staff('carer'), booked({ kind: 'care' }))).toBe(false)
  })

  it('by nobody of another community, and by no resident', () => {
    expect(reads(staff('community_admin', { areaId: elsewhere }))).toEqual([false, false, false])
    expect(reads(resident)).toEqual([false, false, false])
  })

  it('by a cook of one canteen only there', () => {
    const cook = staff('cook', { placeIds: [canteen] })
    expect(bookingPolicy.read(cook, meal)).toBe(true)
    expect(bookingPolicy.read(cook, booked({ placeId: otherCanteen }))).toBe(false)
  })

  it('by nobody with a part of the area where the record names no kind', () => {
    const unnamed = { areas: [community], offer: { placeId: canteen } }
    expect(bookingPolicy.read(staff('cook'), unnamed)).toBe(false)
    expect(bookingPolicy.read(staff('clerk'), unnamed)).toBe(true)
  })
})

describe('a consultation with a lawyer', () => {
  const consultation = booked({ kind: 'legal' })

  it('is read and received by the lawyer and by those who direct legal aid, by nobody else of the office', () => {
    const reads = (role: Role) => bookingPolicy.read(staff(role), consultation)
    expect((['lawyer', 'community_admin'] as const).map(reads)).toEqual([true, true])
    expect((['clerk', 'grid_worker', 'cook', 'carer', 'mediator'] as const).filter(reads)).toEqual([])
    expect(bookingPolicy.read(staff('provider', { placeIds: [canteen] }), consultation)).toBe(false)
    expect(bookingPolicy.checkIn(staff('lawyer'), consultation)).toBe(true)
    expect(bookingPolicy.checkIn(staff('clerk'), consultation)).toBe(false)
    expect(bookingPolicy.readService(staff('clerk'), consultation)).toBe(false)
    expect([meal, checkUp, visit].some((one) => bookingPolicy.read(staff('lawyer'), one))).toBe(false)
  })

  it('is arranged and booked at the counter by a clerk, who does not see it again', () => {
    expect(bookingPolicy.editSitting(staff('clerk'), consultation)).toBe(true)
    expect(bookingPolicy.book(staff('clerk'), consultation)).toBe(true)
    expect(bookingPolicy.seesSitting(staff('clerk'), consultation)).toBe(true)
  })
})

const UNSEEN = { 'offer.kind': { $nin: ['legal'] } }

describe('the filter of what is read', () => {
  it('is the area for the office', () => {
    expect(bookingPolicy.visible(staff('community_admin'))).toEqual({ areas: { $in: [community] } })
    expect(bookingPolicy.visible(resident)).toEqual({ areas: { $in: [] } })
  })

  it('is all but the confidential kinds for those who are not of their circle', () => {
    expect(bookingPolicy.visible(staff('clerk'))).toEqual({ areas: { $in: [community] }, ...UNSEEN })
    expect(bookingPolicy.visible(staff('provider', { placeIds: [canteen] }))).toEqual({
      ...{ areas: community, 'offer.placeId': { $in: [canteen] } },
      ...UNSEEN,
    })
    expect(bookingPolicy.visible(staff('lawyer'))).toEqual({ areas: community, 'offer.kind': { $in: ['legal'] } })
    expect(bookingPolicy.visibleSittings(staff('clerk'))).toEqual({ areas: { $in: [community] } })
  })

  it('is the kind for a cook, and their canteens where they have some', () => {
    const kinds = { areas: community, 'offer.kind': { $in: ['meal'] } }
    expect(bookingPolicy.visible(staff('cook'))).toEqual(kinds)
    expect(bookingPolicy.visible(staff('cook', { placeIds: [canteen] }))).toEqual({
      ...kinds,
      'offer.placeId': { $in: [canteen] },
    })
  })

  it('is a carer’s own visits, and all sittings of their kind, which name nobody', () => {
    const kinds = { areas: community, 'offer.kind': { $in: ['care'] } }
    expect(bookingPolicy.visible(staff('carer'))).toEqual({ ...kinds, 'details.visit.carerId': { $in: [carerId] } })
    expect(bookingPolicy.visible({ ...staff('carer'), carerIds: undefined })).toEqual({
      ...kinds,
      'details.visit.carerId': { $in: [] },
    })
    expect(bookingPolicy.visibleSittings(staff('carer'))).toEqual(kinds)
  })

  it('of somebody who is cook and carer is either; of one who is clerk too, and a cook elsewhere, both', () => {
    const both = { ...staff('cook'), roles: [...staff('cook').roles, ...staff('carer').roles] }
    expect(bookingPolicy.visible(both)).toEqual({
      $or: [
        { areas: community, 'offer.kind': { $in: ['meal'] } },
        { areas: community, 'offer.kind': { $in: ['care'] }, 'details.visit.carerId': { $in: [] } },
      ],
    })
    const clerk = { ...staff('clerk'), roles: [...staff('clerk').roles, ...staff('cook', { areaId: elsewhere }).roles] }
    expect(bookingPolicy.visible(clerk)).toEqual({
      $or: [
        { areas: community, ...UNSEEN },
        { areas: elsewhere, 'offer.kind': { $in: ['meal'] } },
      ],
    })
  })

  it('of records without a kind is for those who have all of an area', () => {
    expect(bookingPolicy.visibleWhole(staff('clerk'))).toEqual({ areas: { $in: [community] } })
    expect(bookingPolicy.visibleWhole(staff('cook'))).toEqual({ areas: { $in: [] } })
    expect(bookingPolicy.visibleWhole(staff('clerk', { placeIds: [canteen] }))).toEqual({ areas: { $in: [] } })
  })

  it('holds for the permission that is asked: a cook books for nobody', () => {
    expect(bookingPolicy.visible(staff('cook'), 'booking.book')).toEqual({ areas: { $in: [] } })
    expect(bookingPolicy.visibleSittings(staff('cook'), 'sitting.edit')).toEqual({ areas: { $in: [] } })
  })
})

describe('a sitting', () => {
  it('is seen and received by a carer whoever comes, edited by the office alone', () => {
    const others = booked({ kind: 'care', carer: otherCarer })
    expect(bookingPolicy.seesSitting(staff('carer'), others)).toBe(true)
    expect(bookingPolicy.receive(staff('carer'), others)).toBe(true)
    expect(bookingPolicy.checkIn(staff('carer'), others)).toBe(false)
    expect(bookingPolicy.editSitting(staff('carer'), others)).toBe(false)
    expect(bookingPolicy.editSitting(staff('clerk'), others)).toBe(true)
  })

  it('is followed in a calendar by a cook where it is a meal, by no carer', () => {
    expect(bookingPolicy.readService(staff('cook'), meal)).toBe(true)
    expect(bookingPolicy.readService(staff('cook'), visit)).toBe(false)
    expect(bookingPolicy.readService(staff('carer'), visit)).toBe(false)
    expect(bookingPolicy.readService(staff('clerk'), visit)).toBe(true)
  })

  it('is changed while it is open, and booked until it ends', () => {
    const sitting = (state: string, endsAt: Date) => ({ ...booked(), state, endsAt }) as unknown as Sitting
    const [later, now] = [new Date(NOON.getTime() + 1), NOON]
    expect(sittingCan(staff('clerk'), sitting('open', later), NOON)).toEqual({ edit: true, book: true })
    expect(sittingCan(staff('clerk'), sitting('open', now), NOON)).toEqual({ edit: true, book: false })
    expect(sittingCan(staff('clerk'), sitting('cancelled', later), NOON)).toEqual({ edit: false, book: false })
    expect(sittingCan(staff('cook'), sitting('open', later), NOON)).toEqual({ edit: false, book: false })
  })
})

describe('on a booking', () => {
  const can = (actor: Actor, booking: Booking, state: BookingState = 'confirmed', isToday = true) =>
    Object.entries(bookingCan(actor, { ...booking, state }, { state, isToday }, NOON))
      .filter(([, may]) => may)
      .map(([step]) => step)

  it('that is confirmed the office marks who came, who did not, and cancels or moves it', () => {
    expect(can(staff('clerk'), meal)).toEqual(['checkIn', 'noShow', 'cancel', 'reschedule'])
    expect(can(staff('cook'), meal)).toEqual(['checkIn', 'noShow'])
    expect(can(resident, meal)).toEqual([])
  })

  it('of another day or time to come nobody is marked', () => {
    expect(can(staff('cook'), meal, 'confirmed', false)).toEqual(['noShow'])
    expect(can(staff('cook'), booked({}, { startsAt: new Date(NOON.getTime() + 1) }))).toEqual(['checkIn'])
    expect(can(staff('cook'), meal, 'checked_in', false)).toEqual([])
  })

  it('that was marked, the mark is taken back', () => {
    expect(can(staff('cook'), meal, 'checked_in')).toEqual(['undoCheckIn'])
    expect(can(staff('cook'), meal, 'no_show')).toEqual(['checkIn'])
  })

  it('that is offered, it is accepted or declined for the person by who books', () => {
    expect(can(staff('clerk'), meal, 'offered')).toEqual(['cancel', 'accept', 'decline'])
    expect(can(staff('clerk'), meal, 'waiting')).toEqual(['cancel', 'decline'])
    expect(can(staff('grid_worker'), meal, 'offered')).toEqual(['accept', 'decline'])
    expect(can(staff('cook'), meal, 'offered')).toEqual([])
  })

  it('of a thing that is lent, nothing is marked at the door and nothing rescheduled', () => {
    expect(can(staff('clerk'), booked({ kind: 'loan' }))).toEqual(['cancel'])
  })

  it('with an appeal, who may cancel decides on it while it is open', () => {
    const appealed = (state: string) => booked({}, { appeal: { state } })
    expect(can(staff('clerk'), appealed('open'), 'no_show')).toEqual(['checkIn', 'decideAppeal'])
    expect(can(staff('clerk'), appealed('granted'), 'no_show')).toEqual(['checkIn'])
    expect(can(staff('cook'), appealed('open'), 'no_show')).toEqual(['checkIn'])
  })
})

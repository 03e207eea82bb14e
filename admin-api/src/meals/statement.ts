import type { Types } from 'mongoose'
import { ageOn } from '@yike/shared/booking/rules'
import type { Statement } from '@yike/shared/meals/schemas'
import { addDays } from '@yike/shared/time/china'
import { mealSittings, takenAt } from './records'
import type { Booking } from '../booking/model'
import { placeById } from '../directory/find'
import { staffService } from '../directory/services'
import { authorize, type Actor } from '../http/policy'
import { dueOf } from './figures'
import { TillDayModel, type ReceiptRecord, type TillDay } from './model'
import { mealPolicy } from './policy'

const lastDayOf = (month: string) => {
  const [year, of] = month.split('-').map(Number) as [number, number]
  const next = of === 12 ? `${year + 1}-01-01` : `${year}-${String(of + 1).padStart(2, '0')}-01`
  return addDays(next, -1)
}

/**
 * The people who came in a month and their subsidies: one row a person, from the bookings that were taken. Amounts
 * received include corrections, also those written after a day was closed.
 */
export async function statementOf(actor: Actor, id: string, month: string): Promise<Statement> {
  const service = await staffService(actor, id)
  authorize(mealPolicy.account(actor, service))
  const [first, last] = [`${month}-01`, lastDayOf(month)]
  const [place, sittings, tills] = await Promise.all([
    placeById(String(service.placeId)),
    mealSittings(id, first, last),
    TillDayModel.find({ placeId: service.placeId, day: { $gte: first, $lte: last } }).lean<TillDay[]>(),
  ])
  const taken = await takenAt(sittings.map(({ _id }) => _id))
  const rows = rowsOf(
    taken,
    tills.flatMap(({ receipts }) => receipts),
  )
  const sum = (of: (row: Statement['rows'][number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    serviceName: service.name,
    placeName: place.name,
    month,
    payer: service.subsidy,
    rows,
    totals: {
      people: rows.length,
      visits: taken.length,
      servings: sum(({ servings }) => servings),
      dueFen: sum(({ dueFen }) => dueFen),
      subsidyFen: sum(({ subsidyFen }) => subsidyFen),
      receivedFen: sum(({ receivedFen }) => receivedFen),
    },
  }
}

/** Names and ages are those of the last time each person came. */
function rowsOf(taken: readonly Booking[], receipts: readonly ReceiptRecord[]): Statement['rows'] {
  const people = new Map<string, Booking[]>()
  for (const booking of taken) {
    const id = String(booking.personId)
    people.set(id, [...(people.get(id) ?? []), booking])
  }
  const received = receivedByBooking(receipts)
  return [...people].map(([personId, bookings]) => {
    const last = bookings[bookings.length - 1]!
    const sum = (of: (booking: Booking) => number) => bookings.reduce((total, booking) => total + of(booking), 0)
    return {
      personId,
      name: last.personName,
      age: ageOn(last.day, last.birthYear),
      days: [...new Set(bookings.map(({ day }) => Number(day.slice(8))))].sort((a, b) => a - b),
      servings: sum(({ seats }) => seats),
      dueFen: sum(dueOf),
      subsidyFen: sum(({ details }) => details?.meal?.subsidyFen ?? 0),
      receivedFen: sum(({ _id }) => received(_id)),
      rules: [...new Set(bookings.flatMap(({ details }) => details?.meal?.rule || []))],
    }
  })
}

function receivedByBooking(receipts: readonly ReceiptRecord[]) {
  const sums = new Map<string, number>()
  for (const { bookingId, amountFen } of receipts)
    sums.set(String(bookingId), (sums.get(String(bookingId)) ?? 0) + amountFen)
  return (id: Types.ObjectId) => sums.get(String(id)) ?? 0
}

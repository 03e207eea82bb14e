import { randomUUID } from 'node:crypto'
import { AppError } from '@yike/shared/errors'
import { PAY_METHOD_CODES, PAY_METHODS, type PayMethod } from '@yike/shared/meals/kinds'
import type { CloseTill, CorrectReceipt, ReceiveMeal, ReopenTill } from '@yike/shared/meals/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { checkIn } from '../booking/attendance'
import { staffBooking } from '../booking/cancel'
import { mealsOfDay } from './records'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { placeById } from '../directory/find'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, isSameInput } from '../idempotency'
import { dueOf, openOf, receivedFor, sheetOf } from './figures'
import { TillDayModel, type ReceiptRecord, type TillDay } from './model'
import { mealPolicy } from './policy'

const idOf = (placeId: string, day: string) => `${placeId}:${day}`
const tillOf = (placeId: string, day: string) => TillDayModel.findById(idOf(placeId, day)).lean<TillDay>()

export const receiptsOn = async (placeIds: readonly string[], day: string): Promise<ReceiptRecord[]> =>
  (await TillDayModel.find({ _id: { $in: placeIds.map((placeId) => idOf(placeId, day)) } }).lean<TillDay[]>()).flatMap(
    ({ receipts }) => receipts,
  )

/** Creates the till of a place on a day with the first entry. */
async function begin(booking: Pick<Booking, 'areas' | 'day' | 'offer'>) {
  const { areas, day, offer } = booking
  const placeId = String(offer.placeId)
  try {
    await TillDayModel.create({ _id: idOf(placeId, day), placeId, areas, position: offer.position, day })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
}

/** The entry that this request wrote before. */
function replayedEntry(till: TillDay | null, idem: { key: string; digest: string }) {
  const before = (till?.receipts ?? []).filter(({ key }) => key === idem.key)
  if (before.some(({ digest }) => !isSameInput(digest, idem.digest))) throw new AppError('KEY_REUSED')
  return before[before.length - 1]
}

const keyOf = (actor: Actor, key: string, input: unknown) => {
  const { digest } = idemOf(actor.personId, key, input)
  return { key: `${String(actor.personId)}:${key}`, digest }
}

const TRIES = 20
/** The reason of a receipt that came after the closing and gives none. */
const LATE = '关账以后收的'

/**
 * Marks the meal as arrived and paid at the counter. After the closing it is a correction, by people who keep the
 * books. Called again with its key it returns what it wrote. `at`: when it was paid.
 */
export async function receiveMeal(
  actor: Actor,
  key: string,
  input: Omit<z.output<typeof ReceiveMeal>, 'at'>,
  at: Date,
) {
  const booking = await staffBooking(actor, input.id)
  authorize(bookingPolicy.checkIn(actor, booking))
  const due = dueOf(booking)
  const amountFen = input.amountFen ?? due
  if (amountFen !== due && !input.reason)
    throw new AppError('INVALID_INPUT', `应收 ${due / 100} 元，收的不一样要写原因。`, {
      fields: { reason: ['收的和应收的不一样，写一句为什么'] },
    })
  const idem = keyOf(actor, key, input)
  const placeId = String(booking.offer.placeId)
  for (let tries = 0; tries < TRIES; tries++) {
    const till = await tillOf(placeId, booking.day)
    const replay = replayedEntry(till, idem)
    if (replay) return { booking, receipt: replay }
    const isLate = till?.closed != null
    if (isLate && !mealPolicy.account(actor, booking)) throw new AppError('TILL_CLOSED')
    if (receivedFor(till?.receipts ?? [], booking._id)) throw new AppError('ALREADY_PAID')
    await checkIn(actor, input.id, at)
    if (!till) await begin(booking)
    const receipt: ReceiptRecord = {
      id: randomUUID(),
      bookingId: booking._id,
      amountFen,
      method: input.method,
      reason: input.reason ?? (isLate ? LATE : null),
      isCorrection: isLate,
      isLate,
      byName: actor.name,
      at,
      ...idem,
    }
    const written = await TillDayModel.updateOne(
      {
        _id: idOf(placeId, booking.day),
        closed: isLate ? { $ne: null } : null,
        'receipts.bookingId': { $ne: booking._id },
      },
      { $push: { receipts: receipt }, $inc: { revision: 1 } },
    )
    if (written.matchedCount > 0) return { booking, receipt }
  }
  throw new AppError('CONFLICT')
}

/**
 * Corrects the amount received: entries that make up the difference, so that no entry is ever changed. Once the day is
 * closed only people who keep the books write them, and the closed sheet stays as it is.
 */
export async function correctReceipt(actor: Actor, key: string, input: z.output<typeof CorrectReceipt>, now: Date) {
  const booking = await staffBooking(actor, input.id)
  authorize(bookingPolicy.checkIn(actor, booking))
  const placeId = String(booking.offer.placeId)
  const idem = keyOf(actor, key, input)
  for (let tries = 0; tries < TRIES; tries++) {
    const till = await tillOf(placeId, booking.day)
    const replay = replayedEntry(till, idem)
    if (replay) return { booking, receipt: replay }
    if (!till) {
      await begin(booking)
      continue
    }
    if (till.closed) authorize(mealPolicy.account(actor, booking))
    const entries = differences(till.receipts, booking, input).map(({ method, amountFen }): ReceiptRecord => ({
      id: randomUUID(),
      bookingId: booking._id,
      amountFen,
      method,
      reason: input.reason,
      isCorrection: true,
      isLate: till.closed !== null,
      byName: actor.name,
      at: now,
      ...idem,
    }))
    const last = entries[entries.length - 1]
    if (!last)
      throw new AppError('INVALID_INPUT', '和记着的一样，不用更正。', { fields: { amountFen: ['和记着的一样'] } })
    const written = await TillDayModel.updateOne(
      { _id: till._id, revision: till.revision },
      { $push: { receipts: { $each: entries } }, $inc: { revision: 1 } },
    )
    if (written.matchedCount > 0) return { booking, receipt: last }
  }
  throw new AppError('CONFLICT')
}

function differences(
  receipts: readonly ReceiptRecord[],
  booking: Booking,
  truth: { method: PayMethod; amountFen: number },
) {
  const received = receivedFor(receipts, booking._id)?.byMethod ?? []
  return PAY_METHOD_CODES.map((method) => ({
    method,
    amountFen:
      (method === truth.method ? truth.amountFen : 0) - (received.find((one) => one.method === method)?.amountFen ?? 0),
  })).filter(({ amountFen }) => amountFen !== 0)
}

export async function readTill(actor: Actor, placeId: string, day: string | undefined, now: Date) {
  const place = await placeById(placeId)
  orNotFound(mealPolicy.seeTill(actor, place) || null)
  const on = day ?? dayOf(now)
  const [bookings, till] = await Promise.all([mealsOfDay(placeId, on), tillOf(placeId, on)])
  return { place, day: on, bookings, till }
}

const NAMED = 5
const namesOf = (bookings: readonly Booking[]) =>
  `${bookings
    .slice(0, NAMED)
    .map(({ personName }) => personName)
    .join('、')}${bookings.length > NAMED ? ' 等' : ''}`

/** Closes a day in the state of the sheet that was shown. Of two who close at once one succeeds. */
export async function closeTill(actor: Actor, input: z.output<typeof CloseTill>, now: Date) {
  const { placeId, day, revision, countedCashFen, reason, despiteOpen } = input
  const place = await placeById(placeId)
  orNotFound(mealPolicy.seeTill(actor, place) || null)
  authorize(mealPolicy.account(actor, place))
  if (day > dayOf(now)) throw new AppError('INVALID_INPUT', '还没到这一天，不能关账。', { fields: { day: ['还没到'] } })
  const [lng, lat] = place.location.coordinates
  const begun = await tillOf(placeId, day)
  if (!begun)
    await TillDayModel.create({
      _id: idOf(placeId, day),
      placeId,
      areas: place.areas,
      position: { lng, lat },
      day,
    }).catch((cause: unknown) => {
      if (!isDuplicate(cause)) throw cause
    })
  const till = begun ?? (await tillOf(placeId, day))!
  if (till.closed) throw new AppError('TILL_CLOSED', `${till.closed.byName}已经把这一天关账了，只能写更正。`)
  if (till.revision !== revision) throw new AppError('CONFLICT', '刚刚又记了一笔，看过再关账。')
  const bookings = await mealsOfDay(placeId, day)
  const open = openOf(bookings)
  if (open.length > 0 && !despiteOpen)
    throw new AppError(
      'BOOKINGS_OPEN',
      `还有 ${open.length} 位没到，也没记没来：${namesOf(open)}。不等了就再点一次关账。`,
    )
  const sheet = sheetOf(bookings, till.receipts)
  const differenceFen = countedCashFen - sheet.cashFen
  if (differenceFen !== 0 && !reason)
    throw new AppError(
      'INVALID_INPUT',
      `点出来${differenceFen > 0 ? '多' : '少'} ${Math.abs(differenceFen) / 100} 元，写一句为什么。`,
      { fields: { reason: [`${PAY_METHODS.cash}对不上，写一句为什么`] } },
    )
  const closed = {
    at: now,
    byName: actor.name,
    sheet,
    expectedCashFen: sheet.cashFen,
    countedCashFen,
    reason: reason ?? null,
  }
  const done = await TillDayModel.updateOne({ _id: till._id, closed: null, revision }, { $set: { closed } })
  if (done.matchedCount > 0) return
  const meanwhile = await tillOf(placeId, day)
  throw meanwhile?.closed
    ? new AppError('TILL_CLOSED', `${meanwhile.closed.byName}刚刚把这一天关账了。`)
    : new AppError('CONFLICT', '刚刚又记了一笔，看过再关账。')
}

/** Takes a closing back with a reason; the closing itself stays on record. Called again it changes nothing. */
export async function reopenTill(actor: Actor, { placeId, day, reason }: z.output<typeof ReopenTill>, now: Date) {
  const place = await placeById(placeId)
  orNotFound(mealPolicy.seeTill(actor, place) || null)
  authorize(mealPolicy.reopen(actor, place))
  const till = orNotFound(await tillOf(placeId, day))
  if (!till.closed) return
  const entry = { at: now, byName: actor.name, reason, closed: till.closed }
  await TillDayModel.updateOne(
    { _id: till._id, revision: till.revision, closed: { $ne: null } },
    // Receipts after the closing are in the next sheet.
    {
      $set: { closed: null, receipts: till.receipts.map((receipt) => ({ ...receipt, isLate: false })) },
      $push: { reopened: entry },
      $inc: { revision: 1 },
    },
  )
  if ((await tillOf(placeId, day))?.closed) throw new AppError('CONFLICT')
}

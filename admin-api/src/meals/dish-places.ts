import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { Booking } from '../booking/model'
import { isDuplicate } from '../idempotency'
import { DishPlacesModel, type DishPlaces } from './model'

const limited = ({ details }: Booking) =>
  (details?.meal?.dishes ?? []).flatMap(({ id, name, count, most }) =>
    most === null ? [] : [{ id, name, count, most }],
  )

/** Takes servings of dishes with a limit: all of them or none. Throws DISH_SOLD_OUT. */
export async function claimDishes(booking: Booking): Promise<Booking> {
  const wanted = limited(booking)
  if (wanted.length === 0) return booking
  const { _id: bookingId, sittingId } = booking
  for (;;) {
    const claimed = await DishPlacesModel.updateOne(
      {
        _id: sittingId,
        'claims.bookingId': { $ne: bookingId },
        $and: wanted.map(({ id, count, most }) => ({
          $or: [{ [`taken.${id}`]: { $lte: most - count } }, { [`taken.${id}`]: { $exists: false } }],
        })),
      },
      {
        $inc: Object.fromEntries(wanted.map(({ id, count }) => [`taken.${id}`, count])),
        $push: { claims: { bookingId, dishes: wanted.map(({ id, count }) => ({ id, count })) } },
      },
    )
    if (claimed.matchedCount > 0) return booking
    const places = await DishPlacesModel.findById(sittingId).lean<DishPlaces>()
    if (!places) await begin(sittingId)
    else if (places.claims.some((claim) => claim.bookingId.equals(bookingId))) return booking
    else refuseSoldOut(wanted, places)
  }
}

type Wanted = ReturnType<typeof limited>

/** Refuses with the name of the dish; when by now there is enough of all, the step is tried again. */
function refuseSoldOut(wanted: Wanted, { taken }: DishPlaces) {
  const short = wanted.find(({ id, count, most }) => (taken[id] ?? 0) + count > most)
  if (!short) return
  const left = Math.max(0, short.most - (taken[short.id] ?? 0))
  throw new AppError(
    'DISH_SOLD_OUT',
    left === 0 ? `${short.name}订完了，换一样。` : `${short.name}只剩 ${left} 份了，换一样。`,
  )
}

async function begin(sittingId: Types.ObjectId) {
  try {
    await DishPlacesModel.create({ _id: sittingId, taken: {}, claims: [] })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
}

/** Gives them back; a second run gives nothing back twice. */
export async function releaseDishes(booking: Booking): Promise<void> {
  if (limited(booking).length === 0) return
  const { _id: bookingId, sittingId } = booking
  const places = await DishPlacesModel.findOne({ _id: sittingId, 'claims.bookingId': bookingId }).lean<DishPlaces>()
  const claim = places?.claims.find((one) => one.bookingId.equals(bookingId))
  if (!claim) return
  await DishPlacesModel.updateOne(
    { _id: sittingId, 'claims.bookingId': bookingId },
    {
      $inc: Object.fromEntries(claim.dishes.map(({ id, count }) => [`taken.${id}`, -count])),
      $pull: { claims: { bookingId } },
    },
  )
}

/** The number of servings taken of each limited dish, by sitting. */
export async function dishesTaken(sittingIds: readonly Types.ObjectId[]): Promise<Map<string, Record<string, number>>> {
  const rows = await DishPlacesModel.find({ _id: { $in: sittingIds } }, { taken: 1 }).lean<
    Pick<DishPlaces, '_id' | 'taken'>[]
  >()
  return new Map(rows.map(({ _id, taken }) => [String(_id), taken]))
}

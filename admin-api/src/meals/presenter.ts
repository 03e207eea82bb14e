import { availability } from '@yike/shared/booking/rules'
import { BOOKING_STATES, SITTING_STATES } from '@yike/shared/booking/states'
import { ALLERGENS, codedOf, DIETS, ENTITLEMENTS, MEAL_MODES, PAY_METHODS } from '@yike/shared/meals/kinds'
import { ruleInWords, type Dish, type MealPrice } from '@yike/shared/meals/rules'
import type {
  DishView,
  EntitlementView,
  Meals,
  MealTermsView,
  MenuWeek,
  Receipt,
  Till,
} from '@yike/shared/meals/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { mealOf } from './records'
import type { Booking, Sitting } from '../booking/model'
import type { Place, Service } from '../directory/model'
import { presentPhoto } from '../files/store'
import { type Actor } from '../http/policy'
import type { Person } from '../people/me'
import { openOf, dueOf, sheetOf, unpaidOf } from './figures'
import type { EntitlementRecord, ReceiptRecord, TillDay } from './model'
import type { MealOfDay } from './order'
import { termsOf } from './kind-hooks'
import { mealPolicy } from './policy'
import { homeOf } from '../people/sealed-facts'
import { deliveryOf } from './details'

export const coded = <Code extends string>(labels: Record<Code, string>, code: Code) => ({ code, label: labels[code] })

const presentDish = (dish: Dish, taken: Record<string, number>, now: Date): DishView => ({
  id: dish.id,
  name: dish.name,
  priceFen: dish.priceFen,
  diets: codedOf(DIETS, dish.diets),
  allergens: codedOf(ALLERGENS, dish.allergens),
  photo: dish.photoId === null ? null : presentPhoto(dish.photoId, now),
  most: dish.most,
  choice: dish.choice,
  left: dish.most === null ? null : Math.max(0, dish.most - (taken[dish.id] ?? 0)),
})

/** The lowest price first. */
const presentPrices = (prices: readonly MealPrice[]) =>
  [...prices]
    .sort((a, b) => a.payFen - b.payFen)
    .map((rule) => ({ who: ruleInWords(rule, prices), payFen: rule.payFen, subsidyFen: rule.subsidyFen }))

function presentHad({ details, seats }: Booking) {
  const meal = details?.meal
  const { address, doorNote } = deliveryOf(meal ?? { delivery: null })
  return { mode: meal?.mode ?? ('eat_in' as const), diets: meal?.diets ?? [], address, doorNote, seats }
}

export function presentMeals(
  {
    service,
    place,
    who,
    items,
    usual,
  }: { service: Service; place: Place; who: Person | null; items: MealOfDay[]; usual: Booking | null },
  now: Date,
): Meals {
  const { modes, prices, payer } = termsOf(service)
  return {
    serviceName: service.name,
    placeName: place.name,
    modes: codedOf(MEAL_MODES, modes),
    payer,
    prices: presentPrices(prices),
    who: who && { personId: String(who._id), name: who.name, home: homeOf(who)?.text ?? null },
    usual: usual && presentHad(usual),
    items: items.map(({ sitting, taken, pay, mine, lastWeek }) => ({
      sittingId: String(sitting._id),
      day: sitting.day,
      title: sitting.title,
      startsAt: toApiTime(sitting.startsAt),
      closesAt: toApiTime(sitting.closesAt),
      availability: availability(sitting, now),
      left: Math.max(0, sitting.capacity - sitting.taken),
      waiting: sitting.queue?.length ?? 0,
      priceFen: sitting.priceFen,
      pay: pay && { dueFen: pay.dueFen, subsidyFen: pay.subsidyFen, rule: pay.rule },
      dishes: mealOf(sitting).dishes.map((dish) => presentDish(dish, taken, now)),
      mine: mine && {
        bookingId: String(mine._id),
        state: coded(BOOKING_STATES, mine.state),
        mode: mine.details?.meal ? coded(MEAL_MODES, mine.details.meal.mode) : null,
      },
      lastWeek: lastWeek && presentHad(lastWeek),
    })),
  }
}

const presentMenu = (sitting: Sitting, now: Date): MenuWeek['items'][number] => {
  const { dishes, revision } = mealOf(sitting)
  return {
    sittingId: String(sitting._id),
    day: sitting.day,
    title: sitting.title,
    startsAt: toApiTime(sitting.startsAt),
    state: coded(SITTING_STATES, sitting.state),
    taken: sitting.taken,
    revision,
    // An old menu, in words only, is the start of the new one.
    dishes: (dishes.length > 0 ? dishes : sitting.menu.map(inWords)).map((dish) => presentDish(dish, {}, now)),
  }
}
const inWords = (name: string, at: number): Dish => ({
  id: `w${at}`,
  name,
  priceFen: null,
  diets: [],
  allergens: [],
  photoId: null,
  most: null,
  choice: null,
})

export const presentMenuWeek = (
  { service, placeName, items, before }: { service: Service; placeName: string; items: Sitting[]; before: Sitting[] },
  actor: Actor,
  now: Date,
): MenuWeek => ({
  serviceName: service.name,
  placeName,
  items: items.map((sitting) => presentMenu(sitting, now)),
  before: before.map((sitting) => presentMenu(sitting, now)),
  can: { edit: mealPolicy.editMenus(actor, service) },
})

export function presentTerms(
  { service, placeName }: { service: Service; placeName: string },
  actor: Actor,
): MealTermsView {
  const { prices, modes, payer } = termsOf(service)
  return {
    serviceId: String(service._id),
    serviceName: service.name,
    placeName,
    priceFen: service.priceFen,
    revision: service.revision,
    modes,
    prices: prices.map(({ minAge, entitlement, payFen, subsidyFen }) => ({
      minAge,
      entitlement,
      payFen,
      subsidyFen,
      who: ruleInWords({ minAge, entitlement, payFen, subsidyFen }, prices),
    })),
    payer,
    can: { edit: mealPolicy.editTerms(actor, service) },
  }
}

export const presentEntitlement = ({ record, name }: { record: EntitlementRecord; name: string }): EntitlementView => ({
  id: record._id,
  person: { id: String(record.personId), name },
  kind: coded(ENTITLEMENTS, record.kind),
  evidence: record.evidence,
  until: record.until,
  confirmedBy: record.confirmedByName,
  confirmedAt: toApiTime(record.confirmedAt),
})

export const presentReceipt = (receipt: ReceiptRecord, name: string): Receipt => ({
  id: receipt.id,
  bookingId: String(receipt.bookingId),
  name,
  amountFen: receipt.amountFen,
  method: coded(PAY_METHODS, receipt.method),
  reason: receipt.reason,
  isCorrection: receipt.isCorrection,
  isLate: receipt.isLate,
  by: receipt.byName,
  at: toApiTime(receipt.at),
})

export function presentTill(
  { place, day, bookings, till }: { place: Place; day: string; bookings: Booking[]; till: TillDay | null },
  actor: Actor,
): Till {
  const receipts = till?.receipts ?? []
  const nameOf = (receipt: ReceiptRecord) =>
    bookings.find(({ _id }) => _id.equals(receipt.bookingId))?.personName ?? '名字过期已删'
  const closed = till?.closed ?? null
  return {
    placeId: String(place._id),
    placeName: place.name,
    day,
    revision: till?.revision ?? 0,
    sheet: closed?.sheet ?? sheetOf(bookings, receipts),
    receipts: receipts.map((receipt) => presentReceipt(receipt, nameOf(receipt))),
    unpaid: unpaidOf(bookings, receipts).map((booking) => ({
      bookingId: String(booking._id),
      name: booking.personName,
      code: booking.code,
      dueFen: dueOf(booking),
    })),
    open: openOf(bookings)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
      .map((booking) => ({
        bookingId: String(booking._id),
        name: booking.personName,
        code: booking.code,
        sitting: booking.sittingTitle,
        startsAt: toApiTime(booking.startsAt),
      })),
    reopened: [...(till?.reopened ?? [])].reverse().map(({ at, byName, reason, closed: taken }) => ({
      at: toApiTime(at),
      by: byName,
      reason,
      closedBy: taken.byName,
      countedCashFen: taken.countedCashFen,
    })),
    closed: closed && {
      at: toApiTime(closed.at),
      by: closed.byName,
      expectedCashFen: closed.expectedCashFen,
      countedCashFen: closed.countedCashFen,
      reason: closed.reason,
    },
    can: {
      close: closed === null && mealPolicy.account(actor, place),
      receive: (closed ? mealPolicy.account : mealPolicy.seeTill)(actor, place),
      reopen: closed !== null && mealPolicy.reopen(actor, place),
    },
  }
}

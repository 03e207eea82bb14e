// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookSitting, bookOnBehalf, cancelBooking, checkIn, markNoShow } from '@yike/shared/booking/endpoints'
import { rescheduleSitting } from '@yike/shared/schedule/endpoints'
import type { DetailsInput } from '@yike/shared/booking/details'
import * as meals from '@yike/shared/meals/endpoints'
import type { Dish, MealPrice } from '@yike/shared/meals/rules'
import { askMeal, dueOf, PLAIN_MEAL } from '@yike/shared/meals/wish'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { readSheet } from 'read-excel-file/node'
import { createService } from '../directory/services'
import type { Community } from '../territory/areas'
import { createSittings } from '../schedule/sittings'
import { BookingModel, SittingModel, type Booking, type Sitting } from '../booking/model'
import {
  buildPlace,
  buildCommunity,
  buildResident,
  buildStaff,
  different,
  type BuiltPerson,
  type PersonFacts,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { DishPlacesModel } from './model'

const TODAY = dayOf(new Date())
const YEAR = Number(TODAY.slice(0, 4))
const TOMORROW = addDays(TODAY, 1)
/** The clock of the server; a story may move it on. */
let now = instantAt(TODAY, 11 * 60 + 10)
let server: TestServer
let community: Community
let admin: BuiltPerson
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
  admin = await buildStaff({ area: community }, now)
  clerk = await buildStaff({ area: community, role: 'clerk', name: '刘敏' }, now)
})
afterAll(() => server.stop())

const PRICES: MealPrice[] = [
  { minAge: 60, entitlement: null, payFen: 1200, subsidyFen: 300 },
  { minAge: 70, entitlement: null, payFen: 1000, subsidyFen: 500 },
  { minAge: 80, entitlement: null, payFen: 600, subsidyFen: 900 },
  { minAge: 0, entitlement: 'low_income', payFen: 300, subsidyFen: 1200 },
]

/** A canteen with a lunch on these days: 15 yuan for everybody, less by the rules. */
async function buildCanteen({ days = [TODAY, TOMORROW], capacity = 20 } = {}) {
  const place = await buildPlace(community, {}, now)
  const service = await createService(
    admin.actor,
    newKey(),
    {
      placeId: String(place._id),
      kind: 'meal',
      name: different('午餐'),
      about: '',
      eligibility: '',
      minAge: null,
      maxAge: null,
      weeklyLimit: null,
      maxSeats: 4,
      priceFen: 1500,
      noteChoices: [],
      closesBeforeMinutes: 10,
      opensBeforeDays: 14,
      status: 'active',
      topic: null,
      hours: null,
      phone: null,
      groups: [],
      documents: [],
      fees: [],
      subsidy: '',
      languages: [],
    },
    now,
  )
  const id = String(service._id)
  await createSittings(admin.actor, newKey(), { id, days, title: '午餐', from: 690, to: 750, capacity, menu: [] }, now)
  await server.call(
    meals.setMealTerms,
    { id, revision: service.revision, modes: ['eat_in', 'pickup', 'delivery'], prices: PRICES, payer: '区民政局' },
    { as: admin.token },
  )
  const sittings = await SittingModel.find({ 'offer.serviceId': id }).sort({ startsAt: 1 }).lean<Sitting[]>()
  return { id, placeId: String(place._id), sittings, lunch: sittings[0]!, tomorrow: sittings[1]! }
}

const resident = (facts: PersonFacts = {}) => buildResident({ community, ...facts }, now)
const aged = (age: number, more: PersonFacts = {}) => resident({ birthYear: YEAR - age, ...more })

const order = (who: BuiltPerson, sitting: Sitting, meal?: DetailsInput['meal'], more: { seats?: number } = {}) =>
  server.call(
    bookSitting,
    { sittingId: String(sitting._id), ...more, ...(meal ? { details: { meal } } : {}) },
    { as: who.token },
  )

const dish = (name: string, facts: Partial<Dish> = {}): Dish => ({
  id: name,
  name,
  priceFen: null,
  diets: [],
  allergens: [],
  photoId: null,
  most: null,
  choice: null,
  ...facts,
})
const DISHES = [
  dish('chicken', { name: '红烧鸡块', allergens: ['soy'] }),
  dish('rice', { name: '米饭', choice: '主食', most: 2 }),
  dish('bun', { name: '馒头', choice: '主食' }),
  dish('fish', { name: '清蒸鱼', priceFen: 800, most: 3, diets: ['light'] }),
]
const menuOf = async (canteen: { id: string }, sitting: Sitting, dishes = DISHES) =>
  server.call(
    meals.setMenus,
    { id: canteen.id, menus: [{ sittingId: String(sitting._id), revision: 0, dishes }] },
    { as: clerk.token },
  )

describe('the price of a meal', () => {
  it.each([
    [59, 1500, 0, ''],
    [60, 1200, 300, '60–69 岁'],
    [69, 1200, 300, '60–69 岁'],
    [70, 1000, 500, '70–79 岁'],
    [79, 1000, 500, '70–79 岁'],
    [80, 600, 900, '80 岁以上'],
  ])('follows the age: %i pays %i fen', async (age, dueFen, subsidyFen, rule) => {
    const { lunch } = await buildCanteen({ days: [TODAY] })

    const booked = await order(await aged(age), lunch)

    expect(booked.details.meal).toMatchObject({ dueFen, subsidyFen, rule, payer: '区民政局' })
    expect(booked.priceFen).toBe(dueFen)
  })

  it('is the ordinary one for somebody whose age nobody knows', async () => {
    const { lunch } = await buildCanteen({ days: [TODAY] })
    expect((await order(await resident(), lunch)).details.meal).toMatchObject({ dueFen: 1500, subsidyFen: 0 })
  })

  it('subsidises one serving of several, and dishes that cost something beside it not at all', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    await menuOf(canteen, canteen.lunch)

    const booked = await order(await aged(82), canteen.lunch, { dishes: [{ id: 'fish', count: 1 }] }, { seats: 2 })

    expect(booked.details.meal).toMatchObject({ dueFen: 600 + 1500 + 800, subsidyFen: 900 })
  })

  it('is lower for who is on low income, from the day staff confirmed it until it ends', async () => {
    const { lunch, tomorrow } = await buildCanteen()
    const wang = await aged(65)
    expect((await order(wang, lunch)).details.meal).toMatchObject({ dueFen: 1200 })

    await server.call(
      meals.confirmEntitlement,
      { personId: String(wang._id), kind: 'low_income', evidence: '看过低保证', until: TOMORROW },
      { as: clerk.token },
    )

    expect((await order(wang, tomorrow)).details.meal).toMatchObject({ dueFen: 300, subsidyFen: 1200, rule: '低保' })
    const listed = await server.call(meals.listEntitlements, {}, { as: clerk.token })
    expect(listed.items).toContainEqual(expect.objectContaining({ confirmedBy: '刘敏', evidence: '看过低保证' }))
  })

  it('stays as agreed when the rules change afterwards', async () => {
    const canteen = await buildCanteen()
    const wang = await aged(82)
    await order(wang, canteen.lunch)
    const terms = await server.call(meals.getMealTerms, { id: canteen.id }, { as: admin.token })
    const dearer = [{ minAge: 80, entitlement: null, payFen: 800, subsidyFen: 700 }]
    const change = { id: canteen.id, revision: terms.revision, modes: terms.modes, prices: dearer, payer: '街道' }
    await server.call(meals.setMealTerms, change, { as: admin.token })

    const { sittings } = await server.call(meals.getKitchen, { placeId: canteen.placeId }, { as: clerk.token })
    expect(sittings[0]!.rows[0]).toMatchObject({ dueFen: 600 })
    expect((await order(wang, canteen.tomorrow)).details.meal).toMatchObject({ dueFen: 800, payer: '街道' })
    await expect(server.call(meals.setMealTerms, change, { as: admin.token })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('ordering a meal', () => {
  it('gives an old client that says nothing a meal at the canteen with the first choice there is enough of', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    await menuOf(canteen, canteen.lunch)

    const booked = await order(await aged(82), canteen.lunch)

    expect(booked.details.meal).toMatchObject({ mode: { code: 'eat_in' }, dishes: [{ name: '馒头', count: 1 }] })
    expect(booked.sitting.menu).toEqual(['红烧鸡块', '馒头'])
  })

  it('brings it to the home of who comes, and asks for an address where none is known', async () => {
    const { lunch, tomorrow } = await buildCanteen()
    const home = { text: '颐园 3 号楼 1 单元 102', position: { lng: 118.495, lat: 37.461 } }
    const li = await aged(82, { home })

    const booked = await order(li, lunch, { mode: 'delivery', doorNote: '没电梯', diets: ['soft'] })

    expect(booked.details.meal).toMatchObject({ address: home.text, doorNote: '没电梯', diets: [{ label: '软烂' }] })
    const nowhere = order(await aged(70), tomorrow, { mode: 'delivery' })
    await expect(nowhere).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { 'details.meal.address': [expect.stringContaining('住哪儿')] } },
    })
  })

  it('refuses a way of taking it that the canteen does not offer, naming those it does', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    const { revision, prices, payer } = await server.call(meals.getMealTerms, { id: canteen.id }, { as: admin.token })
    const plain = prices.map(({ who: _, ...rule }) => rule)
    await server.call(
      meals.setMealTerms,
      { id: canteen.id, revision, modes: ['pickup'], prices: plain, payer },
      { as: admin.token },
    )

    const refused = order(await aged(70), canteen.lunch, { mode: 'eat_in' })

    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('带走') })
    expect((await order(await aged(70), canteen.lunch)).details.meal).toMatchObject({ mode: { code: 'pickup' } })
  })

  it('never gives more of a dish than there is to twelve who want it at once, and a cancelled one goes back', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    await menuOf(canteen, canteen.lunch)
    const people = await Promise.all(Array.from({ length: 12 }, () => aged(70)))

    const outcomes = await Promise.allSettled(
      people.map((who) => order(who, canteen.lunch, { dishes: [{ id: 'fish', count: 1 }] })),
    )

    const got = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const reasons = outcomes.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    )
    expect(got).toHaveLength(3)
    expect(new Set(reasons)).toEqual(new Set(['DISH_SOLD_OUT']))
    const winner = people[outcomes.findIndex(({ status }) => status === 'fulfilled')]!
    await server.call(cancelBooking, { id: got[0]!.id }, { as: winner.token })
    expect((await DishPlacesModel.findById(canteen.lunch._id).lean())!.taken.fish).toBe(2)
    await order(await aged(70), canteen.lunch, { dishes: [{ id: 'fish', count: 1 }] })
  })

  it('shows a week with what it costs them and what they had a week before', async () => {
    const canteen = await buildCanteen({ days: [TODAY, addDays(TODAY, 7)] })
    const wang = await aged(75)
    await order(wang, canteen.lunch, { mode: 'pickup', diets: ['low_salt'] })

    const next = { id: canteen.id, from: addDays(TODAY, 7), to: addDays(TODAY, 13) }
    const week = await server.call(meals.getMeals, next, { as: wang.token })

    expect(week.items[0]).toMatchObject({
      pay: { dueFen: 1000 },
      mine: null,
      lastWeek: { mode: 'pickup', diets: ['low_salt'] },
    })
    expect(week.usual).toMatchObject({ mode: 'pickup', diets: ['low_salt'] })
    const asVisitor = await server.call(meals.getMeals, next)
    expect(asVisitor).toMatchObject({ who: null, usual: null, items: [{ pay: null, lastWeek: null }] })
  })

  it('is shown to staff as it costs who comes, and booked at the counter with all a resident can say', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    await menuOf(canteen, canteen.lunch)
    const li = await aged(82, { name: '李桂兰', home: { text: '颐园 3 号楼 2 单元 501', position: null } })
    const asked = { id: canteen.id, personId: String(li._id), from: TODAY, to: TODAY }

    const shown = await server.call(meals.getMealsAsStaff, asked, { as: clerk.token })

    expect(shown).toMatchObject({
      who: { name: '李桂兰', home: '颐园 3 号楼 2 单元 501' },
      items: [{ pay: { dueFen: 600, rule: '80 岁以上' } }],
    })
    const form = { ...PLAIN_MEAL, mode: 'delivery' as const, diets: ['low_salt' as const], dishes: { bun: 1, fish: 1 } }
    const [today] = shown.items
    const meal = askMeal(form, shown, today!.dishes, 1)
    const booked = await server.call(
      bookOnBehalf,
      { sittingId: today!.sittingId, personId: asked.personId, details: { meal } },
      { as: clerk.token },
    )
    expect(booked.details.meal).toMatchObject({
      mode: { code: 'delivery' },
      address: '颐园 3 号楼 2 单元 501',
      diets: [{ code: 'low_salt' }],
      dishes: [{ id: 'bun' }, { id: 'fish' }],
      dueFen: dueOf(today!, form, 1)!.dueFen,
    })
  })

  it('is not shown to staff of another community, nor to who books for nobody', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    const asked = { id: canteen.id, personId: String((await aged(82))._id) }
    const elsewhere = await buildStaff({ role: 'clerk' }, now)
    const cook = await buildStaff({ area: community, role: 'cook' }, now)

    await expect(server.call(meals.getMealsAsStaff, asked, { as: elsewhere.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(server.call(meals.getMealsAsStaff, asked, { as: cook.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('menus', () => {
  it('are not overwritten by who did not see the last change', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    const menu = { sittingId: String(canteen.lunch._id), revision: 0, dishes: DISHES }
    await server.call(meals.setMenus, { id: canteen.id, menus: [menu] }, { as: clerk.token })

    const again = await server.call(meals.setMenus, { id: canteen.id, menus: [menu] }, { as: admin.token })

    expect(again.refused).toMatchObject([{ sittingId: menu.sittingId }])
    const week = await server.call(meals.getMenus, { id: canteen.id, from: TODAY }, { as: clerk.token })
    expect(week.items[0]).toMatchObject({ revision: 1, dishes: [{ name: '红烧鸡块' }, {}, {}, {}] })
  })
})

describe('kitchen and delivery', () => {
  it('counts dishes and diets by how they are taken and orders the way from door to door', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    await menuOf(canteen, canteen.lunch)
    const at = (east: number) => ({ lng: 118.4935 + east, lat: 37.4605 })
    const far = await aged(80, { name: '远', home: { text: '颐园 9 号楼 101', position: at(0.004) } })
    const near = await aged(80, { name: '近', home: { text: '颐园 1 号楼 101', position: at(0.001) } })
    const beside = await aged(80, { name: '邻', home: { text: '颐园 1 号楼 202', position: at(0.001) } })
    for (const who of [far, near, beside]) await order(who, canteen.lunch, { mode: 'delivery', diets: ['soft'] })
    await order(await aged(60), canteen.lunch, { dishes: [{ id: 'rice', count: 2 }] }, { seats: 2 })

    const { sittings } = await server.call(meals.getKitchen, { placeId: canteen.placeId }, { as: clerk.token })

    const [lunch] = sittings
    expect(lunch).toMatchObject({
      servings: 5,
      modes: [
        { code: 'eat_in', count: 2 },
        { code: 'delivery', count: 3 },
      ],
    })
    expect(lunch!.dishes).toEqual([
      { name: '红烧鸡块', count: 5 },
      { name: '馒头', count: 3 },
      { name: '米饭', count: 2 },
    ])
    expect(lunch!.diets).toEqual([{ name: '软烂', count: 3, byMode: [{ name: '送到家', count: 3 }] }])
    expect(lunch!.route.map(({ building, bookingIds }) => [building, bookingIds.length])).toEqual([
      ['颐园 1 号楼', 2],
      ['颐园 9 号楼', 1],
    ])
  })

  it('goes along when the sitting is moved: the menu, and what each chose of it', async () => {
    const { id, lunch } = await buildCanteen({ days: [TODAY] })
    await menuOf({ id }, lunch)
    const who = await aged(80)
    await order(who, lunch, { mode: 'pickup', dishes: [{ id: 'bun', count: 1 }] })

    const moved = await server.call(
      rescheduleSitting,
      { id: String(lunch._id), from: 720, to: 780, reason: '厨房检修' },
      { as: admin.token },
    )

    const [went] = await BookingModel.find({ sittingId: moved.id, state: 'confirmed' }).lean<Booking[]>()
    expect(went).toMatchObject({
      personId: who._id,
      details: {
        meal: { mode: 'pickup', dishes: expect.arrayContaining([expect.objectContaining({ id: 'bun' })]) as unknown },
      },
    })
    expect((await SittingModel.findById(moved.id).lean<Sitting>())!.meal!.dishes).toHaveLength(DISHES.length)
  })

  it('takes the mark made last, whatever order the phone sends them in; delivered is arrived', async () => {
    const { lunch } = await buildCanteen({ days: [TODAY] })
    const { id } = await order(await aged(80), lunch, { mode: 'delivery', address: '颐园 2 号楼 101' })
    const mark = (which: 'delivered' | 'not_home', minute: number) =>
      server.call(
        meals.markDelivery,
        { id, mark: which, doneAt: `${TODAY}T08:${String(minute).padStart(2, '0')}:00+08:00` },
        { as: clerk.token },
      )
    await mark('delivered', 20)

    const late = await mark('not_home', 10)

    expect(late.mark).toBe('delivered')
    const till = await server.call(meals.getTill, { placeId: String(lunch.offer.placeId) }, { as: clerk.token })
    expect(till).toMatchObject({ sheet: { arrived: 1, unpaid: 1 }, unpaid: [{ bookingId: id, dueFen: 600 }] })
  })
})

it('tells whose meal is delivered that it comes home, and names no canteen to go to', async () => {
  const { lunch } = await buildCanteen({ days: [TODAY] })
  const { id } = await order(await aged(82), lunch, { mode: 'delivery', address: '颐园 3 号楼 1 单元 102' })

  const [told] = (await BookingModel.findById(id).lean<Booking>())!.outbox

  expect(told!.body).toContain('，送到家，')
  expect(told!.body).not.toContain(lunch.offer.placeName)
})

describe('the till', () => {
  const receive = (id: string, more: object = {}, key = newKey()) =>
    server.call(meals.receiveMeal, { id, method: 'cash', ...more }, { as: clerk.token, key })
  const till = (placeId: string, day = TODAY) => server.call(meals.getTill, { placeId, day }, { as: clerk.token })
  const close = (placeId: string, revision: number, countedCashFen: number, more: object = {}, as = clerk) =>
    server.call(meals.closeTill, { placeId, day: TODAY, revision, countedCashFen, ...more }, { as: as.token })

  it('goes through a day: paid, walked in, did not come, put right, closed with a difference, put right once more', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    const { placeId } = canteen
    const [wang, li, zhao] = [await aged(82), await aged(65), await aged(75)]
    const booked = await Promise.all([wang, li, zhao].map((who) => order(who, canteen.lunch)))
    const key = newKey()

    const paid = await receive(booked[0]!.id, {}, key)
    expect(paid).toMatchObject({ amountFen: 600, method: { label: '现金' } })
    expect((await receive(booked[0]!.id, {}, key)).id).toBe(paid.id)
    await expect(receive(booked[0]!.id)).rejects.toMatchObject({ code: 'ALREADY_PAID' })
    await expect(receive(booked[1]!.id, { amountFen: 1000 })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await receive(booked[1]!.id, { amountFen: 1000, reason: '零钱不够' })
    const walkIn = await server.call(
      bookOnBehalf,
      { sittingId: String(canteen.lunch._id), personId: String((await resident())._id), channel: 'counter' },
      { as: clerk.token },
    )
    await receive(walkIn.id, { method: 'social_card' })
    now = instantAt(TODAY, 11 * 60 + 32)
    await server.call(markNoShow, { id: booked[2]!.id }, { as: clerk.token })
    const right = { id: booked[1]!.id, method: 'card', amountFen: 1200, reason: '补刷了卡' } as const
    await server.call(meals.correctReceipt, right, { as: clerk.token })

    const open = await till(placeId)
    expect(open.sheet).toMatchObject({
      ...{ booked: 4, arrived: 3, noShow: 1, unpaid: 0, cashFen: 600, cardFen: 1200, socialCardFen: 1500 },
      ...{ dueFen: 600 + 1200 + 1500, subsidyFen: 900 + 300 },
    })
    await expect(close(placeId, open.revision, 500)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const closed = await close(placeId, open.revision, 500, { reason: '少一块，没找到' })
    expect(closed.closed).toMatchObject({
      expectedCashFen: 600,
      countedCashFen: 500,
      reason: '少一块，没找到',
      by: '刘敏',
    })

    await server.call(checkIn, { id: booked[2]!.id }, { as: clerk.token })
    const late = await receive(booked[2]!.id)
    expect(late).toMatchObject({ isLate: true, isCorrection: true, reason: '关账以后收的' })
    await expect(receive(booked[2]!.id)).rejects.toMatchObject({ code: 'ALREADY_PAID' })
    expect((await till(placeId)).sheet).toEqual(closed.sheet)
    now = instantAt(TODAY, 11 * 60 + 10)
  })

  it('is closed once by two who close at once', async () => {
    const { lunch, placeId } = await buildCanteen({ days: [TODAY] })
    await receive((await order(await aged(82), lunch)).id)
    const { revision } = await till(placeId)

    const outcomes = await Promise.allSettled([clerk, admin].map((who) => close(placeId, revision, 600, {}, who)))

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'TILL_CLOSED' } })
  })

  it('names who nobody said anything of before it is closed, and is closed by who does not wait', async () => {
    const { lunch, placeId } = await buildCanteen({ days: [TODAY] })
    const wang = await order(await aged(82, { name: '王秀英' }), lunch)
    const { open, revision } = await till(placeId)

    expect(open.map(({ bookingId }) => bookingId)).toEqual([wang.id])
    await expect(close(placeId, revision, 0)).rejects.toMatchObject({
      code: 'BOOKINGS_OPEN',
      message: expect.stringContaining('还有 1 位没到，也没记没来：王秀英') as string,
    })
    expect((await close(placeId, revision, 0, { despiteOpen: true })).closed).toMatchObject({ by: clerk.name })
  })

  it('says when it was paid where the phone had no network, also when it is sent twice', async () => {
    const { lunch } = await buildCanteen({ days: [TODAY] })
    const booked = await order(await aged(82), lunch)
    const at = `${TODAY}T08:20:00+08:00`
    const key = newKey()

    // The first try arrived, and its answer was lost: the next one is sent with the time of the tap.
    const first = await receive(booked.id, { at }, key)
    const again = await receive(booked.id, {}, key)

    expect([first, again].map((receipt) => Date.parse(receipt.at))).toEqual([Date.parse(at), Date.parse(at)])
    expect((await BookingModel.findById(booked.id).lean())!.checkedInAt).toEqual(new Date(at))
    const other = await order(await aged(82), lunch)
    await expect(receive(other.id, { at: `${addDays(TODAY, -3)}T08:20:00+08:00` })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('is opened again by an administrator with a reason, and what came after the closing counts then', async () => {
    const { lunch, placeId } = await buildCanteen({ days: [TODAY] })
    const [first, second] = [await order(await aged(82), lunch), await order(await aged(82), lunch)]
    await receive(first.id)
    const { revision } = await till(placeId)
    await close(placeId, revision, 600, { despiteOpen: true })
    await receive(second.id)
    const again = { placeId, day: TODAY, reason: '点错了，还有人没来' }
    const cook = await buildStaff({ role: 'cook', area: community }, now)

    await expect(
      server.call(meals.receiveMeal, { id: second.id, method: 'cash' }, { as: cook.token }),
    ).rejects.toMatchObject({ code: 'TILL_CLOSED' })
    await expect(server.call(meals.reopenTill, again, { as: clerk.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const opened = await server.call(meals.reopenTill, again, { as: admin.token })

    expect(opened).toMatchObject({
      closed: null,
      sheet: { cashFen: 1200 },
      reopened: [{ by: admin.name, reason: '点错了，还有人没来', closedBy: clerk.name, countedCashFen: 600 }],
      can: { close: true, reopen: false },
    })
    const closed = await close(placeId, opened.revision, 1200)
    expect(closed.closed).toMatchObject({ expectedCashFen: 1200 })
    expect(closed.reopened).toHaveLength(1)
  })

  it('loses no receipt to a closing at the same moment: it is in the sheet, or a correction', async () => {
    const { lunch, placeId } = await buildCanteen({ days: [TODAY] })
    const first = await order(await aged(82), lunch)
    const second = await order(await aged(82), lunch)
    await receive(first.id)
    const { revision } = await till(placeId)

    const [closing, receiving] = await Promise.allSettled([
      close(placeId, revision, 600, { despiteOpen: true }),
      receive(second.id),
    ])

    const { closed, sheet } = await till(placeId)
    if (closing.status === 'fulfilled') {
      expect(receiving).toMatchObject({ status: 'fulfilled', value: { isLate: true } })
      expect(sheet.cashFen).toBe(600)
    } else {
      expect(closing).toMatchObject({ reason: { code: 'CONFLICT' } })
      expect([closed, sheet.cashFen]).toEqual([null, 1200])
    }
  })

  it('is opened by staff of the place alone, and closed by who keeps the books', async () => {
    const { placeId, lunch } = await buildCanteen({ days: [TODAY] })
    const worker = await buildStaff({ area: community, role: 'grid_worker' }, now)
    const stranger = await buildStaff({ role: 'clerk' }, now)

    await expect(close(placeId, 0, 0, {}, worker)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(close(placeId, 0, 0, {}, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(server.call(meals.getTill, { placeId }, { as: (await resident()).token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const { id } = await order(await aged(82), lunch)
    await expect(server.call(meals.receiveMeal, { id, method: 'cash' }, { as: stranger.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the statement of a month', () => {
  it('has one row a person, adds up, and runs no formula in Excel', async () => {
    const canteen = await buildCanteen({ days: [TODAY] })
    const risky = await aged(82, { name: '=1+1' })
    const plain = await aged(65)
    for (const who of [risky, plain]) {
      const { id } = await order(who, canteen.lunch)
      await server.call(meals.receiveMeal, { id, method: 'cash' }, { as: clerk.token })
    }
    await order(await aged(70), canteen.lunch)
    const asked = { id: canteen.id, month: TODAY.slice(0, 7) }

    const statement = await server.call(meals.getStatement, asked, { as: clerk.token })

    expect(statement.totals).toEqual({
      ...{ people: 2, visits: 2, servings: 2, dueFen: 1800, subsidyFen: 1200, receivedFen: 1800 },
    })
    expect(statement.rows[0]).toMatchObject({ name: '=1+1', days: [Number(TODAY.slice(8))], rules: ['80 岁以上'] })
    const worker = await buildStaff({ area: community, role: 'grid_worker' }, now)
    await expect(server.call(meals.getStatement, asked, { as: worker.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const file = await fetch(
      `${server.origin}/api/v1/staff/services/${canteen.id}/meal-statement/file?month=${asked.month}`,
      { headers: { Authorization: `Bearer ${clerk.token}`, 'X-Client': 'weapp' } },
    )
    const rows = await readSheet(Buffer.from(await file.arrayBuffer()))
    expect(rows[1]![0]).toContain('制表：刘敏')
    expect(rows[3]).toEqual([1, '=1+1', 82, '80 岁以上', String(Number(TODAY.slice(8))), 1, 1, 6, 6, 9])
    expect(rows[5]).toEqual(['合计', '2 人', null, null, null, null, 2, 18, 18, 12])
  })
})

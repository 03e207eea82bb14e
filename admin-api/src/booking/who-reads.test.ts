import { Types } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findForCheckIn, listDay, listStaffBookings, listStaffSittings } from '@yike/shared/booking/endpoints'
import { exportAttendance, exportBookings, getServiceFeed } from '@yike/shared/feeds/endpoints'
import { listCalendar, listSeries } from '@yike/shared/schedule/endpoints'
import { listCareReads } from '@yike/shared/care/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { listThings } from '@yike/shared/loans/endpoints'
import { getKitchen, getTill, listEntitlements } from '@yike/shared/meals/endpoints'
import { addDays, dayOf, instantAt, mondayOf } from '@yike/shared/time/china'
import { getCarerCalendar, getMyVisits, getStaffVisit, listCarers, listPlans } from '@yike/shared/visits/endpoints'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildResident,
  buildService,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { CarerModel } from '../visits/model'
import { BookingModel, DiaryModel, type Sitting } from './model'
import { sealedPhone } from '../sealed-values'
import { sealDelivery } from '../meals/details'

const TODAY = dayOf(new Date())
const NOON = instantAt(TODAY, 12 * 60)
const YESTERDAY = addDays(TODAY, -1)

let server: TestServer
let community: Community
const staff: Record<string, BuiltPerson> = {}
const sittings: Record<string, Sitting> = {}
const bookings: Record<string, string> = {}
/** One person a booking, so that a name says which booking was seen. */
const NAMES = { meal: '吃颐园', other: '吃别处', health: '量血压', visit: '约助浴', colleague: '约别人' }
type Which = keyof typeof NAMES
const residents = {} as Record<Which, BuiltPerson>

async function bookingOf(which: Which, sitting: Sitting, details?: object, facts: object = {}) {
  const resident = (residents[which] ??= await buildResident({ community, name: NAMES[which] }, NOON))
  const made = await BookingModel.create({
    ...{ code: String(1000 + Object.keys(bookings).length), areas: community.areas, sittingId: sitting._id },
    ...{ sittingTitle: sitting.title, menu: [], offer: sitting.offer, day: sitting.day },
    ...{ startsAt: sitting.startsAt, endsAt: sitting.endsAt, cancelUntil: sitting.closesAt, seats: 1, note: null },
    ...{
      priceFen: null,
      details,
      personId: resident._id,
      personName: resident.name,
      phone: sealedPhone('13900001234'),
    },
    ...{ birthYear: 1944, bookedById: resident._id, bookedByName: resident.name, relation: null, channel: 'wechat' },
    ...{ state: 'confirmed', checkedInAt: null, cancelReason: null, refusal: null, orWait: false, passedOver: null },
    ...{ replaces: null, replacedBy: null, outbox: [], outboxSeq: 0, createdAt: NOON },
    ...facts,
  })
  return String(made._id)
}

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
  const canteen = await buildService(community, { kind: 'meal', name: '午餐' }, NOON)
  const kinds = { meal: 'meal', other: 'meal', health: 'health', visit: 'care', colleague: 'care' } as const
  for (const [which, kind] of Object.entries(kinds))
    sittings[which] = await buildSitting(
      community,
      {
        startsAt: instantAt(TODAY, 13 * 60),
        offer: {
          kind,
          serviceName: NAMES[which as Which],
          ...(which === 'meal' ? { placeId: canteen.placeId, serviceId: canteen._id } : {}),
        },
      },
      NOON,
    )
  staff.clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
  staff.cook = await buildStaff({ role: 'cook', area: community, placeIds: [canteen.placeId] }, NOON)
  staff.carer = await buildStaff({ role: 'carer', area: community }, NOON)
  const carers = await CarerModel.create(
    ['自己', '同事'].map((name, n) => ({
      ...{ areas: community.areas, communityId: community._id, name, createdAt: NOON },
      personId: n === 0 ? staff.carer!._id : null,
    })),
  )
  const visitBy = (n: number) => ({ visit: { carerId: carers[n]!._id, carerName: carers[n]!.name, carerPhone: null } })
  bookings.meal = await bookingOf('meal', sittings.meal!, {
    meal: {
      mode: 'delivery',
      delivery: sealDelivery({ address: '2 号楼 301', doorNote: '敲门', phone: '13900001234', position: null }),
      dishes: [],
      diets: [],
      dueFen: 800,
      subsidyFen: 0,
      rule: '',
      payer: '',
    },
  })
  bookings.other = await bookingOf('other', sittings.other!)
  bookings.health = await bookingOf('health', sittings.health!)
  bookings.visit = await bookingOf('visit', sittings.visit!, visitBy(0))
  bookings.colleague = await bookingOf('colleague', sittings.colleague!, visitBy(1))
  for (const [n, which] of (['visit', 'colleague'] as const).entries())
    await DiaryModel.create({
      _id: `${String(carers[n]!._id)}:${mondayOf(TODAY)}`,
      claims: [
        {
          bookingId: new Types.ObjectId(bookings[which]),
          sittingId: sittings[which]!._id,
          serviceId: sittings[which]!.offer.serviceId,
          startsAt: sittings[which]!.startsAt,
          endsAt: sittings[which]!.endsAt,
        },
      ],
    })
})
afterAll(() => server.stop())

const as = (who: string) => ({ as: staff[who]!.token })
const csvOf = async (path: string, who: string) => {
  const answer = await fetch(`${server.origin}${API_BASE_PATH}${path}`, {
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${staff[who]!.token}`, 'Idempotency-Key': newKey() },
  })
  expect(answer.status).toBe(200)
  return answer.text()
}
const namesIn = (text: string) => (Object.keys(NAMES) as Which[]).filter((which) => text.includes(NAMES[which]))

describe.each([
  ['clerk', ['meal', 'other', 'health', 'visit', 'colleague']],
  ['cook', ['meal']],
  ['carer', ['visit']],
] as const)('a %s reads the bookings that are theirs', (who, theirs) => {
  it('in the list of the day, by name and by code', async () => {
    const { items } = await server.call(listStaffBookings, { day: TODAY }, as(who))
    expect(namesIn(JSON.stringify(items))).toEqual(theirs)
    for (const which of Object.keys(NAMES) as Which[]) {
      const found = await server.call(listStaffBookings, { day: TODAY, q: NAMES[which] }, as(who))
      expect(found.items).toHaveLength((theirs as readonly Which[]).includes(which) ? 1 : 0)
      const booking = (await BookingModel.findById(bookings[which]).lean())!
      const byCode = server.call(findForCheckIn, { code: booking.code }, as(who))
      if ((theirs as readonly Which[]).includes(which)) expect((await byCode).items).toHaveLength(1)
      else await expect(byCode).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('in the lists of a sitting and of a person', async () => {
    for (const which of Object.keys(NAMES) as Which[]) {
      const length = (theirs as readonly Which[]).includes(which) ? 1 : 0
      const ofSitting = { sittingId: String(sittings[which]!._id) }
      expect((await server.call(listStaffBookings, ofSitting, as(who))).items).toHaveLength(length)
      const ofPerson = { personId: String(residents[which]._id) }
      expect((await server.call(listStaffBookings, ofPerson, as(who))).items).toHaveLength(length)
    }
  })

  it('in exports', async () => {
    const [from, to, month] = [TODAY, TODAY, TODAY.slice(0, 7)]
    expect(namesIn(await csvOf(`${exportBookings.path}?from=${from}&to=${to}&format=csv`, who))).toEqual(theirs)
    await BookingModel.updateMany({}, { $set: { state: 'checked_in' } })
    expect(namesIn(await csvOf(`${exportAttendance.path}?month=${month}&format=csv`, who))).toEqual(theirs)
    await BookingModel.updateMany({}, { $set: { state: 'confirmed' } })
  })

  it('and sittings of their kinds and places alone, in day, calendar and service', async () => {
    const kinds = {
      clerk: ['meal', 'other', 'health', 'visit', 'colleague'],
      cook: ['meal'],
      carer: ['visit', 'colleague'],
    }
    const day = await server.call(listDay, { day: TODAY }, as(who))
    expect(namesIn(JSON.stringify(day.items))).toEqual(kinds[who])
    const calendar = await server.call(listCalendar, { from: TODAY, to: TODAY }, as(who))
    expect(namesIn(JSON.stringify(calendar))).toEqual(kinds[who])
    const ofHealth = { id: String(sittings.health!.offer.serviceId), from: TODAY, to: TODAY }
    expect((await server.call(listStaffSittings, ofHealth, as(who))).items).toHaveLength(who === 'clerk' ? 1 : 0)
  })

  it('and carers and their calendars', async () => {
    const carers = { clerk: 2, cook: 0, carer: 1 }[who]
    expect((await server.call(listCarers, {}, as(who))).items).toHaveLength(carers)
    const calendar = await server.call(getCarerCalendar, { from: TODAY, days: 1 }, as(who))
    expect(namesIn(JSON.stringify(calendar))).toEqual(
      { clerk: ['visit', 'colleague'], cook: [], carer: ['visit'] }[who],
    )
  })

  it('and series, things and plans only with a whole area', async () => {
    for (const endpoint of [listSeries, listThings, listPlans] as const)
      expect((await server.call<object, { items: unknown[] }>(endpoint, {}, as(who))).items).toEqual([])
  })
})

describe('what only some may open', () => {
  it('is the report of a visit: the office and the carer who was there, each on record', async () => {
    const open = (who: string, which: Which) => server.call(getStaffVisit, { id: bookings[which]! }, as(who))
    await expect(open('cook', 'visit')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(open('carer', 'colleague')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await open('carer', 'visit')).bookingId).toBe(bookings.visit)
    expect((await open('clerk', 'visit')).bookingId).toBe(bookings.visit)

    const reads = await server.call(
      listCareReads,
      { personId: String(residents.visit._id) },
      { as: residents.visit.token },
    )
    expect(reads.items.map(({ why }) => why)).toEqual(['看上门服务的记录', '看上门服务的记录'])
  })

  it('is 低保: neither a cook nor a carer lists it', async () => {
    for (const who of ['cook', 'carer'])
      await expect(server.call(listEntitlements, {}, as(who))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is the till of their own canteen', async () => {
    const till = (who: string, which: Which) =>
      server.call(getTill, { placeId: String(sittings[which]!.offer.placeId), day: TODAY }, as(who))
    expect((await till('cook', 'meal')).day).toBe(TODAY)
    await expect(till('carer', 'meal')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is the calendar feed of a service', async () => {
    const feed = (who: string) => server.call(getServiceFeed, { id: String(sittings.meal!.offer.serviceId) }, as(who))
    expect((await feed('cook')).madeAt).toBeNull()
    await expect(feed('carer')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('lists show what the task of today needs', () => {
  it('the kitchen keeps neither phones nor addresses of a day that is over', async () => {
    const row = async (day: string) =>
      (await server.call(getKitchen, { day }, as('cook'))).sittings.flatMap(({ rows }) => rows)[0]!
    expect(await row(TODAY)).toMatchObject({ address: '2 号楼 301', phone: '13900001234' })

    const past = await buildSitting(
      community,
      { startsAt: instantAt(YESTERDAY, 690), offer: { ...sittings.meal!.offer } },
      NOON,
    )
    await bookingOf('meal', past, (await BookingModel.findById(bookings.meal).lean())!.details)
    expect(await row(YESTERDAY)).toMatchObject({ name: NAMES.meal, address: null, phone: null, doorNote: '' })
  })

  it('a carer has the phones of the visits of today alone', async () => {
    const visits = (day: string) => server.call(getMyVisits, { day }, as('carer'))
    expect((await visits(TODAY)).items[0]).toMatchObject({ phone: '13900001234' })

    // The visit is put off by a week.
    const day = addDays(TODAY, 7)
    const times = { startsAt: instantAt(day, 600), endsAt: instantAt(day, 660) }
    await BookingModel.updateOne({ _id: bookings.visit }, { $set: { day, ...times } })
    const { _id, claims } = (await DiaryModel.findOne({ 'claims.bookingId': bookings.visit }).lean())!
    const [carer] = _id.split(':')
    await DiaryModel.create({ _id: `${carer}:${mondayOf(day)}`, claims: [{ ...claims[0], ...times }] })
    expect((await visits(day)).items[0]).toMatchObject({ phone: null, family: [] })
  })
})

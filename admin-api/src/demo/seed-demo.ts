import { Schema, Types, model } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { CARE_CONSENT_VERSION } from '@yike/shared/care/rules'
import type { Shape } from '@yike/shared/geo/shape'
import {
  addDays,
  addMinutes,
  dayOf,
  instantAt,
  minuteOf,
  mondayOf,
  toApiTime,
  weekdayOf,
} from '@yike/shared/time/china'
import { appeal, checkIn, markNoShow } from '../booking/attend'
import { book, bookOnBehalf } from '../booking/book'
import { cancelByStaff } from '../booking/cancel'
import { BookingModel, SittingModel, type Booking, type Sitting } from '../booking/model'
import { makeOffers } from '../booking/offers'
import { createSeries } from '../booking/series'
import { createSittings } from '../booking/sittings'
import { pauseCheck, sayWell, setCheck } from '../care/check'
import { saveFile } from '../care/file'
import { CareFileModel } from '../care/model'
import { loadDefaultCategories } from '../cases/categories'
import { fileCase } from '../cases/file'
import { CaseModel, CategoryModel, type CaseRecord } from '../cases/model'
import { rateCase, reopenCase } from '../cases/resident-steps'
import * as staffSteps from '../cases/staff-steps'
import { suggestCorrection } from '../directory/corrections'
import { PlaceModel, ServiceModel } from '../directory/model'
import { createPlace } from '../directory/places'
import { createPremises } from '../directory/premises'
import { createService } from '../directory/services'
import { keepPhoto } from '../files/store'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { underLock } from '../lock'
import { handOut } from '../loans/counter'
import { ThingModel } from '../loans/model'
import { createThing, setLoanService } from '../loans/things'
import { createNotice, publishNotice, withdrawNotice } from '../notices/publish'
import { NoticeModel } from '../notices/model'
import { personTokens } from '../people/found-by'
import { confirmEntitlement } from '../meals/entitlements'
import { setMenus } from '../meals/menus'
import { receiveMeal } from '../meals/till'
import { markDelivery } from '../meals/deliveries'
import { setMealTerms } from '../meals/terms'
import { CredentialModel, PersonModel, type Person } from '../people/model'
import { hashPassword } from '../people/sign-in'
import { addArea, type Area, type Community } from '../territory/areas'
import { drawRoad } from '../territory/map'
import { createCarer, setVisitService } from '../visits/carers'
import { makePlan } from '../visits/plans'
import * as visits from '../visits/report'
import * as facts from './facts'
import { seedCourses } from './seed-courses'
import { seedHall } from './seed-hall'
import * as mealFacts from './meals'
import { drawPicture } from './picture'
import { seedFamily } from './seed-family'

export const DEMO_PASSWORD = 'demo-yike-15'

const DoneModel = model<{ _id: string; doneAt: Date }>(
  'DemoSeed',
  new Schema({ _id: String, doneAt: Date }, { autoIndex: false, versionKey: false }),
  'demo_seed',
)

/** Whether this database holds the demo community, whole or in part, or anybody who signed in by the demo login. */
export const holdsDemo = async () =>
  (await DoneModel.exists({ _id: 'demo' })) !== null || (await PersonModel.exists({ demo: true })) !== null

/** Degrees for metres east and north of the middle. */
function positionOf([east, north]: [number, number]) {
  const lat = facts.CENTER.lat + north / 111_320
  return { lng: facts.CENTER.lng + east / (111_320 * Math.cos((facts.CENTER.lat * Math.PI) / 180)), lat }
}

/** The same id for the same word, so that seeding again finds what it made. */
const fixedId = (kind: number, n: number) =>
  new Types.ObjectId(`de${kind.toString(16).padStart(2, '0')}${n.toString(16).padStart(20, '0')}`)

const actorOf = (person: Person): Actor => ({
  personId: person._id,
  sessionId: 'demo',
  name: person.name,
  areas: person.areas,
  roles: person.roles,
})

/**
 * Fills an empty database with the demo community, through the same verbs that people use, while no other process does.
 * Every step has a fixed key, so that a seeding that was cut off goes on when it is called again. False when it had been
 * done before. `onStep` hears what is made next.
 */
export const seedDemo = (now: Date, onStep: (what: string) => void = () => undefined): Promise<boolean> =>
  underLock('demo', async () => {
    if (await DoneModel.exists({ _id: 'demo' })) return false
    onStep('社区和人')
    await loadDefaultCategories()
    const { street, community, grids } = await territory()
    const staff = await seedStaff(street, community, grids, now)
    const residents = await seedResidents(community, now)
    onStep('地点、服务和场次')
    await seedDirectory(staff[0]!, community, now)
    await seedPremises(staff[0]!, community, now)
    onStep('预约和诉求')
    const bookings = async () => {
      await seedEntitlements(staff[1]!, now)
      await seedBookings(staff, residents, now)
      await seedCourses(staff, residents, now)
      await seedHall(staff[1]!, residents, now)
      await seedVisits(staff, residents, community, now)
      await seedLoans(staff, residents, now)
    }
    const words = async () => {
      await seedNotices(staff[0]!, community, now)
      await seedCorrections(residents, now)
      await seedCases(staff, residents, now)
    }
    // Neither asks the other anything, and each waits for the disk more than it works.
    await Promise.all([bookings(), words()])
    onStep('家人')
    await seedCare(residents, now)
    await seedFamily(
      staff.find(({ roles }) => roles[0]!.role === 'clerk')!,
      residents,
      now,
    )
    await forgetOldNews(now)
    await DoneModel.create({ _id: 'demo', doneAt: now })
    return true
  })

const NEWS_DAYS = 2

/** What happened before the demo began is not told now, or every inbox would begin with fifty messages. */
async function forgetOldNews(now: Date) {
  const old = { at: { $lt: addMinutes(now, -NEWS_DAYS * 1440) } }
  await BookingModel.updateMany({ 'outbox.at': old.at }, { $pull: { outbox: old } })
  await CaseModel.updateMany({ 'outbox.at': old.at }, { $pull: { outbox: old } })
}

const pointAt = (at: [number, number]): [number, number] => {
  const { lng, lat } = positionOf(at)
  return [lng, lat]
}
const groundWithin = (corners: [number, number][]): Shape => ({
  type: 'MultiPolygon',
  coordinates: [[[...corners, corners[0]!].map(pointAt)]],
})

async function territory() {
  const city = await addArea({ level: 'city', name: '东营市', code: '370500' })
  const district = await addArea({ level: 'district', name: '东营区', code: '370502', parent: city })
  const street = await addArea({ level: 'street', name: facts.COMMUNITY.street, code: '370502001', parent: district })
  const community = (await addArea({
    level: 'community',
    name: facts.COMMUNITY.name,
    parent: street,
    phone: facts.COMMUNITY.phone,
    position: facts.CENTER,
    shape: groundWithin(facts.BORDER),
  })) as Community
  const { name, phone, at, border } = facts.NEIGHBOUR
  await addArea({
    level: 'community',
    name,
    phone,
    parent: street,
    position: positionOf(at),
    shape: groundWithin(border),
  })
  const grids: Area[] = []
  for (const { name, border } of facts.GRIDS)
    grids.push(await addArea({ level: 'grid', name, parent: community, shape: groundWithin(border) }))
  for (const { name, at } of facts.COMPOUNDS)
    await addArea({ level: 'compound', name, parent: community, position: positionOf(at) })
  for (const [n, { name, path }] of facts.ROADS.entries())
    await drawRoad(fixedId(5, n), { areas: street.areas, name, path: path.map(pointAt) })
  return { street, community, grids }
}

async function person(id: Types.ObjectId, fields: Partial<Person>, now: Date): Promise<Person> {
  await PersonModel.updateOne(
    { _id: id },
    {
      $setOnInsert: {
        ...fields,
        tokens: personTokens({ name: fields.name!, phone: fields.phone ?? null, home: fields.home ?? null }),
        demo: true,
        createdAt: now,
      },
    },
    { upsert: true, setDefaultsOnInsert: true },
  )
  return (await PersonModel.findById(id).lean<Person>())!
}

async function credential(id: string, personId: Types.ObjectId, passwordHash: string | null, now: Date) {
  await CredentialModel.updateOne(
    { _id: id },
    { $setOnInsert: { personId, passwordHash, createdAt: now } },
    { upsert: true },
  )
}

/** The administrator works for the street, everybody else for the community. */
async function seedStaff(street: Area, community: Community, grids: Area[], now: Date): Promise<Actor[]> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const staff: Actor[] = []
  for (const [n, { username, name, role }] of facts.STAFF.entries()) {
    const grid = role === 'grid_worker' ? grids[n % 2]! : null
    const made = await person(
      fixedId(1, n),
      {
        name,
        communityId: community._id,
        areas: (grid ?? community).areas,
        roles: [{ role, areaId: (role === 'community_admin' ? street : community)._id }],
      },
      now,
    )
    await credential(`password:${username}`, made._id, passwordHash, now)
    await credential(`demo:${name}`, made._id, null, now)
    staff.push(actorOf(made))
  }
  return staff
}

async function seedResidents(community: Community, now: Date): Promise<Actor[]> {
  const residents: Actor[] = []
  for (const [n, { name, birthYear, phone, home, at, elder, family = [] }] of facts.RESIDENTS.entries()) {
    const place = { communityId: community._id, areas: community.areas }
    const lines = []
    for (const [k, member] of family.entries()) {
      const id = fixedId(3, n * 10 + k)
      await person(
        id,
        {
          ...place,
          name: member.name,
          birthYear: member.birthYear,
          home: { text: member.home ?? home, position: positionOf(at) },
          writtenDownBy: fixedId(2, n),
        },
        now,
      )
      lines.push({
        ...{ personId: id, name: member.name, relation: member.relation },
        ...{ state: 'written_down' as const, bindingId: null },
      })
    }
    const made = await person(
      fixedId(2, n),
      {
        ...place,
        name,
        birthYear,
        phone,
        home: { text: home, position: positionOf(at) },
        settings: { elderView: elder ?? false, pace: elder ? 'elder' : 'adult' },
        family: lines,
      },
      now,
    )
    await credential(`demo:${name}`, made._id, null, now)
    residents.push(actorOf(made))
  }
  return residents
}

async function seedPremises(admin: Actor, community: Community, now: Date) {
  for (const [n, rooms] of facts.PREMISES.entries())
    await createPremises(admin, `demo-premises-${n}`, { communityId: String(community._id), note: '', ...rooms }, now)
}

async function seedDirectory(admin: Actor, community: Community, now: Date) {
  const placeIds = new Map<string, string>()
  for (const [n, { at, hours, ...place }] of facts.PLACES.entries()) {
    const made = await createPlace(
      admin,
      `demo-place-${n}`,
      {
        communityId: String(community._id),
        name: place.name,
        category: place.category,
        address: place.address,
        position: positionOf(at),
        phone: `0546-80001${String(n).padStart(2, '0')}`,
        status: 'active',
        alert: place.alert,
        about: place.about ?? '',
        hours: {
          rules: hours.map(([weekdays, from, to]) => ({ weekdays, from, to })),
          exceptions: [],
          holidays: hours === facts.OFFICE ? 'office' : 'same',
        },
        accessibility: (place.accessibility ?? []) as ('ramp' | 'lift' | 'toilet' | 'parking')[],
        photoIds: [],
        organization: place.organization ?? null,
        morePhones: place.morePhones ?? [],
      },
      // Looked at on different days; some too long ago.
      addMinutes(now, -((n * 13) % 120) * 1440),
    )
    placeIds.set(place.name, String(made._id))
  }
  const days = Array.from({ length: 24 }, (_, ahead) => addDays(dayOf(now), ahead - 10))
  for (const [n, { place, sittings, ...service }] of facts.SERVICES.entries()) {
    const made = await createService(
      admin,
      `demo-service-${n}`,
      {
        placeId: placeIds.get(place)!,
        kind: service.kind,
        name: service.name,
        about: service.about,
        eligibility: service.eligibility ?? '',
        minAge: service.minAge ?? null,
        maxAge: service.maxAge ?? null,
        weeklyLimit: service.weeklyLimit ?? null,
        maxSeats: service.maxSeats ?? 1,
        priceFen: service.priceFen ?? null,
        noteChoices: service.noteChoices ?? [],
        closesBeforeMinutes: service.closesBeforeMinutes ?? 30,
        opensBeforeDays: 14,
        status: 'active',
        hours: null,
        phone: null,
        languages: ['zh', 'zh-dialect'],
        fees: service.fees ?? [],
        ...facts.DETAILS[service.kind],
      },
      now,
    )
    const id = String(made._id)
    if (service.kind === 'meal' && made.mealPrices === undefined) await seedTerms(admin, id, made.revision, now)
    // Meals are arranged by a series from tomorrow on; what was, and the rest, day by day.
    const bySeries = service.kind === 'meal'
    if (bySeries) await seedSeries(admin, id, service.name, sittings, now)
    for (const [k, { weekdays, menu, ...sitting }] of sittings.entries())
      await createSittings(
        admin,
        `demo-sitting-${n}-${k}`,
        {
          id,
          days: days.filter((day) => weekdays.includes(weekdayOf(day)) && !(bySeries && day > dayOf(now))),
          menu: menu ?? [],
          ...sitting,
        },
        now,
      )
    if (service.name === '午餐') await seedMenus(admin, id)
  }
}

/** A day two weeks ahead on which the kitchen is looked over. */
const KITCHEN_DAY = 13

const seedSeries = (admin: Actor, id: string, name: string, sittings: facts.DemoService['sittings'], now: Date) =>
  createSeries(
    admin,
    `demo-series-${id}`,
    {
      id,
      name: `日常${name}`,
      lines: sittings.map((sitting) => ({
        menu: [],
        reserve: null,
        closesBeforeMinutes: null,
        opensBeforeDays: null,
        ...sitting,
      })),
      exceptions: [{ day: addDays(dayOf(now), KITCHEN_DAY), periods: [], reason: '厨房检修' }],
      holidays: 'same',
      validFrom: addDays(dayOf(now), 1),
      validTo: null,
    },
    now,
  )

const seedTerms = (admin: Actor, id: string, revision: number, now: Date) =>
  setMealTerms(
    admin,
    {
      id,
      revision,
      modes: mealFacts.MEAL_MODES_OF_CANTEEN,
      prices: mealFacts.MEAL_PRICES,
      payer: mealFacts.SUBSIDY,
    },
    now,
  )

const WAITING = 3

/** A visit that is full with two who wait, one whose turn has come, and somebody who says why they did not come. */
async function seedLine(staff: Actor[], residents: Actor[], now: Date) {
  const [clerk, cook] = [staff[1]!, staff[5]!]
  const sitting = await SittingModel.findOne({
    'offer.kind': 'care',
    state: 'open',
    taken: 0,
    closesAt: { $gt: addMinutes(now, 1440) },
    opensAt: { $lte: now },
  })
    .sort({ startsAt: 1 })
    .lean()
  if (sitting) {
    let waiting = 0
    for (const [k, who] of residents.entries()) {
      const request = { sittingId: String(sitting._id), personId: String(who.personId), seats: 1, orWait: true }
      const booking = await tried(bookOnBehalf(clerk, `demo-line-${k}`, { ...request, channel: 'phone' }, now))
      if (booking?.state === 'waiting' && ++waiting === WAITING) break
    }
    await cancelFirst(clerk, sitting._id, now)
    await makeOffers(now)
  }
  const missed = await BookingModel.findOne({ state: 'confirmed', endsAt: { $lt: now }, day: { $lt: dayOf(now) } })
    .sort({ startsAt: -1, personId: 1 })
    .lean()
  const said = missed && residents.find(({ personId }) => personId.equals(missed.personId))
  if (!missed || !said) return
  await tried(markNoShow(cook, String(missed._id), now))
  await tried(appeal(said, String(missed._id), '那天上午去医院拿药，排队晚了，没来得及取消', now))
}

async function cancelFirst(clerk: Actor, sittingId: Types.ObjectId, now: Date) {
  const first = await BookingModel.findOne({ sittingId, state: 'confirmed' }).lean()
  if (first) await cancelByStaff(clerk, String(first._id), '本人来电话说不来了', now)
}

/** A menu that was written before a seeding was cut off stands. */
async function seedMenus(admin: Actor, id: string) {
  const sittings = await SittingModel.find({ 'offer.serviceId': id, state: 'open' }).lean()
  await setMenus(admin, {
    id,
    menus: sittings.map(({ _id, day }) => ({
      sittingId: String(_id),
      revision: 0,
      dishes: mealFacts.lunchOf(weekdayOf(day)),
    })),
  })
}

/** Refusals of a seeding are those a resident would meet (a second lunch on one day): left out, not mended. */
async function tried<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof AppError) return null
    throw cause
  }
}

/**
 * Everybody books in the order of the sittings, all side by side: what one is refused (a second lunch, something else at
 * that hour) hangs on their own bookings alone, because no sitting is filled.
 */
async function seedBookings(staff: Actor[], residents: Actor[], now: Date) {
  const cook = staff[5]!
  const today = dayOf(now)
  const sittings = await SittingModel.find({
    'offer.kind': { $in: ['meal', 'course', 'health'] },
    day: { $gte: addDays(today, -9), $lte: addDays(today, 3) },
  })
    .sort({ startsAt: 1, _id: 1 })
    .lean()
  const wishes: { sitting: Sitting; k: number; turn: number }[][] = residents.map(() => [])
  for (const [n, sitting] of sittings.entries()) {
    const count = Math.min(Math.floor(sitting.capacity * 0.6), 3 + (n % 9))
    for (let k = 0; k < count; k++) {
      const turn = n * 7 + k * 3
      wishes[turn % residents.length]!.push({ sitting, k, turn })
    }
  }
  const bookAll = async (who: Actor, ofThem: (typeof wishes)[number]) => {
    for (const { sitting, k, turn } of ofThem) {
      const acted = addMinutes(sitting.closesAt, -60) < now ? addMinutes(sitting.closesAt, -60) : now
      const booking = await tried(
        book(
          who,
          `demo-booking-${String(sitting._id)}-${k}`,
          { sittingId: String(sitting._id), seats: 1, ...mannerOf(sitting.offer.kind, turn) },
          'wechat',
          acted,
        ),
      )
      // Of those whose time has come most came.
      if (booking && sitting.startsAt < now && k % 6 !== 5)
        await arrived(cook, booking, addMinutes(sitting.startsAt, 5), k)
    }
  }
  await Promise.all(residents.map((who, n) => bookAll(who, wishes[n]!)))
  await seedMother(residents[0]!, cook, now)
  await seedLine(staff, residents, now)
}

const mannerOf = (kind: string, n: number) =>
  kind === 'meal' ? { details: { meal: mealFacts.MANNERS[n % mealFacts.MANNERS.length] } } : {}

/** Checked in; where something was due, paid. What was brought is marked too. */
async function arrived(cook: Actor, booking: Booking, at: Date, k: number) {
  const id = String(booking._id)
  const meal = booking.details?.meal
  if (meal?.mode === 'delivery') await tried(markDelivery(cook, id, 'delivered', at, at))
  if (!meal || meal.dueFen === 0) await tried(checkIn(cook, id, at))
  else await tried(receiveMeal(cook, `demo-receipt-${id}`, { id, method: k % 3 === 2 ? 'social_card' : 'cash' }, at))
}

/** Somebody whose price depends on what an office saw. */
async function seedEntitlements(clerk: Actor, now: Date) {
  const until = `${dayOf(now).slice(0, 4)}-12-31`
  for (const n of [2, 7])
    await confirmEntitlement(
      clerk,
      { personId: String(fixedId(2, n)), kind: 'low_income', evidence: `低保证尾号 0${n}17`, until },
      now,
    )
}

/** Days before today on which the mother had a lunch brought: what 「和上周一样」 repeats. */
const MOTHERS_LUNCHES = [-5, -3]

/** 王秀英 has booked tomorrow's lunch for her mother, and booked for her last week. */
async function seedMother(wang: Actor, cook: Actor, now: Date) {
  for (const ago of MOTHERS_LUNCHES) {
    const day = addDays(dayOf(now), ago)
    const past = await SittingModel.findOne({ 'offer.serviceName': '午餐', title: '午餐第一批', day }).lean()
    if (!past) continue
    const meal = { mode: 'delivery' as const, diets: ['soft' as const], doorNote: '敲门大声点，耳朵背' }
    const asked = { sittingId: String(past._id), personId: String(fixedId(3, 0)), seats: 1, details: { meal } }
    const acted = addMinutes(past.closesAt, -60)
    const booking = await tried(book(wang, `demo-mother-${day}`, asked, 'wechat', acted))
    if (booking) await arrived(cook, booking, addMinutes(past.startsAt, 15), 0)
  }
  const lunch = await SittingModel.findOne({
    'offer.serviceName': '午餐',
    title: '午餐第一批',
    day: addDays(dayOf(now), 1),
  }).lean()
  if (lunch)
    await tried(
      book(
        wang,
        'demo-mother-lunch',
        {
          sittingId: String(lunch._id),
          personId: String(fixedId(3, 0)),
          seats: 1,
          details: { meal: { diets: ['soft'] } },
        },
        'wechat',
        now,
      ),
    )
}

async function seedCare(residents: Actor[], now: Date) {
  const since = addMinutes(now, -20 * 1440)
  for (const { by, child, until, tapped, pausedDays, file } of facts.CARE) {
    const elder = residents[by]!
    const personId = String(elder.personId)
    if (child) {
      const line = { personId: elder.personId, name: elder.name, relation: child.relation }
      await PersonModel.updateOne(
        { _id: residents[child.by]!.personId, 'family.personId': { $ne: elder.personId } },
        { $push: { family: line } },
      )
    }
    await setCheck(elder, { personId, until }, since)
    await sayWell(elder, personId, instantAt(addDays(dayOf(now), -1), tapped ?? until - 90))
    if (tapped !== undefined && tapped < minuteOf(now)) await sayWell(elder, personId, instantAt(dayOf(now), tapped))
    const to = addDays(dayOf(now), pausedDays ?? 0)
    if (pausedDays) await pauseCheck(elder, { personId, from: dayOf(now), to, reason: 'family' }, now)
    if (file && !(await CareFileModel.exists({ _id: elder.personId })))
      await saveFile(
        elder,
        { personId, revision: 0, body: file, consent: { version: CARE_CONSENT_VERSION, guardian: false } },
        since,
      )
  }
}

const serviceNamed = async (name: string) => (await ServiceModel.findOne({ name }).lean())!

/** Carers, what their services ask, visits of these days, and one that comes again and again. */
async function seedVisits(staff: Actor[], residents: Actor[], community: Community, now: Date) {
  const admin = staff[0]!
  for (const [name, asked] of Object.entries(facts.VISIT_SERVICES))
    await setVisitService(admin, { id: String((await serviceNamed(name))._id), ...asked })
  const today = dayOf(now)
  const bath = await serviceNamed('上门助浴')
  const sittings = await SittingModel.find({
    'offer.serviceId': bath._id,
    day: { $gte: addDays(today, -9), $lte: addDays(today, 4) },
  })
    .sort({ startsAt: 1 })
    .lean()
  // Twice a week at most: this week is for what lies ahead.
  const past = sittings.filter(({ day, title }) => day < mondayOf(today) && title === '上午')
  for (const [n, { name, username, daysOff, services, ...carer }] of facts.CARERS.entries()) {
    const account = facts.STAFF.findIndex((one) => one.username === username)
    const serviceIds = await Promise.all(services.map(async (one) => String((await serviceNamed(one))._id)))
    await createCarer(
      admin,
      `demo-carer-${n}`,
      {
        ...{ ...carer, name, serviceIds, communityId: String(community._id), active: true, bufferMinutes: 20 },
        personId: account < 0 ? null : String(staff[account]!.personId),
        hours: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1050 }],
        daysOff: (daysOff ?? []).map((days) => addDays(today, days)),
      },
      now,
    )
    // Who was there first has the visits of the past: an account of the demo wrote them up.
    if (n === 0) for (const sitting of past) await seedPastVisit(staff[4]!, residents, sitting)
  }
  const ahead = sittings.filter(({ day }) => day >= today)
  for (const [n, sitting] of ahead.entries()) {
    const at = addMinutes(sitting.closesAt, -60) < now ? addMinutes(sitting.closesAt, -60) : now
    const personId = n % 3 === 0 ? String(fixedId(3, 0)) : undefined
    const who = personId ? residents[0]! : residents[2 + (n % 2)]!
    const key = `demo-visit-${String(sitting._id)}`
    await tried(
      book(who, key, { sittingId: String(sitting._id), personId, seats: 1, note: '敲门响一点，耳背' }, 'wechat', at),
    )
  }
  await makePlan(
    residents[0]!,
    'demo-plan',
    {
      ...{ serviceId: String((await serviceNamed('上门打扫'))._id), personId: String(fixedId(3, 0)) },
      ...{ from: addDays(today, 1), weekdays: [4], minute: 510, weeks: 4 },
    },
    { byStaff: false, channel: 'wechat' },
    now,
  )
}

async function seedPastVisit(carer: Actor, residents: Actor[], sitting: Sitting) {
  const { _id, startsAt, endsAt, closesAt } = sitting
  const booking = await tried(
    book(
      residents[0]!,
      `demo-visit-${String(_id)}`,
      { sittingId: String(_id), personId: String(fixedId(3, 0)), seats: 1 },
      'wechat',
      addMinutes(closesAt, -60),
    ),
  )
  if (!booking) return
  const id = String(booking._id)
  const [at, left] = [addMinutes(startsAt, 3), addMinutes(endsAt, -4)]
  const position = positionOf(facts.RESIDENTS[0]!.at)
  await visits.checkIn(carer, { id, at: toApiTime(at), position }, at)
  await visits.report(
    carer,
    {
      id,
      tasks: [
        { name: '助浴', done: true, reason: null },
        { name: '剪指甲', done: true, reason: null },
        { name: '测血压', done: true, reason: null },
      ],
      vitals: { systolic: 136, diastolic: 80, pulse: 74, temperature: null },
      note: '洗得挺高兴，水温正好。右脚后跟有点红，抹了药膏。',
      photoIds: [],
    },
    left,
  )
  await visits.checkOut(carer, { id, at: toApiTime(left), position }, left)
}

/** Things on loan: one out, one late, one to be fetched. */
async function seedLoans(staff: Actor[], residents: Actor[], now: Date) {
  const [admin, clerk] = [staff[0]!, staff[1]!]
  const long = addMinutes(now, -30 * 1440)
  for (const [n, { service, kind = 'item', ...thing }] of facts.THINGS.entries()) {
    const serviceId = String((await serviceNamed(service))._id)
    if (n === 0) await setLoanService(admin, { id: serviceId, maxDays: 30 }, long)
    await createThing(
      admin,
      `demo-thing-${n}`,
      { serviceId, kind, ...thing, condition: 'good', note: '', active: true },
      long,
    )
  }
  const { _id } = await serviceNamed('借轮椅、助行器')
  const loans = [
    { who: residents[0]!, personId: String(fixedId(3, 1)), number: 'LY-01', begins: -5, ends: 9, out: true },
    { who: residents[3]!, number: 'ZX-01', begins: -12, ends: -2, out: true },
    { who: residents[4]!, number: 'LY-02', begins: 0, ends: 6, out: false },
  ]
  for (const { who, personId, number, begins, ends, out } of loans) {
    const thing = (await ThingModel.findOne({ serviceId: _id, number }).lean())!
    const asked = addMinutes(now, Math.min(begins, 0) * 1440 - 20)
    const day = (days: number) => addDays(dayOf(now), days)
    const loan = { thingId: String(thing._id), from: begins === 0 ? day(0) : dayOf(asked), to: day(ends) }
    const booking = await tried(
      book(
        who,
        `demo-loan-${number}`,
        { sittingId: String(_id), personId, seats: 1, details: { loan } },
        'wechat',
        asked,
      ),
    )
    if (booking && out)
      await tried(handOut(clerk, { id: String(booking._id), condition: 'good', note: '', photoIds: [] }, asked))
  }
}

async function seedCorrections(residents: Actor[], now: Date) {
  for (const [n, { by, place, fields }] of facts.CORRECTIONS.entries()) {
    const { _id } = (await PlaceModel.findOne({ name: place }).lean())!
    const at = addMinutes(now, -(n + 1) * 400)
    await suggestCorrection(residents[by]!, `demo-correction-${n}`, { id: String(_id), fields: [...fields] }, at)
  }
}

async function seedNotices(admin: Actor, community: Community, now: Date) {
  for (const [n, { kind, title, urgent, daysAgo, lasts, concerns, spares, body, state }] of facts.NOTICES.entries()) {
    const at = addMinutes(instantAt(addDays(dayOf(now), -daysAgo), 510), n)
    const when = at < now ? at : addMinutes(now, -30)
    const hour = (hours: number) =>
      new Date(Math.ceil((now.getTime() + hours * 3_600_000) / 3_600_000) * 3_600_000).toISOString()
    const draft = await createNotice(
      admin,
      `demo-notice-${n}`,
      {
        communityId: String(community._id),
        kind,
        title,
        urgent: urgent ?? false,
        startsAt: lasts ? hour(lasts[0]) : null,
        endsAt: lasts ? hour(lasts[1]) : null,
        concerns: concerns ?? '',
        spares: spares ?? '',
        body,
        phone: facts.COMMUNITY.phone,
      },
      when,
    )
    if (state === 'draft' || draft.state !== 'draft') continue
    await publishNotice(admin, String(draft._id), draft.revision, when)
    // Old news is not told again to everybody's inbox.
    if (daysAgo > 1) await NoticeModel.updateOne({ _id: draft._id }, { $unset: { tellingAfter: 1 } })
    if (state === 'withdrawn')
      await withdrawNotice(admin, String(draft._id), '灶台提前修好了，周日照常', addMinutes(when, 600))
  }
}

async function seedCases(staff: Actor[], residents: Actor[], now: Date) {
  const [admin, clerk, grid, grid2] = staff as [Actor, Actor, Actor, Actor]
  const categories = await CategoryModel.find().lean()
  for (const [n, one] of facts.CASES.entries()) {
    const reporter = residents[one.by]!
    const filedAt =
      one.daysAgo === 0
        ? addMinutes(now, -40 - n)
        : instantAt(addDays(dayOf(now), -one.daysAgo), 540 + ((n * 37) % 420))
    const photoIds = one.photo ? [await photo(reporter, n, filedAt)] : []
    const filed = await fileCase(
      reporter,
      `demo-case-${n}`,
      {
        kind: 'complaint',
        description: one.words,
        address: one.address,
        position: positionOf(facts.RESIDENTS[one.by]!.at),
        photoIds,
        anonymous: one.anonymous ?? false,
        ...idOf(categories.find(({ name, parentId }) => name === one.category && parentId)),
      },
      filedAt,
    ).catch(async (cause: unknown) => {
      // Filed by a seeding that was cut off, with another picture: that one stands.
      const before = await CaseModel.findOne({ 'idem.key': `demo-case-${n}` }).lean<CaseRecord>()
      if (before && (cause instanceof AppError || isDuplicate(cause))) return before
      throw cause
    })
    if (filed.seq === (await seqOf(filed._id)) && filed.state === 'submitted')
      await walk(filed, one, { admin, clerk, worker: n % 2 ? grid : grid2, reporter }, filedAt, now)
  }
}

const idOf = (category: { _id: Types.ObjectId } | undefined) => (category ? { categoryId: String(category._id) } : {})
const seqOf = async (id: Types.ObjectId) => (await CaseModel.findById(id, { seq: 1 }).lean<CaseRecord>())!.seq
const photo = async (who: Actor, n: number, at: Date) =>
  String((await keepPhoto(who.personId, await drawPicture(n), at))._id)

interface Crew {
  admin: Actor
  clerk: Actor
  worker: Actor
  reporter: Actor
}

const OFFICE = { opens: 510, closes: 1050 }

/** The same day, with its 24 hours pressed into office hours; never before what came earlier, nor in the future. */
function duringOfficeHours(at: Date, earliest: Date, now: Date) {
  const minute = OFFICE.opens + (minuteOf(at) / 1440) * (OFFICE.closes - OFFICE.opens)
  const pressed = instantAt(dayOf(at), Math.round(minute))
  return pressed > earliest && pressed < now ? pressed : at > earliest ? at : addMinutes(earliest, 1)
}

/** Takes a case as far as it went: accepted, handed to a worker, answered, rated, each some hours after the other. */
async function walk(
  { _id }: CaseRecord,
  one: facts.DemoCase,
  { admin, clerk, worker, reporter }: Crew,
  filedAt: Date,
  now: Date,
) {
  const id = String(_id)
  const span = Math.max(30, (now.getTime() - filedAt.getTime()) / 60_000)
  let last = filedAt
  const after = (share: number) => (last = duringOfficeHours(addMinutes(filedAt, span * share), last, now))
  const step = async () => ({ id, seq: await seqOf(_id) })
  const { until, said = '' } = one
  if (until === 'submitted') return
  if (until === 'returned') {
    await staffSteps.returnCase(
      clerk,
      { ...(await step()), reason: said, belongsTo: '街道和交警', phone: '12345' },
      after(0.2),
    )
    return
  }
  await staffSteps.acceptCase(clerk, { ...(await step()), text: '看到了，今天派人去。' }, after(0.1))
  if (until === 'accepted') return
  await staffSteps.assignCase(
    admin,
    { ...(await step()), assigneeId: String(worker.personId), text: '先去看一眼，看完回个话。' },
    after(0.2),
  )
  if (until === 'waiting') {
    await staffSteps.replyToCase(worker, { ...(await step()), text: said, ask: true, photoIds: [] }, after(0.4))
    return
  }
  if (until === 'in_progress') {
    await staffSteps.replyToCase(worker, { ...(await step()), text: said, ask: false, photoIds: [] }, after(0.5))
    return
  }
  const done = one.photo ? [await photo(worker, one.by + 50, after(0.6))] : []
  await staffSteps.resolveCase(worker, { ...(await step()), text: said, photoIds: done }, after(0.6))
  if (until === 'reopened')
    await reopenCase(reporter, { id, reason: '昨天又反上来了，比上回还多。', photoIds: [] }, after(0.9))
  if (until === 'closed') await rateCase(reporter, { id, score: one.score ?? 3 }, after(0.8))
}

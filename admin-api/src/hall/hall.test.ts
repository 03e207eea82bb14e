// Over 300 lines: one story after another of one domain, told with the same builders.
import { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DEVICE_HEADER, IDEMPOTENCY_HEADER } from '@yike/shared/endpoint'
import * as hall from '@yike/shared/hall/endpoints'
import type { HallBoard, StaffTicket } from '@yike/shared/hall/schemas'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { makeJobs } from '../app'
import { BookingModel, type Sitting } from '../booking/model'
import { book } from '../booking/book'
import { createService } from '../directory/services'
import { MessageModel } from '../messages/model'
import {
  buildPlace,
  different,
  buildCommunity,
  buildResident,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type Refused, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { closeOldDays, notifyHolders } from './jobs'
import { TicketModel } from './model'

const ALL_DAY = [{ from: 0, to: 1440 }]
const NINE = instantAt(addDays(dayOf(new Date()), 1), 540)
let now = NINE
let server: TestServer
let community: Community
let clerk: BuiltPerson
let placeId: string
let serviceId: string

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' }, now: () => now })
  community = await buildCommunity()
})
afterAll(() => server.stop())

beforeEach(async () => {
  await goTo(NINE)
  ;({ placeId, serviceId } = await buildHall())
})

async function buildHall(hours = ALL_DAY) {
  const facts = {
    ...{ name: different('健康小屋'), category: 'health_station' as const, phone: '0546-8000001' },
    hours: { rules: hours.map((period) => ({ ...period, weekdays: [1, 2, 3, 4, 5, 6, 7] })) },
  }
  const place = await buildPlace(community, facts, NINE)
  const service = await createService(
    clerk.actor,
    newKey(),
    {
      placeId: String(place._id),
      kind: 'health',
      name: '家庭医生',
      about: '',
      eligibility: '',
      minAge: null,
      maxAge: null,
      weeklyLimit: null,
      maxSeats: 1,
      priceFen: null,
      noteChoices: [],
      closesBeforeMinutes: 30,
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
    NINE,
  )
  const id = String(place._id)
  await server.call(
    hall.saveHall,
    {
      id,
      revision: 0,
      lines: [
        { letter: 'A', name: '综合窗口', windows: [1, 2] },
        { letter: 'C', name: '家庭医生', windows: [2, 3], serviceId: String(service._id) },
      ],
    },
    asClerk(),
  )
  return { placeId: id, serviceId: String(service._id) }
}

const asClerk = () => ({ as: clerk.token })
const later = (minutes: number) => (now = addMinutes(now, minutes))
const board = (): Promise<HallBoard> => server.call(hall.getHallBoard, { id: placeId }, asClerk())
const give = (letter = 'A', key = newKey()) =>
  server.call(hall.takeForSomebody, { id: placeId, letter }, { ...asClerk(), key })
/** A session does not last a day: the clerk signs in again. */
async function goTo(instant: Date) {
  now = instant
  clerk = await buildStaff({ role: 'clerk', area: community }, now)
}
/** Takes `count` numbers of a line, a minute apart. */
async function queue(count: number, letter = 'A') {
  const given: StaffTicket[] = []
  for (let n = 0; n < count; n++) {
    given.push(await give(letter))
    later(1)
  }
  return given
}
const next = (window: number, currentId?: string) =>
  server.call(hall.callNext, { id: placeId, window, currentId }, asClerk())
const step = (endpoint: typeof hall.serveTicket, id: string) => server.call(endpoint, { id }, asClerk())
const codes = (tickets: { code: string }[]) => tickets.map(({ code }) => code).join(' ')

async function pairedKiosk() {
  const { kiosks } = await server.call(hall.addKiosk, { id: placeId, name: '门口' }, asClerk())
  const code = kiosks[kiosks.length - 1]!.pairingCode!
  const { token } = await server.call(hall.pairKiosk, { code })
  return { code, token, headers: { [DEVICE_HEADER]: token }, id: kiosks[kiosks.length - 1]!.id }
}
const refused = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (cause: Refused) => cause,
  )

describe('a number', () => {
  it('is given to one alone, however many ask at once', async () => {
    const given = await Promise.all(Array.from({ length: 60 }, () => give()))

    const numbers = given.map(({ code }) => code).sort()
    expect(new Set(numbers).size).toBe(60)
    expect([numbers[0], numbers[59]]).toEqual(['A001', 'A060'])
  })

  it('is the same one for the same tap, also when the tap arrives twice at once', async () => {
    const key = newKey()

    const given = await Promise.all(Array.from({ length: 8 }, () => give('A', key)))

    expect(new Set(given.map(({ id }) => id)).size).toBe(1)
    expect((await refused(give('C', key)))?.code).toBe('KEY_REUSED')
    expect((await board()).waiting).toHaveLength(1)
  })

  it('is one a person and line, from two phones at once too', async () => {
    const wang = await buildResident({ community }, NINE)
    const take = () => server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })

    const given = await Promise.all(Array.from({ length: 6 }, take))

    expect(new Set(given.map(({ code }) => code)).size).toBe(1)
    expect((await server.call(hall.listMyTickets, {}, { as: wang.token })).items).toHaveLength(1)
  })

  it('begins at 1 in the morning, and what was left of yesterday is closed', async () => {
    const wang = await buildResident({ community }, NINE)
    const { id } = await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })
    await give()
    await goTo(addMinutes(NINE, 24 * 60))
    const morning = await buildResident({ community }, now)

    const mine = () => TicketModel.findById(id).lean()
    const { code } = await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: morning.token })
    const waiting = codes((await board()).waiting)
    const closed = await closeOldDays(now)

    expect([code, waiting]).toEqual(['A001', 'A001'])
    expect(closed).toBeGreaterThanOrEqual(2)
    expect(await closeOldDays(now)).toBe(0)
    expect(await mine()).toMatchObject({ state: 'closed' })
    expect((await refused(step(hall.missTicket, id)))?.code).toBe('TICKET_MOVED')
  })

  it('of yesterday says so before any job has run', async () => {
    await goTo(instantAt(dayOf(NINE), 23 * 60 + 59))
    const wang = await buildResident({ community }, now)
    const { id } = await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })
    later(2)

    expect((await server.call(hall.getTicket, { id }, { as: wang.token })).state.code).toBe('closed')
    expect(codes([await give()])).toBe('A001')
  })
})

describe('calling', () => {
  it('never gives one number to two windows', async () => {
    await queue(20)
    const serve = async (window: number) => {
      const called: string[] = []
      for (let at: string | undefined; ;) {
        const { ticket } = await next(window, at)
        if (!ticket) return called
        called.push(ticket.code)
        at = ticket.id
      }
    }

    const [one, two] = await Promise.all([serve(1), serve(2)])

    expect([...one, ...two].sort()).toEqual(Array.from({ length: 20 }, (_, n) => `A${String(n + 1).padStart(3, '0')}`))
    expect((await board()).servedCount).toBe(20)
  })

  it('calls one number for a window that is tapped five times at once', async () => {
    await queue(6)

    const taps = await Promise.allSettled(Array.from({ length: 5 }, () => next(1)))

    expect(taps.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusals = taps.flatMap((tap) => (tap.status === 'rejected' ? [(tap.reason as Refused).code] : []))
    expect(new Set(refusals)).toEqual(new Set(['TICKET_MOVED']))
    expect((await board()).called).toHaveLength(1)
  })

  it('serves what is at hand, and repeated after a lost answer calls nobody more', async () => {
    await queue(3)
    const { ticket: first } = await next(1)
    await next(1, first!.id)

    expect((await refused(next(1, first!.id)))?.message).toContain('1 号窗口手上还有一个号')
    expect(codes((await board()).waiting)).toBe('A003')
  })

  it('takes from all lines of its window, and from none of another', async () => {
    await queue(1, 'C')
    await queue(1, 'A')

    expect((await next(1)).ticket!.code).toBe('A001')
    expect((await next(2)).ticket!.code).toBe('C001')
    expect((await next(3)).ticket).toBeNull()
    expect((await refused(next(9)))?.code).toBe('INVALID_INPUT')
  })
})

describe('who missed the call', () => {
  it('comes back behind three others, twice, and then takes a new number', async () => {
    await queue(6)
    const { ticket } = await next(1)
    await step(hall.missTicket, ticket!.id)

    await step(hall.putBackTicket, ticket!.id)
    expect(codes((await board()).waiting)).toBe('A002 A003 A004 A001 A005 A006')

    for (const round of [1, 2]) {
      await server.call(hall.callTicket, { id: ticket!.id, window: 1 }, asClerk())
      await step(hall.missTicket, ticket!.id)
      const again = await refused(step(hall.putBackTicket, ticket!.id))
      expect(again?.message ?? null).toEqual(round === 1 ? null : expect.stringContaining('重新取号'))
    }
  })

  it('is put back once, by whoever of two was first', async () => {
    await queue(2)
    const { ticket } = await next(1)
    await step(hall.missTicket, ticket!.id)

    const both = await Promise.allSettled([1, 2].map(() => step(hall.putBackTicket, ticket!.id)))

    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await TicketModel.findById(ticket!.id).lean()).toMatchObject({ putBacks: 1 })
  })
})

describe('taking a step back', () => {
  it('undoes the last step within a minute, and none after it', async () => {
    await queue(2)
    const { ticket } = await next(1)

    expect((await step(hall.undoTicket, ticket!.id)).state.code).toBe('waiting')
    expect(codes((await board()).waiting)).toBe('A001 A002')

    await next(1)
    await step(hall.serveTicket, ticket!.id)
    expect((await step(hall.undoTicket, ticket!.id)).state.code).toBe('called')
    await step(hall.missTicket, ticket!.id)
    later(2)
    expect((await refused(step(hall.undoTicket, ticket!.id)))?.message).toContain('过了一分钟')
  })

  it('does not bring a number back to a window that has called the next', async () => {
    await queue(2)
    const { ticket: first } = await next(1)
    const { ticket: second } = await next(1, first!.id)

    expect((await refused(step(hall.undoTicket, first!.id)))?.message).toContain('已经叫了下一位')
    await step(hall.undoTicket, second!.id)
    expect((await step(hall.undoTicket, first!.id)).state.code).toBe('called')
  })

  it('brings a transferred number back to its line', async () => {
    await queue(2)
    const { ticket } = await next(1)
    const moved = await server.call(hall.transferTicket, { id: ticket!.id, letter: 'C' }, asClerk())
    expect([moved.code, moved.line.letter, moved.state.code]).toEqual(['A001', 'C', 'waiting'])
    expect((await next(3)).ticket!.code).toBe('A001')
    await step(hall.undoTicket, ticket!.id)

    expect((await refused(step(hall.serveTicket, ticket!.id)))?.code).toBe('TICKET_MOVED')
    expect((await board()).waiting.map(({ line }) => line.letter).sort()).toEqual(['A', 'C'])
  })
})

describe('how long it takes', () => {
  it('is said by the middle of today, and not before three are known', async () => {
    await queue(7)
    const words = async () => (await server.call(hall.getHall, { id: placeId })).lines[0]!.words
    expect(await words()).toContain('说不准')

    let at: string | undefined
    for (let n = 0; n < 4; n++) {
      at = (await next(1, at)).ticket!.id
      later(4)
    }

    expect(await words()).toBe('前面 3 位，大约 12 分钟')
  })
})

it('is none for a place where no numbers are called, and a list of one elsewhere', async () => {
  const other = await buildPlace(community, { name: '便民药房' }, NINE)

  expect(await server.call(hall.listPlaceHalls, { id: String(other._id) })).toEqual({ items: [] })
  const { items } = await server.call(hall.listPlaceHalls, { id: placeId })
  expect(items).toEqual([await server.call(hall.getHall, { id: placeId })])
  // Clients of before are answered as ever.
  expect(await refused(server.call(hall.getHall, { id: String(other._id) }))).toMatchObject({ code: 'NOT_FOUND' })
})

describe('a place that is closed', () => {
  const HOURS = [
    { from: 510, to: 690 },
    { from: 810, to: 1020 },
  ]

  it('gives no number by phone or at the kiosk, and says when it opens', async () => {
    ;({ placeId } = await buildHall(HOURS))
    const { headers } = await pairedKiosk()
    await goTo(instantAt(dayOf(NINE), 22 * 60 + 11))
    const wang = await buildResident({ community }, now)

    const view = await server.call(hall.getHall, { id: placeId })
    const byPhone = await refused(server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token }))
    const atKiosk = await refused(
      server.call(hall.takeAtKiosk, { letter: 'A' }, { headers: { ...headers, [IDEMPOTENCY_HEADER]: newKey() } }),
    )

    expect(view.closed).toBe('现在没开门，明天 8:30 开门')
    expect(view.lines.map(({ words }) => words)).not.toContainEqual(expect.stringContaining('分钟'))
    expect(String(byPhone)).toContain('HALL_CLOSED: 现在没开门，明天 8:30 开门，开了门再取号。')
    expect(atKiosk?.code).toBe('HALL_CLOSED')
    expect((await give()).code).toBe('A001')
  })

  it('tells who still waits whether their number is called today', async () => {
    ;({ placeId } = await buildHall(HOURS))
    const wang = await buildResident({ community }, NINE)
    const { id } = await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })
    const words = async () => (await server.call(hall.getTicket, { id }, { as: wang.token })).words
    const waits = await words()
    now = instantAt(dayOf(NINE), 12 * 60)
    const again = await buildResident({ community }, now)
    await TicketModel.updateOne({ _id: id }, { $set: { personId: again._id, takenById: again._id } })
    const atNoon = (await server.call(hall.getTicket, { id }, { as: again.token })).words
    now = instantAt(dayOf(NINE), 18 * 60)
    const late = await buildResident({ community }, now)
    await TicketModel.updateOne({ _id: id }, { $set: { personId: late._id, takenById: late._id } })
    const atNight = (await server.call(hall.getTicket, { id }, { as: late.token })).words

    expect([waits, atNoon, atNight]).toEqual([
      '下一位就是您',
      '现在没开门，今天 13:30 开门，第一位就是您',
      '现在没开门，明天 8:30 开门。这个号只管今天，到时候再取一个。',
    ])
    await notifyHolders(now)
    expect(await TicketModel.findById(id).lean()).toMatchObject({ told: 'nothing' })
  })
})

describe('the holder', () => {
  it('is told once when two are ahead, and once when called, by several processes', async () => {
    await queue(3)
    const wang = await buildResident({ community }, NINE)
    const mine = await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })
    expect(mine).toMatchObject({ code: 'A004', ahead: 3 })
    const relay = makeJobs({ wechat: null }, () => now).find(({ name }) => name === 'relay')!
    const round = async () => {
      await Promise.all([notifyHolders(now), notifyHolders(now), notifyHolders(now)])
      await Promise.all([relay.run(), relay.run()])
      return (await MessageModel.find({ recipientId: wang._id }).sort({ at: 1 }).lean()).map(({ title }) => title)
    }

    expect(await round()).toEqual([])
    let { ticket } = await next(1)
    expect(await round()).toEqual(['前面还有 2 位'])
    for (let n = 0; n < 3; n++) {
      later(1)
      ;({ ticket } = await next(1, ticket!.id))
      await round()
    }

    expect(ticket!.code).toBe('A004')
    expect(await round()).toEqual(['前面还有 2 位', '叫到您了，请到 1 号窗口'])
    expect((await server.call(hall.getTicket, { id: mine.id }, { as: wang.token })).words).toBe('请到 1 号窗口')
  })

  it('may give the number back, and nobody else may see it', async () => {
    const [wang, li] = [await buildResident({ community }, NINE), await buildResident({ community }, NINE)]
    const { id } = await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })

    expect((await refused(server.call(hall.getTicket, { id }, { as: li.token })))?.code).toBe('NOT_FOUND')
    expect((await refused(server.call(hall.leaveTicket, { id }, { as: li.token })))?.code).toBe('NOT_FOUND')
    expect((await server.call(hall.leaveTicket, { id }, { as: wang.token })).state.code).toBe('left')
    expect((await next(1)).ticket).toBeNull()
  })
})

describe('staff', () => {
  it('of another community find nothing here, and a grid worker sets nothing up', async () => {
    const elsewhere = await buildStaff({ area: await buildCommunity() }, NINE)
    const grid = await buildStaff({ role: 'grid_worker', area: community }, NINE)
    const { id } = await give()
    const as = { as: elsewhere.token }

    const foreign = await Promise.all([
      refused(server.call(hall.getHallBoard, { id: placeId }, as)),
      refused(server.call(hall.callNext, { id: placeId, window: 1 }, as)),
      refused(server.call(hall.serveTicket, { id }, as)),
      refused(server.call(hall.getHallSettings, { id: placeId }, as)),
    ])

    expect(foreign.map((cause) => cause?.code)).toEqual(Array.from({ length: 4 }, () => 'NOT_FOUND'))
    expect((await refused(server.call(hall.renewDisplay, { id: placeId }, { as: grid.token })))?.code).toBe('FORBIDDEN')
    expect((await server.call(hall.callNext, { id: placeId, window: 1 }, { as: grid.token })).ticket!.id).toBe(id)
  })

  it('changing the lines at once with somebody else lose nothing unseen', async () => {
    const save = () =>
      server.call(
        hall.saveHall,
        { id: placeId, revision: 1, lines: [{ letter: 'A', name: '综合', windows: [1] }] },
        asClerk(),
      )

    const both = await Promise.allSettled([save(), save()])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the screen', () => {
  const screen = (secret: string) =>
    server.call(hall.getScreen, { id: placeId }, { headers: { [DEVICE_HEADER]: secret } })
  const secretOf = (path: string | null) => path!.split('#')[1]!

  it('shows numbers to who has its address, names to nobody unless staff say so, and then covered', async () => {
    const wang = await buildResident({ community, name: '王秀英' }, NINE)
    await server.call(hall.takeTicket, { id: placeId, letter: 'A' }, { as: wang.token })
    await next(2)
    const secret = secretOf((await server.call(hall.renewDisplay, { id: placeId }, asClerk())).displayPath)

    const shown = await screen(secret)
    expect(shown.windows).toEqual([
      { window: 1, lines: ['综合窗口'], code: null, who: null },
      { window: 2, lines: ['综合窗口', '家庭医生'], code: 'A001', who: null },
      { window: 3, lines: ['家庭医生'], code: null, who: null },
    ])
    expect(JSON.stringify(shown)).not.toContain('王')

    const lines = [{ letter: 'A', name: '综合窗口', windows: [1, 2] }]
    await server.call(hall.saveHall, { id: placeId, revision: 1, lines, showNames: true }, asClerk())
    expect((await screen(secret)).windows[1]!.who).toBe('王*英')
  })

  it('goes dark when its address is renewed or revoked, and is open to no guess', async () => {
    const first = secretOf((await server.call(hall.renewDisplay, { id: placeId }, asClerk())).displayPath)
    const second = secretOf((await server.call(hall.renewDisplay, { id: placeId }, asClerk())).displayPath)
    expect((await refused(screen(first)))?.code).toBe('DEVICE_UNKNOWN')
    await screen(second)

    await server.call(hall.revokeDisplay, { id: placeId }, asClerk())

    for (const guess of [second, '', 'null', 'x'.repeat(32)])
      expect((await refused(screen(guess)))?.code).toBe('DEVICE_UNKNOWN')
  })

  it('says a number again when it is called again', async () => {
    const { id } = await give()
    await next(1)
    const secret = secretOf((await server.call(hall.renewDisplay, { id: placeId }, asClerk())).displayPath)
    const before = (await screen(secret)).calls[0]!.key
    await step(hall.callAgain, id)

    const after = (await screen(secret)).calls

    expect(after).toHaveLength(1)
    expect(after[0]!.key).not.toBe(before)
  })
})

describe('the kiosk', () => {
  async function bookedFor(
    minute: number,
    name = different('王秀英'),
  ): Promise<{ sitting: Sitting; who: BuiltPerson; code: string; id: string }> {
    const who = await buildResident({ community, name, phone: '13800004321' }, NINE)
    const day = dayOf(NINE)
    const sitting = await buildSitting(
      community,
      {
        title: '坐诊',
        startsAt: instantAt(day, minute),
        offer: {
          serviceId: new Types.ObjectId(serviceId),
          serviceName: '家庭医生',
          kind: 'health',
          placeId: new Types.ObjectId(placeId),
        },
      },
      NINE,
    )
    const booking = await book(
      { actor: who.actor, key: newKey(), now: addMinutes(NINE, -600) },
      { sittingId: String(sitting._id), seats: 1 },
      { channel: 'web' },
    )
    return { sitting, who, code: booking.code, id: String(booking._id) }
  }

  it('is paired once by its code, and by no old one', async () => {
    const { code, headers } = await pairedKiosk()
    expect((await server.call(hall.getKiosk, {}, { headers })).lines.map(({ letter }) => letter)).toEqual(['A', 'C'])
    expect((await refused(server.call(hall.pairKiosk, { code })))?.code).toBe('NOT_FOUND')

    const { kiosks } = await server.call(hall.addKiosk, { id: placeId, name: '里屋' }, asClerk())
    const second = kiosks[kiosks.length - 1]!.pairingCode!
    const race = await Promise.allSettled([1, 2, 3].map(() => server.call(hall.pairKiosk, { code: second })))
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)

    const late = await server.call(hall.addKiosk, { id: placeId, name: '楼上' }, asClerk())
    later(11)
    const third = late.kiosks[late.kiosks.length - 1]!.pairingCode!
    expect((await refused(server.call(hall.pairKiosk, { code: third })))?.code).toBe('NOT_FOUND')
  })

  it('gives numbers, the same for the same tap', async () => {
    const { headers } = await pairedKiosk()
    const key = newKey()
    const take = () =>
      server.call(hall.takeAtKiosk, { letter: 'A' }, { headers: { ...headers, [IDEMPOTENCY_HEADER]: key } })

    const slips = await Promise.all([take(), take(), take()])

    expect(new Set(slips.map(({ code }) => code)).size).toBe(1)
    expect(slips[0]).toMatchObject({ lineName: '综合窗口', windows: [1, 2], words: '下一位就是您' })
  })

  it('does nothing once it is revoked, and lists no people while it is not', async () => {
    const { headers, token, id } = await pairedKiosk()
    expect((await refused(server.call(hall.getHallBoard, { id: placeId }, { as: token })))?.status).toBe(401)
    expect((await refused(server.call(hall.getHallBoard, { id: placeId }, { headers })))?.status).toBe(401)

    await server.call(hall.revokeKiosk, { id: placeId, kioskId: id }, asClerk())

    const answers = await Promise.all(
      [
        server.call(hall.getKiosk, {}, { headers }),
        server.call(hall.takeAtKiosk, { letter: 'A' }, { headers }),
        server.call(hall.findAtKiosk, { code: '1234' }, { headers }),
        server.call(hall.askForHelp, {}, { headers }),
      ].map((work: Promise<unknown>) => refused(work)),
    )
    expect(answers.map((cause) => cause?.code)).toEqual(Array.from({ length: 4 }, () => 'DEVICE_UNKNOWN'))
  })

  it('checks in by four digits, and who is booked and due is called first', async () => {
    await queue(2, 'C')
    const { code, id, who } = await bookedFor(545)
    const { headers } = await pairedKiosk()

    const { items } = await server.call(hall.findAtKiosk, { code }, { headers })
    expect(items).toMatchObject([{ id, title: '家庭医生 坐诊', checkedIn: false }])
    expect(JSON.stringify(items)).not.toContain(who.name)
    const arrive = () => server.call(hall.checkInAtKiosk, { code, bookingId: id }, { headers })
    const [first, second] = await Promise.all([arrive(), arrive()])
    expect(first.slip!.code).toBe('C003')
    expect(second.slip!.code).toBe('C003')
    expect(await BookingModel.findById(id).lean()).toMatchObject({ state: 'checked_in' })
    expect(await server.call(hall.listMyTickets, {}, { as: who.token })).toMatchObject({ items: [{ code: 'C003' }] })

    expect(codes((await board()).waiting)).toBe('C001 C002 C003')
    now = instantAt(dayOf(NINE), 546)
    expect(codes((await board()).waiting)).toBe('C003 C001 C002')
    expect((await next(3)).ticket!.code).toBe('C003')
  })

  it('says how many the shared window calls first, whatever their letter', async () => {
    const lines = [
      { letter: 'A', name: '综合窗口', windows: [1] },
      { letter: 'C', name: '家庭医生', windows: [1] },
    ]
    await server.call(hall.saveHall, { id: placeId, revision: 1, lines }, asClerk())
    const { headers } = await pairedKiosk()
    await queue(2, 'A')

    const slip = await server.call(hall.takeAtKiosk, { letter: 'C' }, { headers })

    expect(slip.words).toContain('前面 2 位')
    expect((await next(1)).ticket!.code).toBe('A001')
  })

  it('finds by the end of the phone with the whole name, and by what the QR code says', async () => {
    const { id, who } = await bookedFor(600)
    const { headers } = await pairedKiosk()
    const find = (proof: object) => server.call(hall.findAtKiosk, proof, { headers })

    expect((await find({ phoneLast4: '4321', name: who.name })).items).toMatchObject([{ id }])
    expect(
      (await find({ phoneLast4: '4321', name: `\u202a${who.name.slice(0, 1)} ${who.name.slice(1)}\u202c` })).items,
    ).toMatchObject([{ id }])
    expect((await find({ code: `yike:booking:${id}` })).items).toMatchObject([{ id }])
    expect((await refused(find({ phoneLast4: '4321', name: '王秀' })))?.code).toBe('NOT_FOUND')
    expect((await refused(find({ phoneLast4: '4321' })))?.code).toBe('INVALID_INPUT')
    expect((await refused(find({})))?.code).toBe('INVALID_INPUT')
  })

  it('of another place finds nothing, and the wrong proof checks nobody in', async () => {
    const { id, code, who } = await bookedFor(660)
    const other = await bookedFor(690)
    const { headers } = await pairedKiosk()
    expect(
      (await refused(server.call(hall.checkInAtKiosk, { code: other.code, bookingId: id }, { headers })))?.code,
    ).toBe('NOT_FOUND')
    ;({ placeId } = await buildHall())
    const elsewhere = await pairedKiosk()

    for (const proof of [{ code }, { code: `yike:booking:${id}` }, { phoneLast4: '4321', name: who.name }])
      expect((await refused(server.call(hall.findAtKiosk, proof, { headers: elsewhere.headers })))?.code).toBe(
        'NOT_FOUND',
      )
    expect(await BookingModel.findById(id).lean()).toMatchObject({ state: 'confirmed' })
  })

  it('lets nobody find a code by trying', async () => {
    const { headers } = await pairedKiosk()
    const guesses = Array.from({ length: 15 }, (_, n) =>
      refused(server.call(hall.findAtKiosk, { code: String(1000 + n) }, { headers })),
    )

    const answers = (await Promise.all(guesses)).map((cause) => cause?.code)

    expect(answers.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(5)
    later(1)
    expect((await refused(server.call(hall.findAtKiosk, { code: '1000' }, { headers })))?.code).toBe('NOT_FOUND')
  })

  it('calls for help, and the windows see it until somebody went', async () => {
    const { headers, id } = await pairedKiosk()
    await server.call(hall.askForHelp, {}, { headers })
    expect((await board()).help).toMatchObject([{ kioskId: id, name: '门口' }])

    const after = await server.call(hall.answerHelp, { id: placeId, kioskId: id }, asClerk())

    expect(after.help).toEqual([])
  })
})

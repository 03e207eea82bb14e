import type { ExportAttendance, ExportBookings } from '@yike/shared/feeds/schemas'
import { bookingPolicy } from '../booking/policy'
import { BOOKING_CHANNELS, BOOKING_STATES } from '@yike/shared/booking/states'
import { SERVICE_KINDS } from '@yike/shared/directory/categories'
import { AppError } from '@yike/shared/errors'
import { RELATIONS } from '@yike/shared/people/relations'
import { addDays, clockOf, daysFrom } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { tableFile, withExporter, type Cell } from '../files/tables'
import { wholeExport } from '../files/whole-export'
import type { Call } from '../http/handle'
import type { Actor } from '../http/policy'
import { BookingModel, type Booking } from '../booking/model'
import { phoneLast4 } from '../sealed-values'

type Exporting = Pick<Call, 'actor' | 'now' | 'saw'>

/** Nobody reads more than a year in one file; a month of a town is far below this. */
const MOST_DAYS = 366
const MOST_ROWS = 50_000

const COLUMNS: readonly { heading: string; width: number; of: (booking: Booking) => Cell }[] = [
  { heading: '日期', width: 12, of: ({ day }) => day },
  { heading: '开始', width: 8, of: ({ startsAt }) => clockOf(startsAt) },
  { heading: '结束', width: 8, of: ({ endsAt }) => clockOf(endsAt) },
  { heading: '类别', width: 10, of: ({ offer }) => SERVICE_KINDS[offer.kind].label },
  { heading: '服务', width: 16, of: ({ offer }) => offer.serviceName },
  { heading: '场次', width: 16, of: ({ sittingTitle }) => sittingTitle },
  { heading: '地点', width: 20, of: ({ offer }) => offer.placeName },
  { heading: '号码', width: 8, of: ({ code }) => code },
  { heading: '姓名', width: 12, of: ({ personName }) => personName },
  { heading: '电话尾号', width: 10, of: ({ phone }) => phoneLast4(phone) },
  { heading: '出生年份', width: 10, of: ({ birthYear }) => birthYear },
  { heading: '份数', width: 8, of: ({ seats }) => seats },
  { heading: '状态', width: 10, of: ({ state }) => BOOKING_STATES[state] },
  { heading: '签到', width: 8, of: ({ checkedInAt }) => checkedInAt && clockOf(checkedInAt) },
  { heading: '谁约的', width: 12, of: ({ bookedByName }) => bookedByName },
  { heading: '关系', width: 10, of: ({ relation }) => relation && RELATIONS[relation] },
  { heading: '怎么约的', width: 10, of: ({ channel }) => BOOKING_CHANNELS[channel] },
  {
    heading: '价格（元）',
    width: 10,
    of: ({ priceFen, seats }) => (priceFen === null ? null : (priceFen * seats) / 100),
  },
  { heading: '备注', width: 24, of: ({ note }) => note },
  { heading: '取消原因', width: 24, of: ({ cancelReason }) => cancelReason },
]

interface Wanted {
  from: string
  to: string
  serviceId?: string
  states: Booking['state'][]
}

async function inDays(actor: Actor, { from, to, serviceId, states }: Wanted) {
  const rows = await BookingModel.find({
    ...bookingPolicy.visible(actor),
    day: { $gte: from, $lte: to },
    state: { $in: states },
    ...(serviceId ? { 'offer.serviceId': serviceId } : {}),
  })
    .sort({ startsAt: 1, _id: 1 })
    .limit(MOST_ROWS + 1)
    .lean<Booking[]>()
  return wholeExport(rows, { most: MOST_ROWS, field: 'to', way: '少选几天，分几次导出' })
}

/** Bookings of a period, one a row. A replaced booking is left out; the newer one is listed. */
export async function exportBookings(
  { actor, now, saw }: Exporting,
  { from, to, serviceId, format }: z.output<typeof ExportBookings>,
) {
  if (to < from || to > addDays(from, MOST_DAYS - 1))
    throw new AppError('INVALID_INPUT', undefined, { fields: { to: [`一次最多导出 ${MOST_DAYS} 天`] } })
  const bookings = await inDays(actor, {
    from,
    to,
    serviceId,
    states: ['confirmed', 'checked_in', 'no_show', 'cancelled', 'waiting', 'offered'],
  })
  const rows = bookings.filter(({ replacedBy }) => !replacedBy).map((booking) => COLUMNS.map(({ of }) => of(booking)))
  saw(bookings.map(({ personId }) => personId))
  const table = {
    widths: COLUMNS.map(({ width }) => width),
    rows: [COLUMNS.map(({ heading }) => heading), ...rows],
  }
  return tableFile(`预约 ${from} 到 ${to}`, format, withExporter(table, actor.name, now))
}

/** The mark of a day for somebody: 到, 没来, 取消; with a count where it is more than one. */
const MARKS = { checked_in: '到', no_show: '没来', cancelled: '取消' } as const
type Mark = keyof typeof MARKS
const MARK_STATES = Object.keys(MARKS) as Mark[]

/** Persons × days of a month, by service, with sums: attendance. Bookings still ahead are left out. */
export async function exportAttendance(
  { actor, now, saw }: Exporting,
  { month, serviceId, format }: z.output<typeof ExportAttendance>,
) {
  const days = daysOfMonth(month)
  const bookings = await inDays(actor, {
    from: days[0]!,
    to: days[days.length - 1]!,
    serviceId,
    states: [...MARK_STATES],
  })
  const people = new Map<string, Booking[]>()
  for (const booking of bookings.filter(({ replacedBy }) => !replacedBy)) {
    const key = `${String(booking.personId)} ${String(booking.offer.serviceId)}`
    people.set(key, [...(people.get(key) ?? []), booking])
  }
  const rows = [...people.values()]
    .sort(
      ([a], [b]) =>
        a!.offer.serviceName.localeCompare(b!.offer.serviceName, 'zh') ||
        a!.personName.localeCompare(b!.personName, 'zh'),
    )
    .map((theirs) => attendanceRow(theirs, days))
  const total = sumOf(bookings.filter(({ replacedBy }) => !replacedBy))
  saw(bookings.map(({ personId }) => personId))
  const table = {
    widths: [12, 10, 16, ...days.map(() => 6), 8, 8, 8, 8],
    rows: [
      ['姓名', '电话尾号', '服务', ...days.map((day) => Number(day.slice(8))), '到（次）', '到（份）', '没来', '取消'],
      ...rows,
      ['合计', null, null, ...days.map((day) => seatsOn(bookings, day)), ...total],
    ],
  }
  return tableFile(`签到表 ${month}`, format, withExporter(table, actor.name, now))
}

const daysOfMonth = (month: string) => {
  const first = `${month}-01`
  const next = addDays(first, 31).slice(0, 7)
  return daysFrom(first, addDays(`${next}-01`, -1))
}

const marked = (bookings: readonly Booking[], state: Mark) => bookings.filter((booking) => booking.state === state)
const seatsOf = (bookings: readonly Booking[]) => bookings.reduce((sum, { seats }) => sum + seats, 0)
const seatsOn = (bookings: readonly Booking[], day: string) =>
  seatsOf(marked(bookings, 'checked_in').filter((booking) => booking.day === day)) || null
const sumOf = (bookings: readonly Booking[]): Cell[] => [
  marked(bookings, 'checked_in').length,
  seatsOf(marked(bookings, 'checked_in')),
  marked(bookings, 'no_show').length,
  marked(bookings, 'cancelled').length,
]

function attendanceRow(theirs: readonly Booking[], days: readonly string[]): Cell[] {
  const { personName, phone, offer } = theirs[0]!
  const cell = (day: string) => {
    const said = MARK_STATES.flatMap((state) => {
      const count = marked(theirs, state).filter((booking) => booking.day === day).length
      return count === 0 ? [] : [`${MARKS[state]}${count > 1 ? count : ''}`]
    })
    return said.length === 0 ? null : said.join(' ')
  }
  return [personName, phoneLast4(phone), offer.serviceName, ...days.map(cell), ...sumOf(theirs)]
}

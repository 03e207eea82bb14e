import { addMinutes, dayOf } from '@yike/shared/time/china'
import { PlaceModel, ServiceModel } from '../../directory/model'
import { closedNow } from '../../directory/opening'
import { callNext } from '../../hall/call'
import { hallAt, saveHall } from '../../hall/halls'
import { HallModel, TicketModel } from '../../hall/model'
import { serve } from '../../hall/transitions'
import { takeForSomebody } from '../../hall/take'
import type { Actor } from '../../http/policy'

const PLACE = '颐园卫生服务站'
const LINES = [
  { letter: 'A', name: '综合窗口', service: null, windows: [1] },
  { letter: 'B', name: '量血压', service: '量血压、测血糖', windows: [1, 2] },
  { letter: 'C', name: '家庭医生', service: '家庭医生', windows: [3] },
]
/** Numbers of this morning: the line, how many minutes ago, and which resident where one is known. */
const TICKETS = [
  { letter: 'A', ago: 34 },
  { letter: 'B', ago: 31 },
  { letter: 'B', ago: 27, resident: 6 },
  { letter: 'C', ago: 25 },
  { letter: 'B', ago: 16 },
  { letter: 'A', ago: 12 },
  { letter: 'B', ago: 9 },
  { letter: 'B', ago: 6, resident: 9 },
  { letter: 'C', ago: 5 },
  { letter: 'B', ago: 3 },
] as const
/** The calls of the windows, and after how many minutes each was served. */
const CALLS = [
  { window: 2, ago: 30, takes: 4 },
  { window: 1, ago: 29, takes: 6 },
  { window: 2, ago: 24, takes: 5 },
  { window: 2, ago: 14, takes: 4 },
  { window: 3, ago: 20, takes: null },
  { window: 1, ago: 10, takes: null },
] as const

/** The health station calls numbers: three lines, some numbers served and some still waiting. */
export async function seedHall(clerk: Actor, residents: Actor[], now: Date) {
  const place = (await PlaceModel.findOne({ name: PLACE }).lean())!
  const id = String(place._id)
  const services = await ServiceModel.find({ placeId: place._id }).lean()
  if (!(await HallModel.exists({ placeId: place._id })))
    await saveHall(
      clerk,
      {
        id,
        revision: 0,
        showNames: false,
        lines: LINES.map(({ letter, name, service, windows }) => {
          const offered = services.find((one) => one.name === service)
          return { letter, name, windows, serviceId: offered ? String(offered._id) : null }
        }),
      },
      now,
    )
  // Nobody queues at a station that is closed.
  if (closedNow(place, now)) return
  // After midnight a seeding uses only the numbers that belong to today.
  const isToday = ({ ago }: { ago: number }) => dayOf(addMinutes(now, -ago)) === dayOf(now)
  for (const [n, { letter, ago, ...whom }] of TICKETS.filter(isToday).entries()) {
    const personId = 'resident' in whom ? String(residents[whom.resident]!.personId) : undefined
    await takeForSomebody(clerk, `demo-ticket-${n}`, { id, letter, personId }, addMinutes(now, -ago))
  }
  const { placeId } = await hallAt(id)
  if (await TicketModel.exists({ placeId, calls: { $gt: 0 } })) return
  for (const { window, ago, takes } of CALLS.filter(isToday)) {
    const called = await callNext(clerk, { id, window }, addMinutes(now, -ago))
    if (called && takes !== null) await serve(clerk, String(called._id), addMinutes(now, takes - ago))
  }
}

import type * as s from '@yike/shared/hall/schemas'
import { ORDER_IN_WORDS, maskName, waitInWords } from '@yike/shared/hall/rules'
import { TICKET_CHANNELS, TICKET_STATES, type TicketState } from '@yike/shared/hall/states'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import { type Actor } from '../http/policy'
import type { Closed } from '../directory/opening'
import type { Arriving, HallSitting } from './arrivals'
import type { Hall, Kiosk, Line, Ticket } from './model'
import { hallPolicy, hallCan } from './policy'
import type { Queue } from './queue'
import { canTake, canUndo } from './transitions'

const instantOrNull = (at: Date | null) => at && toApiTime(at)

/** Yesterday's are closed also before the job has written it. */
const stateOf = ({ state, day }: Ticket, now: Date): TicketState =>
  day < dayOf(now) && (state === 'waiting' || state === 'called') ? 'closed' : state
const coded = (state: TicketState) => ({ code: state, label: TICKET_STATES[state] })

const presentLine = ({ letter, name, windows }: Line, queue: Queue): s.LineView => {
  const waiting = queue.countIn(letter)
  const ahead = queue.aheadOfNew(letter)
  return {
    letter,
    name,
    windows,
    waiting,
    words: queue.closed
      ? queue.closed.words
      : ahead === 0
        ? '现在不用等'
        : waitInWords(ahead, queue.minutesFor(letter, ahead)),
  }
}

export const presentHall = ({ placeId, placeName, lines }: Hall, queue: Queue): s.HallView => ({
  placeId: String(placeId),
  placeName,
  lines: lines.map((line) => presentLine(line, queue)),
  rule: ORDER_IN_WORDS,
  closed: queue.closed?.words ?? null,
})

/** The words for a waiting person at a closed place: whether their number is called today at all. */
const restingWords = ({ words, opensToday }: Closed, ahead: number) =>
  opensToday
    ? `${words}，${ahead === 0 ? '第一位就是您' : `前面 ${ahead} 位`}`
    : `${words}。这个号只管今天，到时候再取一个。`

function wordsFor(state: TicketState, ahead: number | null, { window, letter }: Ticket, queue: Queue) {
  switch (state) {
    case 'waiting':
      if (queue.closed && queue.isResting) return restingWords(queue.closed, ahead ?? 0)
      return ahead === null ? '正在排' : waitInWords(ahead, queue.minutesFor(letter, ahead))
    case 'called':
      return `请到 ${window} 号窗口`
    case 'missed':
      return '刚才叫过您了。到窗口说一声，排到后面 3 位再叫。'
    case 'served':
      return '办完了'
    case 'left':
      return '您说不等了，想办再取一个号'
    case 'closed':
      return '那天没叫到，请再取一个号'
  }
}

export function presentTicket(ticket: Ticket, queue: Queue, now: Date): s.TicketView {
  const state = stateOf(ticket, now)
  const ahead = state === 'waiting' ? queue.aheadOf(ticket) : null
  return {
    id: String(ticket._id),
    code: ticket.code,
    placeId: String(ticket.placeId),
    placeName: ticket.placeName,
    line: { letter: ticket.letter, name: ticket.lineName },
    day: ticket.day,
    state: coded(state),
    takenAt: toApiTime(ticket.takenAt),
    bookedFor: instantOrNull(ticket.bookedFor),
    window: ticket.window,
    ahead,
    words: wordsFor(state, ahead, ticket, queue),
    who: ticket.personName,
    can: { leave: canTake('leave', state, ticket.putBacks) },
  }
}

export function presentStaffTicket(ticket: Ticket, now: Date): s.StaffTicket {
  const state = stateOf(ticket, now)
  const can = (step: Parameters<typeof canTake>[0]) => canTake(step, state, ticket.putBacks)
  return {
    id: String(ticket._id),
    code: ticket.code,
    line: { letter: ticket.letter, name: ticket.lineName },
    state: coded(state),
    channel: { code: ticket.channel, label: TICKET_CHANNELS[ticket.channel] },
    who: ticket.personName,
    takenAt: toApiTime(ticket.takenAt),
    bookedFor: instantOrNull(ticket.bookedFor),
    window: ticket.window,
    calledAt: instantOrNull(ticket.calledAt),
    endedAt: instantOrNull(ticket.endedAt),
    calls: ticket.calls,
    can: {
      call: can('call'),
      callAgain: can('call_again'),
      serve: can('serve'),
      miss: can('miss'),
      putBack: can('put_back'),
      transfer: can('transfer'),
      undo: canUndo(ticket, now),
    },
  }
}

export const presentHallCard = (hall: Hall, waiting: number, actor: Actor): s.HallCard => ({
  id: String(hall.placeId),
  name: hall.placeName,
  windows: windowsOf(hall),
  lines: hall.lines.map(({ letter, name }) => ({ letter, name })),
  waiting,
  can: hallCan(actor, hall),
})

const windowsOf = ({ lines }: Pick<Hall, 'lines'>) =>
  [...new Set(lines.flatMap(({ windows }) => windows))].sort((a, b) => a - b)

const SERVED_SHOWN = 20

export const presentBoard = (hall: Hall, queue: Queue, kiosks: readonly Kiosk[], actor: Actor): s.HallBoard => ({
  placeId: String(hall.placeId),
  placeName: hall.placeName,
  rule: ORDER_IN_WORDS,
  lines: hall.lines.map((line) => presentLine(line, queue)),
  waiting: queue.waiting.map((ticket) => presentStaffTicket(ticket, queue.now)),
  called: queue.called.map((ticket) => presentStaffTicket(ticket, queue.now)),
  missed: queue.missed.map((ticket) => presentStaffTicket(ticket, queue.now)),
  served: queue.served.slice(0, SERVED_SHOWN).map((ticket) => presentStaffTicket(ticket, queue.now)),
  servedCount: queue.servedCount,
  help: kiosks.flatMap(({ _id, name, helpAt }) =>
    helpAt ? [{ kioskId: String(_id), name, at: toApiTime(helpAt) }] : [],
  ),
  can: hallCan(actor, hall),
})

const KIOSK_STATES = { waiting: '等着配对', lapsed: '配对码过期了', paired: '用着' } as const

function presentKioskLine({ _id, name, pairingCode, pairUntil, tokenHash, lastSeenAt }: Kiosk, now: Date) {
  const state = tokenHash ? 'paired' : pairUntil && pairUntil > now ? 'waiting' : 'lapsed'
  return {
    id: String(_id),
    name,
    state: { code: state, label: KIOSK_STATES[state] },
    pairingCode: state === 'waiting' ? pairingCode! : null,
    pairUntil: state === 'waiting' ? toApiTime(pairUntil!) : null,
    lastSeenAt: instantOrNull(lastSeenAt),
  }
}

export const presentSettings = (
  hall: Omit<Hall, '_id' | 'communityId' | 'createdAt'>,
  kiosks: readonly Kiosk[],
  actor: Actor,
  now: Date,
): s.HallSettings => ({
  placeId: String(hall.placeId),
  placeName: hall.placeName,
  lines: hall.lines.map(({ letter, name, serviceId, windows }) => ({
    letter,
    name,
    serviceId: serviceId && String(serviceId),
    windows,
  })),
  showNames: hall.showNames,
  // The secret follows the #: it never travels in an address that a proxy writes down.
  displayPath: hall.displaySecret && `/display/${String(hall.placeId)}#${hall.displaySecret}`,
  revision: hall.revision,
  kiosks: kiosks.map((kiosk) => presentKioskLine(kiosk, now)),
  can: { edit: hallPolicy.edit(actor, hall) },
})

const presentSitting = (sitting: HallSitting) => ({
  startsAt: toApiTime(sitting.startsAt),
  endsAt: toApiTime(sitting.endsAt),
  title: sitting.title,
  serviceName: sitting.serviceName,
  left: sitting.left,
  isCancelled: sitting.isCancelled,
})

const CALLS_SHOWN = 6

/** The last calls, whatever the numbers' state since. */
const lastCalls = ({ called, missed, served }: Queue) =>
  [...called, ...missed, ...served]
    .filter(({ saidAt, window }) => saidAt !== null && window !== null)
    .sort((a, b) => b.saidAt!.getTime() - a.saidAt!.getTime())
    .slice(0, CALLS_SHOWN)

export const presentScreen = (hall: Hall, queue: Queue, sittings: readonly HallSitting[], now: Date): s.HallScreen => ({
  placeName: hall.placeName,
  now: toApiTime(now),
  windows: windowsOf(hall).map((window) => {
    const at = queue.called.find((ticket) => ticket.window === window)
    return {
      window,
      lines: hall.lines.filter(({ windows }) => windows.includes(window)).map(({ name }) => name),
      code: at?.code ?? null,
      who: hall.showNames && at?.personName ? maskName(at.personName) : null,
    }
  }),
  calls: lastCalls(queue).map(({ _id, code, window, saidAt, calls }) => ({
    key: `${String(_id)}:${calls}`,
    code,
    window: window!,
    at: toApiTime(saidAt!),
  })),
  lines: hall.lines.map(({ letter, name }) => ({ letter, name, waiting: queue.countIn(letter) })),
  sittings: sittings.map(presentSitting),
})

export const presentKiosk = (
  hall: Hall,
  phone: string | null,
  queue: Queue,
  sittings: readonly HallSitting[],
): s.KioskView => ({
  placeName: hall.placeName,
  phone,
  lines: hall.lines.map((line) => presentLine(line, queue)),
  rule: ORDER_IN_WORDS,
  closed: queue.closed?.words ?? null,
  sittings: sittings.map(presentSitting),
})

export function presentSlip(ticket: Ticket, hall: Hall, queue: Queue): s.Slip {
  const ahead = queue.aheadOf(ticket)
  return {
    code: ticket.code,
    placeName: ticket.placeName,
    lineName: ticket.lineName,
    windows: hall.lines.find(({ letter }) => letter === ticket.letter)?.windows ?? [],
    words: ahead === null ? '请看屏幕' : waitInWords(ahead, queue.minutesFor(ticket.letter, ahead)),
    takenAt: toApiTime(ticket.takenAt),
  }
}

export const presentArriving = ({ id, personName, title, startsAt, state }: Arriving): s.KioskBooking => ({
  id: String(id),
  who: maskName(personName),
  title,
  startsAt: toApiTime(startsAt),
  checkedIn: state === 'checked_in',
})

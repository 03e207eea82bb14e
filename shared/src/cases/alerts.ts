import type { Permission } from '../people/permissions'
import { addWorkingMinutes, nextOpening, type WorkCalendar } from '../time/work-calendar'
import { WITH_RECEIVER, type CaseEventKind } from './events'
import type { SolvePromise } from './promises'
import { OPEN_CASE_STATES, type CaseState } from './states'

/** The step of a receiver that an alert waits for. */
export type AwaitedOfReceiver = 'signature' | 'whistle_signature' | 'contact' | 'report_in'
/** The same, or one that the office promised. */
export type Awaited = AwaitedOfReceiver | 'acceptance' | 'answer' | 'solution' | 'takeover' | 'call_back'

/**
 * The alerts of a step that is not taken in time, the settings of all of them: `after` its limit, in minutes of the
 * office's working time, `to` the members of the receiver who are on duty, or to everybody at the office who holds a
 * permission there; `at: 'target'` means the community that a case was transferred to.
 */
export const ALERTS = {
  sign_due: { awaits: 'signature', after: 0, to: 'members', what: '到时还没签收，提醒了单位' },
  sign_late: { awaits: 'signature', after: 60, to: 'case.assign', what: '催过还没签收，报给派单的同事' },
  sign_missing: { awaits: 'signature', after: 240, to: 'case.rule', what: '半天没签收，报给管会商的同事' },
  whistle_sign_due: { awaits: 'whistle_signature', after: 0, to: 'members', what: '吹哨没应，提醒了单位' },
  whistle_sign_late: { awaits: 'whistle_signature', after: 60, to: 'case.whistle', what: '吹哨没应，报给管吹哨的同事' },
  contact_due: { awaits: 'contact', after: 0, to: 'members', what: '还没来联系，提醒了单位' },
  contact_late: { awaits: 'contact', after: 60, to: 'case.whistle', what: '还没来联系，报给管吹哨的同事' },
  report_in_due: { awaits: 'report_in', after: 0, to: 'members', what: '还没来报到，提醒了单位' },
  report_in_late: { awaits: 'report_in', after: 60, to: 'case.whistle', what: '没来报到，报给管吹哨的同事' },
  accept_late: { awaits: 'acceptance', after: 0, to: 'case.assign', what: '到时还没受理，报给派单的同事' },
  accept_missing: { awaits: 'acceptance', after: 240, to: 'case.close', what: '半天没受理，报给督办的同事' },
  answer_late: { awaits: 'answer', after: 0, to: 'case.close', what: '到时还没答复，报给督办的同事' },
  transfer_due: { awaits: 'takeover', after: 0, to: 'case.accept', at: 'target', what: '到时还没接收，提醒了那个社区' },
  transfer_late: { awaits: 'takeover', after: 60, to: 'case.assign', what: '催过还没接收，报给派单的同事' },
  transfer_missing: { awaits: 'takeover', after: 240, to: 'case.rule', what: '半天没接收，报给管会商的同事' },
  solve_late: { awaits: 'solution', after: 0, to: 'case.close', what: '到时还没办好，报给督办的同事' },
  call_back_late: { awaits: 'call_back', after: 0, to: 'case.close', what: '七天还没回访，提醒了回访的同事' },
  call_back_missing: { awaits: 'call_back', after: 960, to: 'case.rule', what: '催过还没回访，报给管会商的同事' },
} as const satisfies Record<string, AlertRule>
export type AlertCode = keyof typeof ALERTS
interface AlertRule {
  awaits: Awaited
  after: number
  to: 'members' | Permission
  at?: 'target'
  what: string
}
export const alertRule = (code: AlertCode): AlertRule => ALERTS[code]

/** An alert that is to be sent unless the step is taken before; without a receiver the office owes it. */
export interface PendingAlert<Id> {
  receiver?: Id
  code: AlertCode
  at: Date
}

/**
 * The alerts of one step, at their times: members are reached in the receiver's hours, the office in its
 * own, so that nobody is called at midnight for what waits until the morning.
 */
export const alertsFor = <Id>(
  awaited: Awaited,
  { receiver, dueAt }: { receiver?: Id; dueAt: Date },
  { theirs, office }: { theirs: WorkCalendar; office: WorkCalendar },
): PendingAlert<Id>[] =>
  (Object.keys(ALERTS) as AlertCode[])
    .filter((code) => ALERTS[code].awaits === awaited)
    .map((code) => {
      const { after, to } = ALERTS[code]
      const at =
        to === 'members'
          ? nextOpening(dueAt, theirs)
          : nextOpening(addWorkingMinutes(nextOpening(dueAt, office), after, office), office)
      return { ...(receiver === undefined ? {} : { receiver }), code, at }
    })

/** The limits of the office that an event gives. */
interface GivenLimits {
  acceptDueAt?: Date
  dueAt?: Date
  solve?: SolvePromise
  transferDueAt?: Date
  callBackDueAt?: Date
}
const limitsIn = ({ acceptDueAt, dueAt, solve, transferDueAt, callBackDueAt }: GivenLimits) =>
  Object.entries({
    acceptance: acceptDueAt,
    answer: dueAt,
    solution: solve?.dueAt,
    takeover: transferDueAt,
    call_back: callBackDueAt,
  } as const).flatMap(([awaited, limit]) => (limit ? [{ awaited: awaited as Awaited, dueAt: limit }] : []))

/** The alerts of limits of the office. A limit that has passed has none: whoever gives it sees that it is late. */
export const limitAlerts = <Id>(limits: GivenLimits, now: Date, office: WorkCalendar): PendingAlert<Id>[] =>
  limitsIn(limits)
    .filter(({ dueAt }) => dueAt >= now)
    .flatMap(({ awaited, dueAt }) => alertsFor<Id>(awaited, { dueAt }, { theirs: office, office }))

/** An event with the alerts of the limits that it gives. */
export function withLimitAlerts<Id, Event extends GivenLimits & { alerts?: readonly PendingAlert<Id>[] }>(
  event: Event,
  now: Date,
  office: WorkCalendar,
): Event {
  const planned = limitAlerts<Id>(event, now, office)
  return planned.length > 0 ? { ...event, alerts: [...(event.alerts ?? []), ...planned] } : event
}

/** The words of the alert for each step: what is missing, and what to do. */
export const AWAITED: Record<Awaited, { missing: string; advice: string }> = {
  signature: { missing: '还没签收', advice: '签收的时间到了。先签收，再去看；不归你们就退回来，写清归谁。' },
  whistle_signature: { missing: '吹哨还没应', advice: '社区吹哨，该应哨了。先应一声，再约时间。' },
  contact: { missing: '还没来联系', advice: '应哨以后要跟社区联系，说好谁来、什么时候来。' },
  report_in: { missing: '还没来报到', advice: '到场报到的时间到了。来不了，先给社区打个电话。' },
  acceptance: { missing: '还没受理', advice: '受理的时间到了。先收下；不归社区管就退回，写清归谁。' },
  answer: { missing: '过了答复的期限', advice: '还没有给居民答复。问问办到哪一步了，先告诉居民一声。' },
  takeover: { missing: '转来的还没接收', advice: '该回话了。归你们就接收，不归就退回去，写清归哪个社区。' },
  call_back: { missing: '七天还没回访', advice: '打个电话问一句办成了吗，照居民说的记下来，就能办结。' },
  solution: { missing: '过了办好的期限', advice: '还没有办好。问问卡在哪里，告诉居民还要多久。' },
}

/** The steps that end the wait of alerts: those of a whistle of their own receiver alone. */
const ENDS: Partial<Record<CaseEventKind, readonly Awaited[]>> = {
  dispatched: ['signature'],
  redispatched: ['signature'],
  ruled: ['signature'],
  signed: ['signature'],
  reported: ['signature'],
  handed_back: ['signature'],
  transferred: ['signature', 'takeover'],
  transfer_ruled: ['signature', 'takeover'],
  transfer_accepted: ['takeover'],
  transfer_returned: ['takeover'],
  whistled: ['whistle_signature', 'contact', 'report_in'],
  whistle_signed: ['whistle_signature'],
  whistle_contacted: ['whistle_signature', 'contact'],
  whistle_reported_in: ['whistle_signature', 'contact', 'report_in'],
}
const OF_ONE_RECEIVER: ReadonlySet<CaseEventKind> = new Set([
  'whistle_signed',
  'whistle_contacted',
  'whistle_reported_in',
])

/** The facts of a case that decide which steps it owes. */
interface Owing {
  state: CaseState
  pausedAt: Date | null
  repliedAt: Date | null
  /** Null where the case has no limit to be solved by. */
  solve?: SolvePromise | null
  /** Set while it waits for another community. */
  transfer?: object | null
}

/** Whether a step is still owed: not by a case that nobody works on, and no promise while the resident is asked. */
export function isOwed({ code }: { code: AlertCode }, { state, pausedAt, repliedAt, solve, transfer }: Owing): boolean {
  const { awaits } = ALERTS[code]
  if (awaits === 'acceptance') return state === 'submitted'
  if (awaits === 'takeover') return Boolean(transfer)
  if (awaits === 'call_back') return state === 'resolved'
  if (awaits === 'answer' || awaits === 'solution') {
    const isRunning = (OPEN_CASE_STATES as readonly CaseState[]).includes(state) && pausedAt === null
    return isRunning && (awaits === 'solution' ? solve !== null : repliedAt === null)
  }
  return (WITH_RECEIVER as readonly CaseState[]).includes(state)
}

/** The parts of an event that concern alerts. */
interface Alerting<Id> extends GivenLimits {
  kind: CaseEventKind
  receiver?: Id
  alert?: AlertCode
  alerts?: readonly PendingAlert<Id>[]
}

/** The alerts that are still to be sent after an event, of the steps that its case owes then. A new limit replaces the old. */
export function alertsAfter<Id>(
  pending: readonly PendingAlert<Id>[],
  event: Alerting<Id>,
  after: Owing,
): PendingAlert<Id>[] {
  const isTheirs = ({ receiver }: PendingAlert<Id>) => String(receiver ?? '') === String(event.receiver ?? '')
  const isSent = (one: PendingAlert<Id>) => one.code === event.alert && isTheirs(one)
  const isEnded = (one: PendingAlert<Id>) =>
    ENDS[event.kind]?.includes(ALERTS[one.code].awaits) && (!OF_ONE_RECEIVER.has(event.kind) || isTheirs(one))
  const isReplaced = (one: PendingAlert<Id>) =>
    limitsIn(event).some(({ awaited }) => awaited === ALERTS[one.code].awaits)
  const left = pending.filter((one) => !isSent(one) && !isEnded(one) && !isReplaced(one))
  return [...left, ...(event.alerts ?? [])].filter((one) => isOwed(one, after))
}

/** The time of the first alert; null when none is to be sent. */
export const nextAlertAt = (pending: readonly PendingAlert<unknown>[]): Date | null =>
  pending.reduce<Date | null>((first, { at }) => (first && first <= at ? first : at), null)

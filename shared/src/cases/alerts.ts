import type { Permission } from '../people/permissions'
import { addWorkingMinutes, nextOpening, type WorkCalendar } from '../time/work-calendar'

/** The step of a receiver that an alert waits for. */
export type Awaited = 'signature'

/**
 * The alerts of a step that is not taken in time, the settings of all of them: `after` its limit, in minutes of the
 * office's working time, `to` the members of the receiver who are on duty, or to everybody at the office who holds a
 * permission there.
 */
export const ALERTS = {
  sign_due: { awaits: 'signature', after: 0, to: 'members', what: '到时还没签收，提醒了单位' },
  sign_late: { awaits: 'signature', after: 60, to: 'case.assign', what: '催过还没签收，报给派单的同事' },
  sign_missing: { awaits: 'signature', after: 240, to: 'case.rule', what: '半天没签收，报给管会商的同事' },
} as const satisfies Record<string, AlertRule>
export type AlertCode = keyof typeof ALERTS
interface AlertRule {
  awaits: Awaited
  after: number
  to: 'members' | Permission
  what: string
}
export const alertRule = (code: AlertCode): AlertRule => ALERTS[code]

/** An alert that is to be sent unless its receiver takes the step before. */
export interface PendingAlert<Id> {
  receiver: Id
  code: AlertCode
  at: Date
}

/**
 * The alerts of one step of a receiver, at their times: members are reached in the receiver's hours, the office in its
 * own, so that nobody is called at midnight for what waits until the morning.
 */
export const alertsFor = <Id>(
  awaited: Awaited,
  { receiver, dueAt }: { receiver: Id; dueAt: Date },
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
      return { receiver, code, at }
    })

/** The steps that end the wait of alerts. */
const ENDS: Partial<Record<string, readonly Awaited[]>> = {
  dispatched: ['signature'],
  redispatched: ['signature'],
  ruled: ['signature'],
  signed: ['signature'],
  reported: ['signature'],
  handed_back: ['signature'],
}

/** The alerts that are still to be sent after an event; a case that nobody works on any more has none. */
export function alertsAfter<Id>(
  pending: readonly PendingAlert<Id>[],
  event: { kind: string; receiver?: Id; alert?: AlertCode; alerts?: readonly PendingAlert<Id>[] },
  isWorkedOn: boolean,
): PendingAlert<Id>[] {
  if (!isWorkedOn) return []
  const isSent = ({ receiver, code }: PendingAlert<Id>) =>
    code === event.alert && String(receiver) === String(event.receiver)
  const left = pending.filter((one) => !isSent(one) && !ENDS[event.kind]?.includes(ALERTS[one.code].awaits))
  return [...left, ...(event.alerts ?? [])]
}

/** The time of the first alert; null when none is to be sent. */
export const nextAlertAt = (pending: readonly PendingAlert<unknown>[]): Date | null =>
  pending.reduce<Date | null>((first, { at }) => (first && first <= at ? first : at), null)

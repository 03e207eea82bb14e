import type { Types } from 'mongoose'
import { LIVE_STATES, OUTCOMES, outcomesOf } from '@yike/shared/care/rules'
import type { ListAlerts, SettleAlert } from '@yike/shared/care/schemas'
import { labelOfRole } from '@yike/shared/people/permissions'
import { AppError } from '@yike/shared/errors'
import { clockOf, dayOf, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor } from '../http/policy'
import type { NotificationDraft } from '../messages/notify'
import { peopleByIds } from '../people/me'
import { AlertModel, type Alert } from './model'
import { alertRecipients } from './people'
import { carePolicy } from './policy'
import { seal } from '../sealing'
import { notifiedOf, missedIdOf, advanceAlert } from './advance-alert'

const LIVE = { state: { $in: [...LIVE_STATES] } }
/** More than a community ever has open; older ones are in the days before. */
const MOST = 200

/** Settles the alert of a day on which the person tapped after all: everybody who was notified learns it. Safe to call again. */
export async function closeTapped(personId: Types.ObjectId, tappedAt: Date, now: Date) {
  const _id = missedIdOf(personId, dayOf(tappedAt))
  for (;;) {
    const alert = await AlertModel.findOne({ _id, ...LIVE, needsHelpAt: null }).lean<Alert>()
    if (!alert) return
    const [person] = await peopleByIds([personId])
    const words: NotificationDraft = {
      kind: 'care_settled',
      recipients: notifiedOf(alert),
      title: `${person?.name ?? '老人'}报平安了`,
      body: `${clockOf(tappedAt)} 点了“我很好”，不用再找了。`,
    }
    const set = { state: 'settled', outcome: 'tapped', endedAt: now } as const
    if (await advanceAlert(alert, { set, notifications: [words] }, now)) return
  }
}

const loadForStaff = async (actor: Actor, id: string) =>
  orNotFound(await AlertModel.findOne({ ...carePolicy.respondTo(actor), _id: id }).lean<Alert>())

const nameOf = async (id: Types.ObjectId) => (await peopleByIds([id]))[0]?.name ?? '同事'
const roleIn = ({ roles }: Actor) => (roles[0] ? labelOfRole(roles[0]) : '工作人员')

async function refuseTaken({ takenBy, state }: Alert): Promise<never> {
  if (state === 'taken' && takenBy) throw new AppError('ALERT_TAKEN', `${await nameOf(takenBy)}已经在办了。`)
  throw new AppError('ALERT_OVER')
}

/**
 * One member of staff takes it; the person and the family are notified who comes. Taking one's own alert again changes
 * nothing.
 */
export async function takeAlert(actor: Actor, id: string, now: Date) {
  for (;;) {
    const alert = await loadForStaff(actor, id)
    if (alert.state === 'taken' && alert.takenBy!.equals(actor.personId)) return alert
    if (!carePolicy.take(alert)) return refuseTaken(alert)
    const [person] = await peopleByIds([alert.personId])
    const isHelp = alert.kind === 'help'
    const words: NotificationDraft = {
      kind: 'care_taken',
      recipients: isHelp ? [alert.personId, ...alert.told.family] : alert.told.family,
      title: isHelp
        ? `${roleIn(actor)}${actor.name}在路上了`
        : `${roleIn(actor)}${actor.name}在找${person?.name ?? '老人'}`,
      body: isHelp ? '别着急，人马上到。' : '有消息马上告诉您。',
    }
    const set = { state: 'taken', takenBy: actor.personId, takenAt: now } as const
    const filter = { ...carePolicy.respondTo(actor), state: 'open' as const }
    const taken = await advanceAlert(alert, { set, notifications: [words], filter }, now)
    if (taken) return taken
  }
}

/** Writes the outcome. 需要帮忙 is no end: the staff who direct are called, and another outcome follows. */
export async function settleAlert(actor: Actor, { id, outcome, note }: z.output<typeof SettleAlert>, now: Date) {
  for (;;) {
    const alert = await loadForStaff(actor, id)
    // A tap that was sent twice finds its own outcome the second time.
    if (alert.outcome === outcome && alert.settledBy?.equals(actor.personId)) return alert
    if (!carePolicy.settle(actor, alert)) return refuseTaken(alert)
    if (!outcomesOf(alert.kind, alert.needsHelpAt !== null).includes(outcome))
      throw new AppError('INVALID_INPUT', undefined, { fields: { outcome: ['这个结果现在用不上，换一个'] } })
    const done = await advanceAlert(alert, await stepTo({ outcome, note }, alert, actor, now), now)
    if (done) return done
  }
}

/** The step of an alert to an outcome: the fields it sets and who reads of it. */
async function stepTo(
  { outcome, note }: Pick<z.output<typeof SettleAlert>, 'outcome' | 'note'>,
  alert: Alert,
  actor: Actor,
  now: Date,
) {
  const [person] = await peopleByIds([alert.personId])
  const { label, ends } = OUTCOMES[outcome]
  const name = person?.name ?? '老人'
  const words = note ? seal(`alert:${String(alert._id)}`, { note }) : alert.words
  const taken = { takenBy: alert.takenBy ?? actor.personId, takenAt: alert.takenAt ?? now, words }
  const others = notifiedOf(alert).filter((one) => !one.equals(actor.personId))
  if (!ends)
    return {
      set: { ...taken, state: 'taken' as const, needsHelpAt: now, escalatedAt: alert.escalatedAt ?? now },
      notifications: await callingDirectors(
        alert,
        others,
        `${name}需要帮忙`,
        `${actor.name}到了，要人搭把手。点开看电话和住址。`,
      ),
    }
  return {
    set: { ...taken, state: 'settled' as const, outcome, settledBy: actor.personId, endedAt: now },
    notifications: [
      {
        kind: 'care_settled' as const,
        recipients: alert.kind === 'help' ? [alert.personId, ...others] : others,
        title: `${name}：${label}`,
        body: `${roleIn(actor)}${actor.name}办的。`,
      },
    ],
    ...(alert.kind === 'help' ? { unset: { helpOf: 1 as const } } : {}),
  }
}

async function callingDirectors(alert: Alert, others: Types.ObjectId[], title: string, body: string) {
  const { direct } = await alertRecipients({ _id: alert.personId, areas: alert.areas })
  const known = new Set(others.map(String))
  const recipients = [...others, ...direct.filter((id) => !known.has(String(id)))]
  return [{ kind: 'care_needs_help' as const, recipients, title, body }]
}

/**
 * Untaken calls for help on top, then alerts that need help, then open ones, each oldest first; settled ones come
 * last.
 */
const rankOf = ({ kind, state, needsHelpAt }: Alert) => {
  if (state === 'open') return kind === 'help' ? 0 : 2
  if (state === 'taken') return needsHelpAt ? 1 : kind === 'help' ? 3 : 4
  return 5
}

export async function listAlerts(actor: Actor, { view }: z.output<typeof ListAlerts>, now: Date) {
  const visible = carePolicy.respondTo(actor)
  const today = { raisedAt: { $gte: instantAt(dayOf(now), 0) } }
  const [live, past] = await Promise.all([
    AlertModel.find({ $and: [visible, LIVE] })
      .sort({ raisedAt: 1 })
      .limit(MOST)
      .lean<Alert[]>(),
    view === 'live'
      ? []
      : AlertModel.find({ $and: [visible, today, { state: { $in: ['settled', 'cancelled'] } }] })
          .sort({ raisedAt: -1 })
          .limit(MOST)
          .lean<Alert[]>(),
  ])
  return {
    alerts: [...live, ...past].sort((a, b) => rankOf(a) - rankOf(b)),
    open: live.filter(({ state }) => state === 'open').length,
  }
}

/** The live alert of each of these people; of several the newest. */
export async function liveAlertsOf(ids: readonly Types.ObjectId[]) {
  const alerts = await AlertModel.find({ personId: { $in: ids }, state: { $in: ['held', ...LIVE_STATES] } })
    .sort({ raisedAt: 1 })
    .lean<Alert[]>()
  return new Map(alerts.map((alert) => [String(alert.personId), alert]))
}

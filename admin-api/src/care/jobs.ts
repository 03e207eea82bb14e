import type { Due } from '../jobs'
import { ESCALATE_AFTER, LIVE_STATES, isPausedOn } from '@yike/shared/care/rules'
import { addDays, addMinutes, clock, dayOf, instantAt } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { isDuplicate } from '../idempotency'
import { entryOf, type NotificationDraft } from '../messages/notify'
import { peopleByIds } from '../people/me'
import { closeTapped } from './alerts'
import { AlertModel, CareFileModel, CheckModel, type Alert, type CareFile, type Check } from './model'
import { alertRecipients, type Named } from './people'
import { olderKeys, rewrap } from '../sealing'
import { missedIdOf, alertNotification, advanceAlert } from './advance-alert'

const BATCH = 200

const heldCalls = (now: Date) => ({ state: 'held' as const, heldUntil: { $lte: now } })
const dueChecks = (now: Date) => ({ dueAt: { $lte: now } })
const untaken = (now: Date) => {
  const before = (minutes: number) => ({ $lte: addMinutes(now, -minutes) })
  return {
    ...{ state: 'open' as const, escalatedAt: null },
    $or: [
      { kind: 'missed' as const, raisedAt: before(ESCALATE_AFTER.missed) },
      { kind: 'help' as const, raisedAt: before(ESCALATE_AFTER.help) },
    ],
  }
}
export const callsForHelp = (now: Date): Due[] => [{ model: AlertModel, filter: heldCalls(now) }]
export const checksToWatch = (now: Date): Due[] => [{ model: CheckModel, filter: dueChecks(now) }]
export const alertsToEscalate = (now: Date): Due[] => [{ model: AlertModel, filter: untaken(now) }]

/**
 * A job: finds people who should have tapped 我很好 by now and did not. Decided by the check as it was read (`seq`), so
 * that a tap or a pause in between wins; the missed day stays on the check until its alert exists, so that a crash
 * loses none. A day that ended while nothing ran is not asked about afterwards: nobody could have tapped.
 */
export async function watchChecks(now: Date) {
  const due = await CheckModel.find(dueChecks(now)).sort({ dueAt: 1 }).limit(BATCH).lean<Check[]>()
  const people = await peopleByIds(due.map(({ _id }) => _id))
  const today = dayOf(now)
  for (const check of due) {
    const person = people.find(({ _id }) => _id.equals(check._id))
    if (!person) {
      await CheckModel.deleteOne({ _id: check._id, seq: check.seq })
      continue
    }
    const day = dayOf(check.dueAt)
    const missed = day === today && check.tappedOn !== day && !isPausedOn(check.pause, day)
    const next = instantAt(day < today ? today : addDays(day, 1), check.until)
    await CheckModel.updateOne(
      { _id: check._id, seq: check.seq },
      { $set: { dueAt: next, areas: person.areas, seq: check.seq + 1, ...(missed ? { missed: day } : {}) } },
    )
    await CareFileModel.updateOne({ _id: check._id }, { $set: { areas: person.areas } })
  }
  await raiseMissed(now)
  await closeTappedLate(now)
}

async function raiseMissed(now: Date) {
  const waiting = await CheckModel.find({ missed: { $ne: null } })
    .limit(BATCH)
    .lean<Check[]>()
  const people = await peopleByIds(waiting.map(({ _id }) => _id))
  for (const check of waiting) {
    const person = people.find(({ _id }) => _id.equals(check._id))
    if (person && check.tappedOn !== check.missed) await raise(person, check, now)
    await CheckModel.updateOne({ _id: check._id, missed: check.missed }, { $set: { missed: null } })
  }
}

/**
 * Alert and notification are one write under an id made of person and day: of several processes that raise it one does.
 */
async function raise(person: Named, { missed, until }: Check, now: Date) {
  const day = missed!
  const _id = missedIdOf(person._id, day)
  const { family, respond, direct } = await alertRecipients(person)
  const staff = respond.length > 0 ? respond : direct
  const words: NotificationDraft = {
    kind: 'care_missed',
    recipients: distinct([...family, ...staff]),
    title: `${person.name}还没报平安`,
    body: `说好${dateInText(day)}${clock(until)} 前点“我很好”，还没点。先打个电话问问。`,
  }
  const alert: Omit<Alert, '_id'> = {
    kind: 'missed',
    personId: person._id,
    communityId: person.communityId,
    areas: person.areas,
    seq: 1,
    state: 'open',
    day,
    until,
    raisedAt: now,
    heldUntil: null,
    told: { family, staff },
    takenBy: null,
    takenAt: null,
    needsHelpAt: null,
    escalatedAt: respond.length > 0 ? null : now,
    outcome: null,
    settledBy: null,
    endedAt: null,
    words: null,
    where: null,
    outbox: [entryOf(alertNotification(_id, words), now)],
  }
  try {
    await AlertModel.updateOne({ _id }, { $setOnInsert: alert }, { upsert: true })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
}

const distinct = <Id extends object>(ids: Id[]) => [...new Map(ids.map((id) => [String(id), id])).values()]

/**
 * Settles alerts after a tap that came while the alert was being raised, or whose process died before it settled the
 * alert.
 */
async function closeTappedLate(now: Date) {
  const live = await AlertModel.find(
    { kind: 'missed', state: { $in: [...LIVE_STATES] }, needsHelpAt: null },
    { personId: 1, day: 1 },
  )
    .sort({ raisedAt: -1 })
    .limit(BATCH)
    .lean<Pick<Alert, 'personId' | 'day'>[]>()
  const checks = await CheckModel.find({ _id: { $in: live.map(({ personId }) => personId) } }).lean<Check[]>()
  for (const { personId, day } of live) {
    const check = checks.find(({ _id, tappedOn }) => _id.equals(personId) && tappedOn === day)
    if (check?.tappedAt) await closeTapped(personId, check.tappedAt, now)
  }
}

/** A job: calls for help whose ten seconds are over are sent to the family and the staff of the area. */
export async function notifyOfHelp(now: Date) {
  const held = await AlertModel.find(heldCalls(now)).limit(BATCH).lean<Alert[]>()
  const people = await peopleByIds(held.map(({ personId }) => personId))
  for (const alert of held) {
    const person = people.find(({ _id }) => _id.equals(alert.personId))
    const { family, respond, direct } = await alertRecipients({ _id: alert.personId, areas: alert.areas })
    const staff = respond.length > 0 ? respond : direct
    const words: NotificationDraft = {
      kind: 'care_help',
      recipients: distinct([...family, ...staff]),
      title: `${person?.name ?? '有人'}呼救`,
      body: '点开看在哪儿、打电话。情况紧急先打 120。',
    }
    const escalatedAt = respond.length > 0 ? null : now
    await advanceAlert(
      alert,
      { set: { state: 'open', told: { family, staff }, escalatedAt }, notifications: [words] },
      now,
    )
  }
}

/** A job: alerts that nobody took in time are escalated to the staff who direct, once. */
export async function escalateAlerts(now: Date) {
  const late = await AlertModel.find(untaken(now)).limit(BATCH).lean<Alert[]>()
  const people = await peopleByIds(late.map(({ personId }) => personId))
  for (const alert of late) {
    const name = people.find(({ _id }) => _id.equals(alert.personId))?.name ?? '老人'
    const { direct } = await alertRecipients({ _id: alert.personId, areas: alert.areas })
    const what = alert.kind === 'help' ? `${name}呼救` : `${name}没报平安`
    const words: NotificationDraft = {
      kind: 'care_escalated',
      recipients: direct,
      title: `${what}，还没人接`,
      body: `过了 ${ESCALATE_AFTER[alert.kind]} 分钟没人接，请马上派人。`,
    }
    const told = { ...alert.told, staff: distinct([...alert.told.staff, ...direct]) }
    await advanceAlert(alert, { set: { escalatedAt: now, told }, notifications: [words] }, now)
  }
}

/** A job: data keys wrapped by an older secret are wrapped by the one in force. Returns how many. */
export async function rewrapSealed() {
  const old = { $in: olderKeys() }
  let done = 0
  for (const file of await CareFileModel.find({ 'sealed.key': old }).limit(BATCH).lean<CareFile[]>()) {
    const sealed = rewrap(`file:${String(file._id)}`, file.sealed!)
    const filter = { _id: file._id, 'sealed.wrapped': file.sealed!.wrapped }
    done += (await CareFileModel.updateOne(filter, { $set: { sealed } })).modifiedCount
  }
  for (const part of ['words', 'where'] as const)
    for (const alert of await AlertModel.find({ [`${part}.key`]: old })
      .limit(BATCH)
      .lean<Alert[]>()) {
      const sealed = rewrap(`alert:${String(alert._id)}`, alert[part]!)
      const filter = { _id: alert._id, [`${part}.wrapped`]: alert[part]!.wrapped }
      done += (await AlertModel.updateOne(filter, { $set: { [part]: sealed } })).modifiedCount
    }
  return done
}

import { PAUSE_MAX_DAYS, UNTIL_DEFAULT, countsToday, nextDue } from '@yike/shared/care/rules'
import type { PauseCheck, SetCheck } from '@yike/shared/care/schemas'
import { AppError } from '@yike/shared/errors'
import { addDays, clock, clockOf, dayOf, daysBetween, instantAt, type Day } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { closeTapped } from './alerts'
import { CheckModel, type Check } from './model'
import { personFor, type KnownPerson } from './people'
import { carePolicy } from './policy'

/** Changes a check as it was read; tried again when something happened in between. */
async function change(id: Types.ObjectId, to: (check: Check) => Partial<Check>) {
  for (;;) {
    const check = orNotFound(await CheckModel.findById(id).lean<Check>())
    const done = await CheckModel.updateOne({ _id: id, seq: check.seq }, { $set: { ...to(check), seq: check.seq + 1 } })
    if (done.matchedCount > 0) return
  }
}

async function mayWatch(actor: Actor, personId: string): Promise<KnownPerson> {
  const met = await personFor(actor, personId)
  authorize(carePolicy.watch(actor, met.as, met.person))
  return met
}

/** Turns the daily check on, or sets another time. A time already past today counts from tomorrow. */
export async function setCheck(actor: Actor, { personId, until }: z.output<typeof SetCheck>, now: Date) {
  const met = await mayWatch(actor, personId)
  const { _id, areas } = met.person
  if (!(await CheckModel.exists({ _id })))
    try {
      const at = until ?? UNTIL_DEFAULT
      await CheckModel.create({
        _id,
        areas,
        seq: 1,
        until: at,
        dueAt: nextDue(at, null, now),
        since: now,
        startedBy: actor.personId,
      })
      return met
    } catch (cause) {
      // Somebody turned it on at the same moment: their check stays, with this time.
      if (!isDuplicate(cause)) throw cause
    }
  await change(_id, (check) => {
    const at = until ?? check.until
    return { areas, until: at, dueAt: at === check.until ? check.dueAt : nextDue(at, check.tappedOn, now) }
  })
  return met
}

/** Turns it off. A live alert is still looked after. */
export async function stopCheck(actor: Actor, personId: string) {
  const met = await mayWatch(actor, personId)
  await CheckModel.deleteOne({ _id: met.person._id })
  return met
}

/** No tap is expected on these days, both included: a trip, the hospital. Today counts when it is among them. */
export async function pauseCheck(actor: Actor, { personId, from, to, reason }: z.output<typeof PauseCheck>, now: Date) {
  const met = await mayWatch(actor, personId)
  const bad = (field: string, sentence: string) =>
    new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })
  if (to < from) throw bad('to', '回来的日子不能早于出门的日子')
  if (to < dayOf(now)) throw bad('to', '这几天已经过去了')
  if (daysBetween(from, to) >= PAUSE_MAX_DAYS) throw bad('to', `一次最多停 ${PAUSE_MAX_DAYS} 天，到时候再接着停`)
  await change(met.person._id, () => ({ pause: { from, to, reason } }))
  return met
}

/** The person is back: the tap is expected from the next time on. */
export async function resumeCheck(actor: Actor, personId: string) {
  const met = await mayWatch(actor, personId)
  await change(met.person._id, () => ({ pause: null }))
  return met
}

/**
 * 我很好, by the person or by family who spoke to them; once a day. The alert of today is settled. `tappedAt`: on a phone
 * that had no network then; refused once its time is over.
 */
export async function sayWell(actor: Actor, personId: string, now: Date, tappedAt = now) {
  const met = await personFor(actor, personId)
  authorize(carePolicy.sayWell(met.as))
  const today = dayOf(now)
  const { _id, areas } = met.person
  await change(_id, (check) => {
    if (check.tappedOn === today) return {}
    if (!countsToday(check.until, tappedAt, now)) throw tooLate(check.until, tappedAt, today)
    return {
      areas,
      tappedOn: today,
      tappedAt,
      tappedBy: actor.personId,
      dueAt: instantAt(addDays(today, 1), check.until),
    }
  })
  await closeTapped(_id, tappedAt, now)
  return met
}

const tooLate = (until: number, tappedAt: Date, today: Day) =>
  new AppError(
    'INVALID_INPUT',
    dayOf(tappedAt) === today
      ? `${clockOf(tappedAt)} 点的没赶在 ${clock(until)} 前发出去，请再点一下。`
      : `${dateInText(dayOf(tappedAt))}点的没发出去，请再点一下。`,
  )

export const checksOf = async (ids: readonly Types.ObjectId[]) =>
  new Map((await CheckModel.find({ _id: { $in: ids } }).lean<Check[]>()).map((check) => [String(check._id), check]))

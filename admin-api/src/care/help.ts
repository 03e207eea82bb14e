import { HELP_HELD_SECONDS } from '@yike/shared/care/rules'
import type { AddPosition } from '@yike/shared/care/schemas'
import { dayOf } from '@yike/shared/time/china'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { personById } from '../people/me'
import { AlertModel, type Alert } from './model'
import { carePolicy } from './policy'
import { seal } from '../sealing'
import { notifiedOf, helpIdOf, advanceAlert } from './advance-alert'

/**
 * A call for help. It is stored at once, so that a phone that dies now has called; notifications go out after ten
 * seconds, in which 点错了 takes it back unheard. One call at a time: another tap finds the live one.
 */
export async function callForHelp(actor: Actor, key: string, now: Date): Promise<Alert> {
  const me = await personById(actor.personId)
  const _id = helpIdOf(me._id, key)
  for (;;) {
    try {
      const made = await AlertModel.create({
        _id,
        kind: 'help',
        personId: me._id,
        communityId: me.communityId,
        areas: me.areas,
        seq: 1,
        state: 'held',
        day: dayOf(now),
        raisedAt: now,
        heldUntil: new Date(now.getTime() + HELP_HELD_SECONDS * 1000),
        helpOf: me._id,
        told: { family: [], staff: [] },
      })
      return made.toObject<Alert>()
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      const standing =
        (await AlertModel.findById(_id).lean<Alert>()) ?? (await AlertModel.findOne({ helpOf: me._id }).lean<Alert>())
      if (standing) return standing
    }
  }
}

const mine = async (actor: Actor, id: string) =>
  orNotFound(await AlertModel.findOne({ _id: id, kind: 'help', personId: actor.personId }).lean<Alert>())

/** The position of the caller; stored sealed. */
export async function addPosition(actor: Actor, { id, position }: z.output<typeof AddPosition>) {
  const { _id } = await mine(actor, id)
  await AlertModel.updateOne({ _id, endedAt: null }, { $set: { where: seal(`alert:${String(_id)}`, { position }) } })
  return mine(actor, id)
}

/** 点错了. People who were notified already learn that all is well; before that nobody learns anything. */
export async function cancelHelp(actor: Actor, id: string, now: Date): Promise<Alert> {
  for (;;) {
    const alert = await mine(actor, id)
    if (alert.state === 'cancelled') return alert
    if (!carePolicy.cancel(actor, alert)) throw new AppError('ALERT_OVER')
    const notifications = [
      {
        kind: 'care_settled' as const,
        recipients: notifiedOf(alert),
        title: `${actor.name}点错了`,
        body: '人没事，不用去了。',
      },
    ]
    const set = { state: 'cancelled', settledBy: actor.personId, endedAt: now } as const
    const done = await advanceAlert(alert, { set, notifications, unset: { helpOf: 1 } }, now)
    if (done) return done
  }
}

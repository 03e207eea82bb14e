import { createHash } from 'node:crypto'
import { Types, type QueryFilter } from 'mongoose'
import type { Day } from '@yike/shared/time/china'
import { notify, type Notification, type NotificationDraft } from '../messages/notify'
import { AlertModel, type Alert } from './model'

type Id = Types.ObjectId

const idFrom = (...parts: (string | Id)[]) =>
  new Types.ObjectId(createHash('sha256').update(parts.map(String).join(':')).digest('hex').slice(0, 24))

/** The alert of a day somebody did not tap: one, whichever process raises it. */
export const missedIdOf = (personId: Id, day: Day) => idFrom('missed', personId, day)
/** The same for every try of one tap. */
export const helpIdOf = (personId: Id, key: string) => idFrom('help', personId, key)

/** Notifications of an alert are urgent: they ring at night too and go before others. */
export const alertNotification = (alertId: Id, words: NotificationDraft): Notification => ({
  ...words,
  about: { type: 'care', id: alertId },
  urgent: true,
})

/** Everybody who was notified so far, and the member of staff who took it. */
export const notifiedOf = ({ told, takenBy }: Alert) => [
  ...told.family,
  ...told.staff.filter((id) => !takenBy?.equals(id)),
  ...(takenBy ? [takenBy] : []),
]

/**
 * One step of an alert with its notifications, in one write that only the alert as it was read accepts. Null when
 * something happened in between.
 */
export function advanceAlert(
  alert: Alert,
  { set, notifications = [], unset, filter = {} }: Step,
  now: Date,
): Promise<Alert | null> {
  const seq = alert.seq + 1
  const entries = notifications.map((words) => alertNotification(alert._id, words))
  return AlertModel.findOneAndUpdate(
    { ...filter, _id: alert._id, seq: alert.seq },
    { $set: { ...set, seq }, ...(unset ? { $unset: unset } : {}), ...notify(entries, now) },
    { returnDocument: 'after' },
  ).lean<Alert>()
}
interface Step {
  set: Partial<Omit<Alert, '_id' | 'seq' | 'outbox'>>
  notifications?: NotificationDraft[]
  unset?: { helpOf: 1 }
  filter?: QueryFilter<Alert>
}

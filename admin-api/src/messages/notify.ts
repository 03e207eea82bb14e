import { randomInt } from 'node:crypto'
import type { MessageKind } from '@yike/shared/messages/declaration'
import type { OutboxEntry } from './outbox'

/**
 * A notification: words in Chinese, a kind that its domain declares, and recipients. It is read hours or days later, so
 * it names dates (`dateInText`) and never says 今天 or 明天.
 */
export interface Notification extends Omit<OutboxEntry, 'seq' | 'at' | 'kind'> {
  kind: MessageKind
}

/** The words and recipients, where a domain adds the rest for all of its notifications. */
export type NotificationDraft = Pick<Notification, 'kind' | 'recipients' | 'title' | 'body'>

/**
 * An entry of the outbox, for a document that is inserted with it. Its number is random, not counted: two processes
 * that read the same document would count to the same, and the second message would be taken for the first.
 */
export const entryOf = (notification: Notification, now: Date): OutboxEntry => ({
  ...notification,
  seq: randomInt(2 ** 48 - 1),
  at: now,
})

/**
 * The part of an update that notifies. Spread it into the write that makes the change, so that either both happen or
 * neither. Empty without recipients.
 */
export const notify = (notification: Notification | readonly Notification[], now: Date) => ({
  $push: {
    outbox: {
      $each: [notification]
        .flat()
        .filter(({ recipients }) => recipients.length > 0)
        .map((one) => entryOf(one, now)),
    },
  },
})

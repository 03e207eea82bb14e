import { randomInt } from 'node:crypto'
import type { MessageKind } from '@yike/shared/messages/declaration'
import type { OutboxEntry } from './outbox'

/**
 * What somebody is told: words in Chinese, a kind that its domain declares, and whom. It is read hours or days later, so
 * it names dates (`dateInText`) and never says 今天 or 明天.
 */
export interface Notification extends Omit<OutboxEntry, 'seq' | 'at' | 'kind'> {
  kind: MessageKind
}

/** The words and whom, where a domain adds the rest for all of its notifications. */
export type NotificationDraft = Pick<Notification, 'kind' | 'recipients' | 'title' | 'body'>

/**
 * An entry of the outbox, for a document that is inserted with it. Its number is drawn, not counted: two who read the same
 * document would count to the same, and the second message be taken for the first.
 */
export const entryOf = (notification: Notification, now: Date): OutboxEntry => ({
  ...notification,
  seq: randomInt(2 ** 48 - 1),
  at: now,
})

/** Spread it into the write that makes the change, so that either both happen or neither. Nothing for nobody. */
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

import type { Model, Types } from 'mongoose'
import { MessageModel } from './model'
import type { OutboxEntry } from './outbox'

interface WithOutbox {
  _id: Types.ObjectId
  outbox: OutboxEntry[]
}

/** What is done with a message once its inbox line stands: the way out by WeChat. At most once, by its own record. */
export type Leave = (message: { id: string; recipientId: Types.ObjectId; entry: OutboxEntry }) => Promise<void>

const BATCH = 100

/**
 * Tells what lies in the outboxes of these collections: first the inbox lines (an upsert by id, so that a line exists
 * exactly once however often a relay dies here), then the ways out, then the entry is taken from the outbox. Several
 * relays may run at once.
 */
export class Relay {
  readonly #sources: Model<WithOutbox>[] = []

  constructor(readonly leave: Leave) {}

  add<Doc extends WithOutbox>(model: Model<Doc>) {
    this.#sources.push(model as unknown as Model<WithOutbox>)
  }

  /** One round; the number of entries told. */
  async run(): Promise<number> {
    let told = 0
    for (const source of this.#sources) {
      const waiting = await source
        .find({ 'outbox.at': { $exists: true } }, { outbox: 1 })
        .limit(BATCH)
        .lean<WithOutbox[]>()
      for (const { _id, outbox } of waiting)
        for (const entry of outbox) {
          await this.#tell(`${source.collection.name}:${String(_id)}`, entry)
          await source.updateOne({ _id }, { $pull: { outbox: { seq: entry.seq } } })
          told++
        }
    }
    return told
  }

  async #tell(source: string, entry: OutboxEntry) {
    const lines = entry.recipients.map((recipientId) => ({
      id: `${source}:${entry.seq}:${String(recipientId)}`,
      recipientId,
    }))
    await MessageModel.bulkWrite(
      lines.map(({ id, recipientId }) => ({
        updateOne: {
          filter: { _id: id },
          update: {
            $setOnInsert: {
              recipientId,
              kind: entry.kind,
              title: entry.title,
              body: entry.body,
              about: entry.about,
              at: entry.at,
              readAt: null,
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    )
    for (const { id, recipientId } of lines) await this.leave({ id, recipientId, entry })
  }
}

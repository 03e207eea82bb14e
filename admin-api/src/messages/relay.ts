import type { Model, Types } from 'mongoose'
import { MessageModel } from './model'
import type { OutboxEntry } from './outbox'

interface WithOutbox {
  _id: Types.ObjectId | string
  outbox: OutboxEntry[]
}

/** A line in somebody's inbox: its id and whose it is. */
export interface Line {
  id: string
  recipientId: Types.ObjectId
}

/** What is done with a message once its inbox lines stand: the ways out. Done twice it must do no more than once. */
export type Leave = (entry: OutboxEntry, lines: readonly Line[]) => Promise<void>

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

  /** One round; the number of entries told. What cannot be told holds up no other, and is reported at the end. */
  async run(): Promise<number> {
    let told = 0
    const failed: unknown[] = []
    for (const source of this.#sources) {
      const waiting = await source
        .find({ 'outbox.at': { $exists: true } }, { outbox: 1 })
        .limit(BATCH)
        .lean<WithOutbox[]>()
      for (const { _id, outbox } of waiting)
        try {
          for (const entry of outbox) {
            await this.#tell(`${source.collection.name}:${String(_id)}`, entry)
            await source.updateOne({ _id }, { $pull: { outbox: { seq: entry.seq } } })
            told++
          }
        } catch (cause) {
          failed.push(cause)
        }
    }
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} outboxes could not be told`)
    return told
  }

  async #tell(source: string, entry: OutboxEntry) {
    const lines: Line[] = entry.recipients.map((recipientId) => ({
      id: `${source}:${entry.seq}:${String(recipientId)}`,
      recipientId,
    }))
    if (lines.length === 0) return
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
    await this.leave(entry, lines)
  }
}

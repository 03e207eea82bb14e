import type { Model, Types } from 'mongoose'
import { goneAmong } from '../people/erase-person'
import { MessageModel, type Message } from './model'
import type { OutboxEntry } from './outbox'
import { storedText } from '../sealed-text'

interface WithOutbox {
  _id: Types.ObjectId | string
  outbox: OutboxEntry[]
}

/** A line in somebody's inbox: its id and its recipient. */
export interface InboxLine {
  id: string
  recipientId: Types.ObjectId
}

/** The ways out for a message once its inbox lines exist. A repeated call must have the effect of one. */
export type Deliver = (entry: OutboxEntry, lines: readonly InboxLine[]) => Promise<void>

const BATCH = 100

/**
 * Relays the outboxes of these collections: first the inbox lines (an upsert by id, so that a line exists exactly once
 * however often a relay dies here), then the ways out, then the entries are removed from the outbox. Many outboxes
 * share each of these writes. Several relays may run at once.
 */
export class Relay {
  readonly #sources: Model<WithOutbox>[] = []

  constructor(readonly deliver: Deliver) {}

  add<Doc extends WithOutbox>(model: Model<Doc>) {
    this.#sources.push(model as unknown as Model<WithOutbox>)
  }

  /**
   * One round; returns the number of entries relayed. An entry that cannot be relayed holds up no other, and is
   * reported at the end.
   */
  async run(): Promise<number> {
    let told = 0
    const failed: unknown[] = []
    for (const source of this.#sources)
      for await (const batch of waitingIn(source))
        try {
          told += await this.#tell(source, batch)
        } catch {
          for (const one of batch)
            await this.#tell(source, [one]).then(
              (more) => (told += more),
              (cause: unknown) => failed.push(cause),
            )
        }
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} outboxes could not be told`)
    return told
  }

  async #tell(source: Model<WithOutbox>, outboxes: readonly WithOutbox[]): Promise<number> {
    // Nothing kind is said to the dead.
    const gone = await goneAmong(outboxes.flatMap(({ outbox }) => outbox.flatMap(({ recipients }) => recipients)))
    const entries = outboxes.flatMap(({ _id, outbox }) =>
      outbox.map((entry) => ({
        entry,
        lines: entry.recipients
          .filter((to) => !gone.has(String(to)))
          .map((recipientId): InboxLine => ({
            id: `${source.collection.name}:${String(_id)}:${entry.seq}:${String(recipientId)}`,
            recipientId,
          })),
      })),
    )
    const upserts = entries.flatMap(({ entry, lines }) => insertLines(entry, lines))
    if (upserts.length > 0) await inbox().bulkWrite(upserts, { ordered: false })
    for (const { entry, lines } of entries) if (lines.length > 0) await this.deliver(entry, lines)
    await source.collection.bulkWrite(
      outboxes.map(({ _id, outbox }) => ({
        updateOne: {
          filter: { _id: _id as Types.ObjectId },
          update: { $pull: { outbox: { seq: { $in: outbox.map(({ seq }) => seq) } } } as object },
        },
      })),
      { ordered: false },
    )
    return entries.length
  }
}

/** Documents with a filled outbox, the oldest first, some at a time. */
async function* waitingIn(source: Model<WithOutbox>): AsyncGenerator<WithOutbox[]> {
  const waiting = source
    .find({ 'outbox.at': { $exists: true } }, { outbox: 1 })
    .sort({ 'outbox.at': 1 })
    .lean<WithOutbox[]>()
    .cursor({ batchSize: BATCH })
  let batch: WithOutbox[] = []
  for await (const one of waiting) {
    batch.push(one)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Without the model, which has nothing to cast or to fill in and takes longer for that than the write. */
const inbox = () => MessageModel.db.collection<Message>(MessageModel.collection.name)

/** One line for each recipient; its words are sealed once for all. */
function insertLines({ kind, title, body, about, at }: OutboxEntry, lines: readonly InboxLine[]) {
  const words = { title: storedText(title), body: storedText(body) }
  return lines.map(({ id, recipientId }) => ({
    updateOne: {
      filter: { _id: id },
      update: { $setOnInsert: { recipientId, kind, ...words, about: about ?? null, at, readAt: null } },
      upsert: true,
    },
  }))
}

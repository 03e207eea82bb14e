import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Schema, model } from 'mongoose'
import { isDuplicate } from './idempotency'

interface Lock {
  _id: string
  owner: string
  until: Date
}
const LockModel = model<Lock>(
  'Lock',
  new Schema<Lock>({ _id: String, owner: String, until: Date }, { autoIndex: false, versionKey: false }),
  'locks',
)

/** A holder that died keeps others waiting this long; a living one renews it three times as often. */
const HELD_MS = 15_000
const POLL_MS = 200

const held = (owner: string) => ({ owner, until: new Date(Date.now() + HELD_MS) })

async function take(_id: string, owner: string) {
  for (;;) {
    try {
      await LockModel.updateOne({ _id, until: { $lt: new Date() } }, { $set: held(owner) }, { upsert: true })
      return
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      await wait(POLL_MS)
    }
  }
}

/** Does work while no other process does it; waits for a process that is at it. */
export async function underLock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const owner = randomUUID()
  await take(name, owner)
  const renewing = setInterval(() => {
    // A renewal that fails is tried again by the next one; three in a row would let another process in.
    LockModel.updateOne({ _id: name, owner }, { $set: held(owner) }).catch(() => undefined)
  }, HELD_MS / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await LockModel.deleteOne({ _id: name, owner })
  }
}

const LEAD_MS = 20_000

/**
 * One process of several does what one is enough for. The leader keeps the lead by asking for it again; one that died
 * loses it `heldMs` later, and the others ask now and then.
 */
export class Lead {
  readonly #owner = randomUUID()
  constructor(
    private readonly name: string,
    private readonly heldMs = LEAD_MS,
  ) {}

  /** The time after which a process asks again, in milliseconds. */
  askAgainAfter = (isLeading: boolean) => (isLeading ? this.heldMs / 3 : (this.heldMs * 4) / 3)

  /** Takes or keeps the lead; false while another process has it. */
  async take(): Promise<boolean> {
    const now = Date.now()
    try {
      await LockModel.updateOne(
        { _id: this.name, $or: [{ owner: this.#owner }, { until: { $lt: new Date(now) } }] },
        { $set: { owner: this.#owner, until: new Date(now + this.heldMs) } },
        { upsert: true },
      )
      return true
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      return false
    }
  }

  resign = () => LockModel.deleteOne({ _id: this.name, owner: this.#owner })
}

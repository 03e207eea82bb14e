import type { RootDatabase } from 'lmdb'
import { DatabaseError } from '../errors'

interface Waiting {
  /** Does the work and undoes it when it fails half-way; reports the result later. */
  run(): void
  settle(): void
  reject(cause: Error): void
}

/** Waiting works are done in one commit, but none holds up reading for longer than this. */
const MOST_MS = 8

/**
 * Gathers the writes of one tick, and those that arrive while a commit is on its way to the disk, into one LMDB
 * transaction. `undo` takes back the writes of a work before it failed; `forget` is called when a commit failed, so
 * that state in memory is read anew.
 */
export class GroupCommit {
  #waiting: Waiting[] = []
  #pumping: Promise<void> | null = null

  constructor(
    readonly root: RootDatabase<Buffer, Buffer>,
    readonly hooks: { begin(): void; undo(): void; forget(): void },
  ) {}

  /**
   * Resolves with the result of the work once it is on disk; rejects with the error of the work, and then nothing is
   * changed.
   */
  run<Result>(work: () => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let settle = () => {}
      this.#waiting.push({
        run: () => {
          this.hooks.begin()
          try {
            const result = work()
            settle = () => resolve(result)
          } catch (cause) {
            this.hooks.undo()
            settle = () => reject(cause as Error)
          }
        },
        settle: () => settle(),
        reject,
      })
      this.#pumping ??= this.#pump()
    })
  }

  /** Resolves when nothing waits any more. */
  async idle() {
    await this.#pumping
  }

  async #pump() {
    while (this.#waiting.length > 0) {
      const done: Waiting[] = []
      try {
        // LMDB begins in the next turn: what arrives until then takes part.
        await this.root.transaction(() => {
          const begun = performance.now()
          while (this.#waiting.length > 0 && (done.length === 0 || performance.now() - begun < MOST_MS)) {
            const next = this.#waiting.shift()!
            done.push(next)
            next.run()
          }
        })
        for (const one of done) one.settle()
      } catch (cause) {
        this.hooks.forget()
        const failure = await failureOf(cause)
        // A transaction that could not begin did no waiting work: the first work gets the reason, lest it is tried for
        // ever.
        if (done.length === 0) done.push(this.#waiting.shift()!)
        for (const one of done) one.reject(failure)
      }
    }
    this.#pumping = null
  }
}

/** LMDB reports a failed commit by a promise of its own. */
async function failureOf(cause: unknown) {
  const { commitError } = cause as { commitError?: Promise<unknown> }
  const known = await Promise.resolve(commitError).catch((reason: unknown) => reason)
  const reason = known instanceof Error ? known.message : cause instanceof Error ? cause.message : String(cause)
  // A write that the disk takes only in part is an I/O error to LMDB.
  return /space|MDB_MAP_FULL|EFBIG|too large|input\/output error/i.test(reason)
    ? new DatabaseError(14031, 'OutOfDiskSpace', `nothing was written, the disk is full or fails: ${reason}`)
    : new DatabaseError(8, 'UnknownError', `nothing was written: ${reason}`)
}

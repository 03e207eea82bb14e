import { DatabaseError } from '../errors'
import type { Steps } from '../query/steps'

/** Milliseconds that a command works before others have their turn. */
const SLICE_MS = 2
/** Reading the clock costs as much as a step, so not at every step. */
const STEPS_BETWEEN = 16

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** Lets other commands have their turn every few milliseconds, and ends the work at its deadline (`maxTimeMS`) with code 50. */
export class Pace {
  readonly #deadline: number
  #sliceEnd: number
  #steps = 0

  constructor(maxTimeMs: number) {
    const now = performance.now()
    this.#deadline = maxTimeMs > 0 ? now + maxTimeMs : Infinity
    this.#sliceEnd = now + SLICE_MS
  }

  /** Awaited between two steps, where it returns a promise. */
  step(weight = 1): Promise<void> | undefined {
    this.#steps += weight
    if (this.#steps < STEPS_BETWEEN) return undefined
    this.#steps = 0
    const now = performance.now()
    if (now > this.#deadline) throw new DatabaseError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
    if (now < this.#sliceEnd) return undefined
    return turn().then(() => void (this.#sliceEnd = performance.now() + SLICE_MS))
  }
}

/** Goes through all steps; `take` gets their results, and ends the work by returning false. */
export async function through<Of>(steps: Steps<Of>, pace: Pace, take: (one: Of) => boolean | void, weight = 1) {
  for (const one of steps) {
    if (one !== null && take(one) === false) return
    const pause = pace.step(weight)
    if (pause) await pause
  }
}

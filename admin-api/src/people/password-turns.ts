import { AppError } from '@yike/shared/errors'

/** Sent away before anything was compared: the line is full. */
export class TurnedAway extends AppError {
  constructor() {
    super('TOO_MANY_REQUESTS', '现在登录的人太多，过一分钟再试。', { retryAfterSeconds: 60 })
  }
}

/**
 * Passwords are checked one after the other: a check takes a core for some 20 ms, and two hundred tries a second would
 * take more than a machine has. While others wait, each check is followed by a rest of three times its length, so that a
 * storm takes a quarter of a core.
 */
const MOST_WAITING = 100
const REST = 3
/** A machine that is busy with something else makes a check long, and the rest no longer for it. */
const LONGEST_REST_MS = 100

const fromKnown: (() => void)[] = []
const fromStrangers: (() => void)[] = []
let isBusy = false

function laneFor(lane: (() => void)[]) {
  return lane.length < MOST_WAITING ? lane : null
}

/**
 * Waits for its turn, then checks. While a hundred strangers wait, only those come in who signed in from their address
 * before, and they are next. Throws TurnedAway for the others.
 */
export async function inTurn<Result>(isKnown: () => Promise<boolean>, check: () => Promise<Result>): Promise<Result> {
  const lane = laneFor(fromStrangers) ?? ((await isKnown()) ? laneFor(fromKnown) : null)
  if (!lane) throw new TurnedAway()
  if (isBusy) await new Promise<void>((turn) => lane.push(turn))
  isBusy = true
  const begun = performance.now()
  try {
    return await check()
  } finally {
    const isCrowded = fromKnown.length + fromStrangers.length > 0
    if (isCrowded) setTimeout(callNext, Math.min(LONGEST_REST_MS, REST * (performance.now() - begun)))
    else callNext()
  }
}

function callNext() {
  const next = fromKnown.shift() ?? fromStrangers.shift()
  if (next) next()
  else isBusy = false
}

const MINUTE_MS = 60_000
let untold = 0
let toldAt = -Infinity

/**
 * Counts one who was turned away. Returns how many to put on record: the first at once, later those of a minute together,
 * because two hundred entries a second would hold up everybody else; else 0.
 */
export function turnedAwayToTell(now: Date): number {
  untold++
  const at = now.getTime()
  if (Math.abs(at - toldAt) < MINUTE_MS) return 0
  const count = untold
  untold = 0
  toldAt = at
  return count
}

/**
 * Moves the clock of a process forward by CLOCK_AHEAD_MS, as `node --import` of this file: a journey may then happen on a
 * Tuesday morning whenever the tests run. Only forward, or cookies that live for half an hour would be old at birth.
 */
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const now = Date.now
Date.now = () => now() + ahead
globalThis.Date = new Proxy(Date, {
  construct: (Real, args) => (args.length === 0 ? new Real(now() + ahead) : new Real(...args)),
})

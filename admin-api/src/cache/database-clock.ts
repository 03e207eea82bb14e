/**
 * The clock of the database, by which processes on several machines stamp their writes: their own clocks may differ. As far
 * as it was ahead of this machine's when the process connected.
 */
let aheadMs = 0

export const databaseNow = () => Date.now() + aheadMs

/** Sets it by an answer of the server: its `localTime`, and how long that answer took. */
export function setDatabaseClock(localTime: Date | undefined, tookMs: number) {
  aheadMs = localTime ? localTime.getTime() + tookMs / 2 - Date.now() : 0
}

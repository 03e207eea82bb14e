import { createHash } from 'node:crypto'
import type { IcsEvent } from './ics'
import { FeedModel, type Feed, type SaidEvent } from './model'

/** Two devices that wake up at once read the same feed; the second of them finds what the first wrote. */
const TRIES = 5

const digestOf = ({ sequence: _, stamp: __, ...says }: IcsEvent) =>
  createHash('sha256').update(JSON.stringify(says)).digest('base64url')

/**
 * Gives each event the version that calendars go by: SEQUENCE, DTSTAMP and LAST-MODIFIED move with every change of what
 * the feed says of it, whichever record the change was made in (a place that is called otherwise, one seat less). The
 * feed keeps what it said last; `sequence` and `stamp` of an event are what it begins with.
 */
export async function withVersions(feed: Feed, events: readonly IcsEvent[], now: Date): Promise<IcsEvent[]> {
  let current = feed
  for (let tries = 0; ; tries++) {
    const known = new Map((current.said ?? []).map((one) => [one.uid, one]))
    const said = events.map((event): SaidEvent => {
      const before = known.get(event.uid)
      const digest = digestOf(event)
      if (before?.digest === digest) return before
      const { uid, sequence, stamp } = event
      return before
        ? { uid, digest, sequence: Math.max(sequence, before.sequence + 1), changedAt: now }
        : { uid, digest, sequence, changedAt: stamp }
    })
    const isSame = said.length === known.size && said.every((one) => known.get(one.uid) === one)
    if (isSame || (await keep(current, said)) || tries === TRIES)
      return events.map((event, at) => ({ ...event, sequence: said[at]!.sequence, stamp: said[at]!.changedAt }))
    const newer = await FeedModel.findById(feed._id).lean<Feed>()
    if (!newer) return [...events]
    current = newer
  }
}

/** False where another reader was first. */
async function keep({ _id, revision }: Feed, said: SaidEvent[]): Promise<boolean> {
  const { matchedCount } = await FeedModel.updateOne(
    { _id, revision: revision ?? null },
    { $set: { said, revision: (revision ?? 0) + 1 } },
  )
  return matchedCount > 0
}

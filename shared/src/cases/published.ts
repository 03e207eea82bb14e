import { leadsTo, type CaseEventKind } from './events'
import { CASE_KINDS, CASE_KIND_CODES } from './kinds'
import type { CaseState } from './states'

/** The kinds that anybody may read without the person, and other systems file: those that neighbours see. */
export const PUBLISHED_KINDS = CASE_KIND_CODES.filter((kind) => CASE_KINDS[kind].isShared)

interface PublishedEvent {
  seq: number
  at: Date
  kind: CaseEventKind
  visibleTo: 'all' | 'staff' | 'office'
}

/**
 * The steps of a case that are published, the oldest first: what the office did (`spoken` says which), and every change of state. `at` never goes back, though the
 * clocks of two processes may differ, so that steps in the order of time are in their own order too.
 */
export function publishedSteps<Event extends PublishedEvent>(
  events: readonly Event[],
  isSpoken: (kind: CaseEventKind) => boolean,
): { event: Event; at: Date; state: CaseState }[] {
  let state: CaseState = 'submitted'
  let beforeMerge: CaseState = state
  let latest = 0
  return events.flatMap((event) => {
    const { kind, at, visibleTo } = event
    if (kind === 'merged') beforeMerge = state
    const after: CaseState = kind === 'unmerged' ? beforeMerge : (leadsTo(kind) ?? state)
    const isPublished = kind !== 'filed' && visibleTo === 'all' && (after !== state || isSpoken(kind))
    state = after
    latest = Math.max(latest, at.getTime())
    return isPublished ? [{ event, at: new Date(latest), state }] : []
  })
}

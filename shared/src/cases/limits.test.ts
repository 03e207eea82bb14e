import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt, type Day } from '../time/china'
import { nextOpening, workingMinutesBetween, type WorkCalendar } from '../time/work-calendar'
import { isOwed, withLimitAlerts } from './alerts'
import { CASE_EVENTS, mayHappen, type CaseEventKind } from './events'
import { CASE_KINDS } from './kinds'
import { limitsOf } from './limits'
import {
  acceptDueAt,
  dueAfterPause,
  extended,
  markOf,
  promiseInForce,
  promisesFrom,
  viewPromise,
  waitEndsAt,
} from './promises'
import { reduceCase, type CaseEvent, type CaseStanding } from './reduce'
import { URGENCIES, urgencyOf } from './urgencies'

const FLOW = CASE_KINDS.complaint.flow
const calendar: WorkCalendar = {
  isWorkday: (day: Day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  periods: [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
}
const FILED = instantAt('2026-11-23', 10 * 60)

const ANSWERS = [{ hours: 2 }, { hours: 24 }, { workdays: 5 }, { workdays: 15 }] as const
const STEPS: CaseEventKind[] = [
  ...(['accepted', 'assigned', 'replied', 'asked', 'supplemented', 'commented', 'resolved', 'rated'] as const),
  ...(['confirmed', 'closed', 'reopened', 'lapsed', 'extension_asked', 'extended', 'extension_refused'] as const),
]

/** The event as the service writes it: with the pause given back, and the promises of the table. */
function written(c: CaseStanding<string>, kind: CaseEventKind, at: Date, score: number): Partial<CaseEvent<string>> {
  const { to } = CASE_EVENTS[kind] as { to?: string }
  if (kind === 'reopened') return promisesFrom(at, c.promise, calendar)
  if (kind === 'extended') return extended(c, c.extension?.workdays ?? 0, calendar)
  if (kind === 'asked') return { waitUntil: waitEndsAt(at, calendar) }
  const more = kind === 'rated' ? { score } : kind === 'extension_asked' ? { workdays: 3 } : {}
  if (!c.pausedAt || !to) return more
  const pause = { from: c.pausedAt, to: at }
  const later = <Given extends { dueAt: Date; promise: CaseStanding<string>['promise'] }>(given: Given) =>
    dueAfterPause(given.dueAt, pause, given.promise, calendar)
  return { ...more, dueAt: later(c), solve: { ...c.solve!, dueAt: later(c.solve!) } }
}

const anyStory = fc.record({
  answer: fc.constantFrom(...ANSWERS),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom(...STEPS),
      minutes: fc.integer({ min: 1, max: 6000 }),
      score: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 25 },
  ),
  after: fc.integer({ min: 0, max: 20_000 }),
})

/** A case that lived through the steps which could happen, one after the other. */
function lived({
  answer,
  steps,
}: {
  answer: (typeof ANSWERS)[number]
  steps: { kind: CaseEventKind; minutes: number; score: number }[]
}) {
  const basics = { actor: 'clerk', reason: null, visibleTo: 'all' as const }
  const given = promisesFrom(FILED, answer, calendar)
  const accept = acceptDueAt(FILED, answer, calendar)
  const planned = (event: CaseEvent<string>) => withLimitAlerts(event, event.at, calendar)
  const filed = { ...basics, seq: 1, at: FILED, kind: 'filed' as const, acceptDueAt: accept, ...given }
  const events: CaseEvent<string>[] = [planned(filed)]
  const stood: CaseStanding<string>[] = [reduceCase(events, FLOW)]
  let at = FILED
  for (const { kind, minutes, score } of steps) {
    at = new Date(at.getTime() + minutes * 60_000)
    const c = stood.at(-1)!
    const asksTwice = kind === 'extension_asked' && c.extension !== null
    const decidesNothing = kind.startsWith('exten') && kind !== 'extension_asked' && c.extension?.granted !== null
    if (!mayHappen(kind, c.state, FLOW) || asksTwice || decidesNothing) continue
    events.push(planned({ ...basics, seq: events.length + 1, at, kind, ...written(c, kind, at, score) }))
    stood.push(reduceCase(events, FLOW))
  }
  return { events, stood, at }
}

describe('the promises of a case', () => {
  it('come from one table, and end in the order accept, answer, solve', () => {
    for (const { accept, answer, solve } of Object.values(URGENCIES)) {
      const { dueAt, solve: toSolve } = promisesFrom(FILED, answer, calendar)
      expect(acceptDueAt(FILED, answer, calendar) <= dueAt).toBe(true)
      expect([dueAt <= toSolve.dueAt, 'hours' in accept === 'hours' in solve]).toEqual([true, true])
    }
    expect(ANSWERS.map(urgencyOf)).toEqual(['danger', 'utility', 'ordinary', 'complex'])
  })

  it('are the same however the timeline is read: whole, or step by step, and by every screen', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { events, stood, at } = lived(story)
        const c = reduceCase(events, FLOW)
        expect(c).toEqual(stood.at(-1))
        const now = new Date(at.getTime() + story.after * 60_000)
        const limits = limitsOf(c, now)
        const { of, dueAt } = promiseInForce(c)
        const shown = viewPromise(c, now, calendar, 'staff')
        const row = limits.find(({ code }) => code === of)!
        expect([shown.of, row.dueAt]).toEqual([of, dueAt])
        // The list of limits, the words of a row and the mark tell one story.
        if (c.answeredAt) expect([shown.state, markOf(c, now, calendar)]).toEqual(['answered', null])
        else if (c.pausedAt) expect(shown.state).toBe('paused')
        else expect(row.state === 'late').toBe(shown.state === 'late')
        if (markOf(c, now, calendar) === 'red') expect(row.state).toBe('late')
        // Answered in time stays so, whatever comes later.
        expect(limits.every(({ metAt, state }) => (metAt === null) !== (state === 'kept' || state === 'missed'))).toBe(
          true,
        )
      }),
      { numRuns: 400 },
    )
  })

  it('have one alert each while they are owed and ahead, at the opening after the limit, and none afterwards', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { events, stood } = lived(story)
        stood.forEach((c, n) => {
          const at = events[n]!.at
          for (const [code, dueAt] of [
            ['accept_late', c.acceptDueAt!],
            ['answer_late', c.dueAt],
            ['solve_late', c.solve!.dueAt],
          ] as const) {
            const pending = c.alerts.filter((one) => one.code === code)
            const times = pending.map((one) => one.at)
            if (!isOwed({ code }, c)) expect(times).toEqual([])
            else if (dueAt >= at) expect(times).toEqual([nextOpening(dueAt, calendar)])
            else expect(times.length).toBeLessThanOrEqual(1)
          }
        })
      }),
      { numRuns: 400 },
    )
  })

  it('lose no working time to a pause, and gain none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 9000 }), (until, waits) => {
        const answer = { workdays: 5 } as const
        const minutes = (n: number) => ({ minutes: n, score: 3 })
        const { stood, at } = lived({
          answer,
          steps: [
            { kind: 'accepted', ...minutes(1) },
            { kind: 'assigned', ...minutes(1) },
            { kind: 'asked', ...minutes(until) },
            { kind: 'supplemented', ...minutes(waits) },
          ],
        })
        const [paused, runs] = [stood.at(-2)!, stood.at(-1)!]
        const left = (limit: Date, from: Date) => workingMinutesBetween(from, limit, calendar)
        for (const [before, after] of [
          [paused.dueAt, runs.dueAt],
          [paused.solve!.dueAt, runs.solve!.dueAt],
        ] as const)
          if (paused.pausedAt! < before) expect(left(after, at)).toBeCloseTo(left(before, paused.pausedAt!), 3)
      }),
    )
  })

  it('are extended once, each limit that is not met yet, and end in office hours', () => {
    const given = { ...promisesFrom(FILED, { workdays: 5 }, calendar), repliedAt: null }
    const both = extended(given, 3, calendar)
    expect([both.dueAt, both.solve!.dueAt]).toEqual([instantAt('2026-12-03', 1050), instantAt('2026-12-07', 1050)])
    expect(extended({ ...given, repliedAt: FILED }, 3, calendar)).toEqual({ solve: both.solve })
  })

  it('rest while the resident is asked, who has five working days: then it closes when the office opens', () => {
    const ends = waitEndsAt(instantAt('2026-11-27', 16 * 60), calendar)
    expect(ends).toEqual(instantAt('2026-12-07', 510))
    expect(nextOpening(ends, calendar)).toEqual(ends)
  })

  it('are kept under supervision from the first reopening or bad rating until it is closed again', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { events, stood } = lived(story)
        events.forEach(({ kind, score }, n) => {
          const c = stood[n]!
          if (kind === 'reopened' || (kind === 'rated' && score === 1)) expect(c.supervisedAt).not.toBeNull()
          if (kind === 'confirmed' || kind === 'closed') expect(c.supervisedAt).toBeNull()
        })
      }),
      { numRuns: 300 },
    )
  })
})

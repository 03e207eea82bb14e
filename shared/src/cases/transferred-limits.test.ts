import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt } from '../time/china'
import type { WorkCalendar } from '../time/work-calendar'
import { CASE_KINDS, type AnswerPromise } from './kinds'
import { promisesFrom } from './promises'
import { reduceCase, type CaseEvent } from './reduce'
import { limitsAfterTransfer } from './transferred-limits'

const HOUR_MS = 3_600_000
const OFFICE: WorkCalendar = {
  isWorkday: (day) => ![6, 0].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  periods: [{ from: 8 * 60 + 30, to: 17 * 60 + 30 }],
}
const FLOW = CASE_KINDS.complaint.flow
const MONDAY = instantAt('2026-11-23', 9 * 60)
const hour = (hours: number) => new Date(MONDAY.getTime() + hours * HOUR_MS)

type Step = Pick<CaseEvent<string>, 'kind' | 'at'> & Partial<CaseEvent<string>>
const story = (promise: AnswerPromise, ...steps: Step[]) =>
  [
    { kind: 'filed' as const, at: MONDAY, ...promisesFrom(MONDAY, promise, OFFICE) },
    { kind: 'accepted' as const, at: hour(1) },
    ...steps,
  ].map((one, index): CaseEvent<string> => ({ seq: index + 1, actor: 'clerk', reason: null, visibleTo: 'all', ...one }))
const sent = (at: number, community: string): Step => ({ kind: 'transferred', at: hour(at), community })
/** The story with its case sent to a community and taken on there. */
function moved(events: CaseEvent<string>[], [sentAt, takenAt]: [number, number], community = 'there') {
  const withStep = (before: CaseEvent<string>[], step: Step) => [
    ...before,
    { ...events[1]!, ...step, seq: before.length + 1 },
  ]
  const waiting = withStep(events, sent(sentAt, community))
  const limits = limitsAfterTransfer(waiting, { flow: FLOW, now: hour(takenAt) }, OFFICE)
  const all = withStep(waiting, { kind: 'transfer_accepted', at: hour(takenAt), community, ...limits })
  return { limits, all, after: reduceCase(all, FLOW) }
}

describe('the limits of a case that another community took on', () => {
  it('are those of the table from then on', () => {
    const { after } = moved(story({ workdays: 5 }), [80, 98])
    expect(after).toMatchObject({ ...promisesFrom(hour(98), { workdays: 5 }, OFFICE), promisedAt: hour(98) })
  })

  it('are given anew once, however often it goes on', () => {
    const once = moved(story({ workdays: 5 }), [24, 26])
    const twice = moved(once.all, [48, 50], 'third')
    expect(twice.limits).toEqual({})
    expect(twice.after).toMatchObject({ dueAt: once.after.dueAt, solve: once.after.solve })
  })

  it('leave a promise alone that was kept, and those of a work order', () => {
    const events = story({ workdays: 5 }, { kind: 'replied', at: hour(3) })
    const { after } = moved(events, [24, 26])
    expect(after).toMatchObject({ dueAt: events[0]!.dueAt, repliedAt: hour(3) })
    expect(after.solve).toEqual(promisesFrom(hour(26), { workdays: 5 }, OFFICE).solve)
    const order = story({ workdays: 5 }).map((one) => (one.seq === 1 ? { ...one, fromAbove: true } : one))
    expect(moved(order, [24, 26]).limits).toEqual({})
  })

  it('never end before the whole time of the table, nor later than it, whatever was promised', () => {
    const promises = fc.oneof(
      fc.record({ hours: fc.integer({ min: 1, max: 48 }) }),
      fc.record({ workdays: fc.integer({ min: 1, max: 15 }) }),
    )
    fc.assert(
      fc.property(promises, fc.integer({ min: 2, max: 300 }), fc.nat(60), fc.nat(60), (promise, from, wait, again) => {
        const first = moved(story(promise), [from, from + wait])
        expect(first.after).toMatchObject(promisesFrom(hour(from + wait), promise, OFFICE))
        const second = moved(first.all, [from + wait + 1, from + wait + 1 + again], 'third')
        expect(second.after.dueAt).toEqual(first.after.dueAt)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt } from '../time/china'
import type { WorkCalendar } from '../time/work-calendar'
import { CASE_KINDS, type AnswerPromise } from './kinds'
import { promisesFrom } from './promises'
import { limitsOfCategory } from './reclassifying'
import { reduceCase, type CaseEvent } from './reduce'

const HOUR_MS = 3_600_000
const OFFICE: WorkCalendar = {
  isWorkday: (day) => ![6, 0].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  periods: [{ from: 8 * 60 + 30, to: 17 * 60 + 30 }],
}
const FLOW = CASE_KINDS.complaint.flow
const MONDAY = instantAt('2026-11-23', 9 * 60)
const hour = (hours: number) => new Date(MONDAY.getTime() + hours * HOUR_MS)

type Step = Pick<CaseEvent<string>, 'kind' | 'at'> & Partial<CaseEvent<string>>
const filed = (promise: AnswerPromise, ...steps: Step[]) =>
  [{ kind: 'filed' as const, at: MONDAY, ...promisesFrom(MONDAY, promise, OFFICE) }, ...steps].map(
    (one, index): CaseEvent<string> => ({ seq: index + 1, actor: 'clerk', reason: null, visibleTo: 'all', ...one }),
  )
const accepted = { kind: 'accepted' as const, at: hour(1) }
/** The standing after a change of category at an hour. */
function changed(events: CaseEvent<string>[], promise: AnswerPromise, at: number) {
  const limits = limitsOfCategory(events, { flow: FLOW, promise, now: hour(at) }, OFFICE)
  const { actor, reason, visibleTo } = events[0]!
  const event = { kind: 'classified' as const, seq: events.length + 1, at: hour(at), actor, reason, visibleTo }
  return { limits, after: reduceCase([...events, { ...event, ...limits }], FLOW) }
}

describe('the limits after a change of category', () => {
  const ordinary = filed({ workdays: 5 }, accepted)

  it('are those of the right category where they end earlier, from the same beginning', () => {
    expect(changed(ordinary, { hours: 24 }, 3).after).toMatchObject({
      dueAt: hour(24),
      promisedAt: MONDAY,
      solve: { promise: { hours: 24 }, dueAt: hour(24) },
    })
  })

  it('stay where the right category has more time, and where it has the same', () => {
    const danger = filed({ hours: 2 }, accepted)
    expect(changed(danger, { workdays: 5 }, 1).limits).toEqual({})
    expect(changed(ordinary, { workdays: 5 }, 30).limits).toEqual({})
  })

  it('count from now where they would have passed before anybody knew of them', () => {
    expect(changed(ordinary, { hours: 2 }, 50).after.dueAt).toEqual(hour(52))
  })

  it('have the time back in which the resident was asked', () => {
    const assigned = { kind: 'assigned' as const, at: hour(1), assignee: 'grid' }
    const asked = { kind: 'asked' as const, at: hour(2) }
    const back = { kind: 'supplemented' as const, at: hour(12), dueAt: hour(130) }
    expect(changed(filed({ workdays: 5 }, accepted, assigned, asked, back), { hours: 24 }, 13).after.dueAt).toEqual(
      hour(34),
    )
  })

  it('leave a promise alone that was kept, and those of a work order', () => {
    const replied = { kind: 'replied' as const, at: hour(20) }
    const after = changed(filed({ workdays: 5 }, accepted, replied), { hours: 24 }, 22).after
    expect(after).toMatchObject({ dueAt: ordinary[0]!.dueAt, repliedAt: hour(20), solve: { dueAt: hour(24) } })
    const order = ordinary.map((one) => (one.seq === 1 ? { ...one, fromAbove: true } : one))
    expect(changed(order, { hours: 2 }, 3).limits).toEqual({})
  })

  it('never end later than the resident was told, nor before the change unless they were told so', () => {
    const promises = fc.oneof(
      fc.record({ hours: fc.integer({ min: 1, max: 48 }) }),
      fc.record({ workdays: fc.integer({ min: 1, max: 15 }) }),
    )
    fc.assert(
      fc.property(promises, fc.array(promises, { minLength: 1, maxLength: 4 }), fc.nat(400), (first, others, from) => {
        let events = filed(first, accepted)
        others.forEach((promise, at) => {
          const [before, now] = [reduceCase(events, FLOW), from + 1 + at * 7]
          const { limits, after } = changed(events, promise, now)
          for (const [was, is] of [
            [before.dueAt, after.dueAt],
            [before.solve!.dueAt, after.solve!.dueAt],
          ] as const) {
            expect(is.getTime()).toBeLessThanOrEqual(was.getTime())
            if (is < was) expect(is.getTime()).toBeGreaterThanOrEqual(hour(now).getTime())
          }
          events = [...events, { ...events[1]!, kind: 'classified', seq: events.length + 1, at: hour(now), ...limits }]
        })
      }),
    )
  })
})

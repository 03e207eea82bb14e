import { describe, expect, it } from 'vitest'
import { CASE_KINDS } from './kinds'
import { olderFirst, promiseGivenBack, promiseTakenOver } from './merging'
import { markOf, viewPromise } from './promises'
import type { CaseEventKind } from './events'
import { reduceCase, type CaseEvent } from './reduce'

const FLOW = CASE_KINDS.complaint.flow
const hour = (hours: number) => new Date(Date.UTC(2026, 10, 23, hours))
const filed = (dueAt: Date): CaseEvent<string> => ({
  ...{ seq: 1, at: hour(1), actor: 'wang', kind: 'filed', reason: null, visibleTo: 'all', dueAt },
  promise: { hours: 24 },
})
const events = (dueAt: Date, ...more: (CaseEventKind | Partial<CaseEvent<string>>)[]) => [
  filed(dueAt),
  ...more.map((one, at): CaseEvent<string> => ({
    ...{ seq: at + 2, at: hour(2 + at), actor: 'clerk', reason: null, visibleTo: 'all', kind: 'accepted' },
    ...(typeof one === 'string' ? { kind: one } : one),
  })),
]
const stand = (...of: Parameters<typeof events>) => reduceCase(events(...of), FLOW)
const merged = { kind: 'merged', other: 'older' } as const
const CALENDAR = { isWorkday: () => true, periods: [{ from: 0, to: 1440 }] }

describe('a merged case', () => {
  it('is neither open nor answered, takes no step but its undoing, and never escalates', () => {
    const after = stand(hour(5), 'accepted', { kind: 'assigned', assignee: 'grid' }, merged)
    expect(after).toMatchObject({ state: 'merged', answeredAt: null, merged: { into: 'older' }, alerts: [] })
    expect(markOf(after, hour(99), CALENDAR)).toBeNull()
    expect(viewPromise(after, hour(99), CALENDAR, 'staff').state).toBe('paused')
    for (const kind of ['accepted', 'assigned', 'resolved', 'merged', 'absorbed', 'reopened'] as const)
      expect(() => stand(hour(5), merged, kind)).toThrow()
  })

  it.each<[string, (CaseEventKind | Partial<CaseEvent<string>>)[]]>([
    ['new', []],
    ['with somebody who has it', ['accepted', { kind: 'assigned', assignee: 'grid' }]],
    ['waiting for the resident', ['accepted', { kind: 'assigned', assignee: 'grid' }, 'asked']],
  ])('stands again as it stood when it was %s', (_, before) => {
    expect(stand(hour(5), ...before, merged, 'commented', { kind: 'unmerged', other: 'older' })).toEqual(
      stand(hour(5), ...before),
    )
  })
})

it('a case that was merged itself keeps nobody of a third that was taken out of it meanwhile', () => {
  const brought = { promise: { hours: 24 }, promisedAt: hour(1), dueAt: hour(20) }
  const both = events(hour(50), { kind: 'absorbed', other: 'third', ...brought }, merged)
  const back = promiseGivenBack(both, FLOW, 'third')
  const after = stand(
    hour(50),
    ...both.slice(1),
    { kind: 'parted', other: 'third', ...back },
    { kind: 'unmerged', other: 'older' },
  )
  expect(after).toMatchObject({ state: 'submitted', absorbed: [], dueAt: hour(50), merged: null })
})

it('of two cases the one filed first goes on, of two at once the one with the lower number', () => {
  const [first, second, later] = [
    { filedAt: hour(1), number: '20261123-0001-9' },
    { filedAt: hour(1), number: '20261123-0002-7' },
    { filedAt: hour(2), number: '20261122-0009-1' },
  ]
  expect(olderFirst(second!, first!)).toEqual([first, second])
  expect(olderFirst(later!, second!)).toEqual([second, later])
})

describe('the older case', () => {
  it('takes over the earlier of the two limits, and gives it back when the other is taken out', () => {
    const [stays, goes] = [stand(hour(50), 'accepted'), stand(hour(20))]
    const taken = promiseTakenOver(stays, goes)!
    expect(taken.dueAt).toEqual(hour(20))
    expect(promiseTakenOver(goes, stays)).toBeNull()

    const absorbed = events(hour(50), 'accepted', { kind: 'absorbed', other: 'newer', ...taken })
    expect(reduceCase(absorbed, FLOW)).toMatchObject({ dueAt: hour(20), absorbed: ['newer'] })
    expect(promiseGivenBack(absorbed, FLOW, 'newer')?.dueAt).toEqual(hour(50))
    expect(promiseGivenBack(absorbed, FLOW, 'another')).toBeNull()
  })

  it('takes over an earlier promise to solve of a case that was answered already, and keeps its own to answer', () => {
    const solve = (dueAt: Date) => ({ promise: { hours: 24 }, dueAt })
    const brings = (dueAt: Date) => ({ kind: 'promised' as const, solve: solve(dueAt) })
    const [stays, goes] = [stand(hour(50), brings(hour(60))), stand(hour(20), brings(hour(30)), 'accepted', 'replied')]
    const taken = promiseTakenOver(stays, goes)!
    expect(taken).toMatchObject({ dueAt: hour(50), solve: solve(hour(30)) })
    expect(promiseTakenOver(goes, stays)).toBeNull()

    const absorbed = events(hour(50), brings(hour(60)), { kind: 'absorbed', other: 'newer', ...taken })
    expect(reduceCase(absorbed, FLOW)).toMatchObject({ dueAt: hour(50), solve: solve(hour(30)) })
    expect(promiseGivenBack(absorbed, FLOW, 'newer')).toMatchObject({ dueAt: hour(50), solve: solve(hour(60)) })
  })

  it('keeps a limit that was given since', () => {
    const since = [
      { kind: 'absorbed', other: 'newer', promise: { hours: 24 }, promisedAt: hour(1), dueAt: hour(20) },
      { kind: 'classified', promise: { hours: 2 }, promisedAt: hour(1), dueAt: hour(3) },
    ] as const
    expect(promiseGivenBack(events(hour(50), ...since), FLOW, 'newer')).toBeNull()
  })
})

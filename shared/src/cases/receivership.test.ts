import { describe, expect, it } from 'vitest'
import { instantAt, type Day } from '../time/china'
import type { WorkCalendar } from '../time/work-calendar'
import { CASE_KINDS } from './kinds'
import { signDueAt, viewPromise } from './promises'
import { receivedState } from './received-states'
import { type CaseEventKind } from './events'
import { reduceCase, type CaseEvent } from './reduce'
import { openSteps, STAFF_STEPS, type StaffStepCode } from './staff-steps'

const DAY = 24 * 60 * 60_000
const FILED = instantAt('2026-11-23', 9 * 60)
const on = (days: number) => new Date(FILED.getTime() + days * DAY)

type Step = [CaseEventKind, Partial<CaseEvent<string>>?]
/** The standing after these steps, one a day after the filing. */
const after = (...steps: Step[]) => {
  const filed: Step = ['filed', { promise: { workdays: 5 }, dueAt: on(7) }]
  const events = [filed, ...steps].map(([kind, more], index): CaseEvent<string> => {
    const basics = { seq: index + 1, at: on(index), actor: 'clerk', reason: null, visibleTo: 'all' } as const
    return { ...basics, kind, ...more }
  })
  return reduceCase(events, CASE_KINDS.complaint.flow)
}
const given = (to: string): Partial<CaseEvent<string>> => ({ receiver: to, signDueAt: on(9) })
const DISPATCHED: Step[] = [['accepted'], ['dispatched', given('property')]]

describe('the receiver of a case', () => {
  it('has it from the day it was given, and has yet to sign', () => {
    const { state, receiver } = after(...DISPATCHED)
    expect(state).toBe('in_progress')
    expect(receiver).toEqual({
      id: 'property',
      since: on(2),
      signDueAt: on(9),
      returnDueAt: null,
      signedAt: null,
      reportedAt: null,
      bound: false,
      released: false,
    })
  })
  it('is nobody before, and without a time to sign', () => {
    expect(after(['accepted']).receiver).toBeNull()
    expect(after(['accepted'], ['signed']).receiver).toBeNull()
    expect(after(['accepted'], ['assigned', { receiver: 'property' }]).receiver).toBeNull()
  })
  it('signs, notes and reports, each on its day', () => {
    const { receiver } = after(...DISPATCHED, ['signed'], ['noted'], ['reported'])
    expect(receiver).toMatchObject({ since: on(2), signedAt: on(3), reportedAt: on(5), released: false })
  })
  it('signs by reporting where it had not signed', () => {
    expect(after(...DISPATCHED, ['reported']).receiver).toMatchObject({ signedAt: on(3), reportedAt: on(3) })
  })
  it('may know the reporter once the office releases it, and signs no second time for that', () => {
    const { receiver } = after(...DISPATCHED, ['signed'], ['released'])
    expect(receiver).toMatchObject({ signedAt: on(3), released: true, bound: false })
  })
  it('loses a case that it hands back, which is counted', () => {
    const once = after(...DISPATCHED, ['handed_back'])
    expect(once).toMatchObject({ receiver: null, handBacks: 1, state: 'in_progress' })
    const twice = after(...DISPATCHED, ['handed_back'], ['redispatched', given('power')], ['handed_back'])
    expect(twice).toMatchObject({ receiver: null, handBacks: 2 })
  })
  it('loses a case that the office returns to the resident', () => {
    expect(after(...DISPATCHED, ['returned'])).toMatchObject({ receiver: null, handBacks: 0 })
  })
  it('is another after a ruling, which binds', () => {
    const { receiver } = after(...DISPATCHED, ['handed_back'], ['ruled', given('power')])
    expect(receiver).toMatchObject({ id: 'power', since: on(4), bound: true, released: false })
  })
  it('has a reopened case again, and need not sign a second time', () => {
    const { receiver } = after(...DISPATCHED, ['signed'], ['reported'], ['resolved'], ['reopened'])
    expect(receiver).toMatchObject({ since: on(6), signedAt: on(3), reportedAt: null })
  })
})

describe('the answer to the resident', () => {
  it('is the first reply, until another promise is given', () => {
    const replied: Step[] = [['accepted'], ['replied'], ['replied']]
    expect(after(...replied).repliedAt).toEqual(on(2))
    expect(after(...replied, ['classified', { promise: { hours: 2 } }]).repliedAt).toBeNull()
  })
  it('stays where a promise is corrected from the day it was given', () => {
    const corrected: Step = ['classified', { promise: { hours: 2 }, promisedAt: FILED }]
    expect(after(['accepted'], ['replied'], corrected)).toMatchObject({ repliedAt: on(2), promisedAt: FILED })
  })
  it('is not what a receiver notes', () => {
    expect(after(...DISPATCHED, ['noted']).repliedAt).toBeNull()
  })
})

describe('a received case', () => {
  const receiver = after(...DISPATCHED).receiver!
  it('is to be signed, in hand, reported and done', () => {
    const signed = { ...receiver, signedAt: on(3) }
    expect(receivedState('in_progress', receiver)).toBe('to_sign')
    expect(receivedState('waiting', signed)).toBe('in_hand')
    expect(receivedState('in_progress', { ...signed, reportedAt: on(4) })).toBe('reported')
    expect(receivedState('resolved', { ...signed, reportedAt: on(4) })).toBe('done')
    expect(receivedState('closed', receiver)).toBe('done')
  })
})

describe('by when a receiver signs', () => {
  const calendar: WorkCalendar = {
    isWorkday: (day: Day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
    periods: [
      { from: 510, to: 720 },
      { from: 840, to: 1050 },
    ],
  }
  it('is an hour of office hours later, and an hour by the clock in an emergency', () => {
    const friday = instantAt('2026-11-20', 17 * 60)
    expect(signDueAt(friday, { workdays: 5 }, calendar)).toEqual(instantAt('2026-11-23', 9 * 60))
    expect(signDueAt(friday, { hours: 2 }, calendar)).toEqual(instantAt('2026-11-20', 18 * 60))
  })
  it('says that the office answered while the work goes on', () => {
    const { promise, dueAt, pausedAt, repliedAt, answeredAt } = after(['accepted'], ['replied'])
    const promised = { promise, dueAt, pausedAt, repliedAt, answeredAt }
    expect(viewPromise(promised, on(2), calendar, 'resident')).toMatchObject({
      state: 'answered',
      unit: 'workday',
      words: '今天答复了，还在办',
    })
  })
})

describe('the steps of staff', () => {
  it('are those the reader may take, in the order they usually come', () => {
    const none = Object.fromEntries(Object.keys(STAFF_STEPS).map((step) => [step, false]))
    const can = { ...none, reply: true, accept: true } as Record<StaffStepCode, boolean>
    expect(openSteps({ can } as Parameters<typeof openSteps>[0])).toEqual(['accept', 'reply'])
  })
})

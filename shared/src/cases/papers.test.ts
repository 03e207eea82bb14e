import { describe, expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { CASE_KINDS } from './kinds'
import { areInOrder } from './papers'
import { reduceCase, type CaseEvent } from './reduce'

const at = (minute: number) => instantAt('2026-11-23', minute)
const after = (...events: Partial<CaseEvent<string>>[]) =>
  reduceCase(
    events.map((event, index): CaseEvent<string> => ({
      ...{ seq: index + 1, at: at(540 + index), actor: 'clerk', kind: 'filed', reason: null, visibleTo: 'all' },
      ...event,
    })),
    CASE_KINDS.matter.flow,
  )
const filed = {
  promise: { workdays: 5 },
  dueAt: at(1050),
  papers: [
    { key: 'p1', state: 'photo' },
    { key: 'p2', state: 'bring' },
  ],
} satisfies Partial<CaseEvent<string>>

describe('the papers of a matter', () => {
  it('stand as they were last said to stand', () => {
    const looked = [
      filed,
      { kind: 'accepted' },
      { kind: 'asked', papers: [{ key: 'p1', state: 'missing' }], waitUntil: at(1050) },
    ] as const
    expect(after(...looked)).toMatchObject({
      state: 'waiting',
      papers: [
        { key: 'p1', state: 'missing' },
        { key: 'p2', state: 'bring' },
      ],
    })

    const sent = [...looked, { kind: 'supplemented', papers: [{ key: 'p1', state: 'photo' }] }] as const
    expect(after(...sent)).toMatchObject({ state: 'in_progress', papers: [{ state: 'photo' }, { state: 'bring' }] })
    const checked = {
      kind: 'checked',
      papers: ['p1', 'p2'].map((key) => ({ key, state: 'in_order' as const })),
    } as const
    expect(areInOrder(after(...sent, checked).papers!)).toBe(true)
  })
  it('are done with when it is ready, and finished when it is collected', () => {
    const ready = [filed, { kind: 'accepted' }, { kind: 'ready' }] as const
    expect(after(...ready)).toMatchObject({ state: 'ready', answeredAt: at(542), finishedAt: null })
    const collected = after(...ready, { kind: 'collected', collectedBy: 'other' })
    expect(collected).toMatchObject({ state: 'closed', answeredAt: at(542), finishedAt: at(543) })
  })
})

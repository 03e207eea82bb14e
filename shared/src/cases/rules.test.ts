import { describe, expect, it } from 'vitest'
import { instantAt, toApiTime, type Day } from '../time/china'
import { addWorkingMinutes, type WorkCalendar } from '../time/work-calendar'
import { CASE_KINDS, CASE_KIND_CODES, SAID_KINDS } from './kinds'
import { makeCaseNumber, numbersMeant, shownNumber } from './number'
import { extensionInWords, nextOfReceiver, nextStepInWords } from './next-step'
import { answerDueAt, dueAfterPause, markOf, promiseInWords, viewPromise } from './promises'
import { CASE_EVENTS, mayHappen, type CaseEventKind } from './events'
import { RECEIVED_STATE_CODES } from './received-states'
import { reduceCase, type CaseEvent } from './reduce'
import { CASE_STATES, type CaseState, type Flow } from './states'
import { suggestCategory } from './suggest'

/** 2026 as the State Council set it: Spring Festival 15 to 23 February, 14 and 28 February worked. */
const OFF = new Set<Day>(['02-16', '02-17', '02-18', '02-19', '02-20', '02-23'].map((day) => `2026-${day}`))
const MADE_UP = new Set<Day>(['2026-02-14', '2026-02-28'])
const calendar: WorkCalendar = {
  isWorkday(day) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return MADE_UP.has(day) || (weekday > 0 && weekday < 6 && !OFF.has(day))
  },
  periods: [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
}
const at = (day: Day, hour: number, minute = 0) => instantAt(day, hour * 60 + minute)
const due = (filedAt: Date, promise: Parameters<typeof answerDueAt>[1] = { workdays: 5 }) =>
  toApiTime(answerDueAt(filedAt, promise, calendar)).slice(0, 16)

describe('by when the office must have answered', () => {
  it('is at closing on the fifth working day after a Friday at 16:30', () => {
    expect(due(at('2026-11-20', 16, 30))).toBe('2026-11-27T17:30')
  })
  it('is the same for a report at 23:59 and one a minute later on Saturday', () => {
    expect(due(at('2026-11-20', 23, 59))).toBe('2026-11-27T17:30')
    expect(due(at('2026-11-21', 0, 0))).toBe('2026-11-27T17:30')
  })
  it('moves by a day when the report comes at midnight of a working day', () => {
    expect(due(at('2026-11-23', 23, 59))).toBe('2026-11-30T17:30')
    expect(due(at('2026-11-24', 0, 0))).toBe('2026-12-01T17:30')
  })
  it('waits for Spring Festival, and counts the Saturday that is worked instead', () => {
    expect(due(at('2026-02-12', 10))).toBe('2026-02-26T17:30')
    expect(due(at('2026-02-25', 10), { workdays: 3 })).toBe('2026-02-28T17:30')
  })
  it('does not wait for anything when there is danger', () => {
    expect(due(at('2026-02-17', 23), { hours: 2 })).toBe('2026-02-18T01:00')
  })
})

describe('a paused promise', () => {
  it('gets back the opening time it waited, across the weekend and the noon break', () => {
    const pause = { from: at('2026-11-20', 16, 30), to: at('2026-11-23', 14, 30) }
    const after = dueAfterPause(at('2026-11-27', 17, 30), pause, { workdays: 5 }, calendar)
    expect(toApiTime(after)).toBe('2026-11-30T15:30:00+08:00')
  })
  it('gets back nothing for a weekend, but every hour of a promise by the clock', () => {
    const pause = { from: at('2026-11-21', 9), to: at('2026-11-22', 9) }
    const limit = at('2026-11-27', 17, 30)
    expect(dueAfterPause(limit, pause, { workdays: 5 }, calendar)).toEqual(limit)
    expect(toApiTime(dueAfterPause(limit, pause, { hours: 24 }, calendar))).toBe('2026-11-28T17:30:00+08:00')
  })
  it('counts 120 minutes from Friday 16:30 to Monday 9:30', () => {
    expect(toApiTime(addWorkingMinutes(at('2026-11-20', 16, 30), 120, calendar))).toBe('2026-11-23T09:30:00+08:00')
  })
})

describe('how a promise is shown', () => {
  const promised = {
    promise: { workdays: 5 },
    dueAt: at('2026-11-27', 17, 30),
    pausedAt: null,
    answeredAt: null,
  }
  const seen = (now: Date, more = {}) => {
    const { state, left, words } = viewPromise({ ...promised, ...more }, now, calendar, 'resident')
    return [state, left, words, markOf({ ...promised, ...more }, now, calendar)]
  }

  it('runs, runs short on the last working day, and is late with red from the next working day', () => {
    expect(seen(at('2026-11-20', 16, 30))).toEqual(['running', 5, '11月27日前答复您', null])
    expect(seen(at('2026-11-23', 8, 30))).toEqual(['running', 5, '周五前答复您', null])
    expect(seen(at('2026-11-26', 15))).toEqual(['running', 1.36, '明天 17:30 前答复您', null])
    expect(seen(at('2026-11-27', 8, 30))).toEqual(['soon', 1, '今天 17:30 前答复您', 'yellow'])
    expect(seen(at('2026-11-28', 12))).toEqual(['late', -1, '超 1 个工作日', 'yellow'])
    expect(seen(at('2026-11-30', 8, 30))).toEqual(['late', -1, '超 1 个工作日', 'red'])
    expect(seen(at('2026-12-01', 10))).toEqual(['late', -2, '超 2 个工作日', 'red'])
  })
  it('stands still while it waits for the resident, and is over once answered', () => {
    expect(seen(at('2026-12-20', 9), { pausedAt: at('2026-11-25', 9) })[2]).toBe('等您补充，先不计时')
    expect(seen(at('2026-12-20', 9), { answeredAt: at('2026-11-25', 9) })).toEqual([
      'answered',
      2.93,
      '11月25日答复了',
      null,
    ])
  })
  it('names the step that is ahead, and none of a case that was answered or goes on in another', () => {
    const next = (code: CaseState, more = {}) => {
      const promise = viewPromise({ ...promised, ...more }, at('2026-11-26', 15), calendar, 'resident')
      return nextStepInWords({ state: { code }, promise }, 'reporter')
    }
    const solve = { promise: { workdays: 10 }, dueAt: at('2026-12-04', 17, 30) }
    expect(next('accepted')).toBe('答复您，请您打分')
    expect(next('waiting', { pausedAt: at('2026-11-25', 9) })).toBe('等您补充')
    expect(next('in_progress', { repliedAt: at('2026-11-25', 9), solve })).toBe('办好，请您打分')
    expect(next('resolved', { answeredAt: at('2026-11-25', 9) })).toBe(null)
    expect(next('merged', { merged: { at: at('2026-11-25', 9) } })).toBe(null)
    expect(RECEIVED_STATE_CODES.filter((code) => nextOfReceiver({ state: { code } }) === null)).toEqual(['done'])
  })
  it('says an extension that was asked for, while nobody has decided', () => {
    const asked = (granted: boolean | null) =>
      extensionInWords({ extension: { workdays: 3, askedBy: '李国强', granted } })
    expect(asked(null)).toBe('李国强想多要 3 个工作日')
    expect([asked(true), asked(false), extensionInWords({ extension: null })]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
  it('shows hours by the clock', () => {
    const danger = { promise: { hours: 2 }, dueAt: at('2026-11-21', 12) }
    expect(seen(at('2026-11-21', 10), danger)).toEqual(['running', 2, '今天 12:00 前答复您', null])
    expect(seen(at('2026-11-21', 11, 45), danger)[3]).toBe('yellow')
    expect(seen(at('2026-11-21', 12, 1), danger)).toEqual(['late', -1, '超 1 小时', 'red'])
    expect(seen(at('2026-11-21', 15, 35), danger)).toEqual(['late', -3, '超 3 小时', 'red'])
  })
})

describe('a case number', () => {
  it('notices every wrong digit and every swap of neighbours', () => {
    const number = makeCaseNumber('2026-11-23', 9)
    const said = shownNumber(number).replaceAll('-', '')
    expect(numbersMeant(shownNumber(number), 2026)).toContain(number)
    expect(numbersMeant(number, 2030)).toEqual([number])
    for (let place = 0; place < said.length; place++) {
      for (const digit of '0123456789')
        if (digit !== said[place])
          expect(numbersMeant(said.slice(0, place) + digit + said.slice(place + 1), 2026)).toEqual([])
      const [a, b] = [said[place], said[place + 1]]
      if (b !== undefined && a !== b)
        expect(numbersMeant(said.slice(0, place) + b + a! + said.slice(place + 2), 2026)).toEqual([])
    }
  })
  it('is not seen in words or other figures', () => {
    for (const text of ['路灯', '4567', '13800000000', '(.*)+$']) expect(numbersMeant(text, 2026)).toEqual([])
  })
})

describe('the category of a text', () => {
  const tree = [
    { id: 'a', parentId: null, keywords: ['电动车'] },
    { id: 'b', parentId: 'a', keywords: ['电动车'] },
    { id: 'c', parentId: 'a', keywords: ['电动车充电', '飞线'] },
  ]
  it('is the leaf with the longest words in it, or none', () => {
    expect(suggestCategory('楼下电动车充电拉飞线', tree)?.id).toBe('c')
    expect(suggestCategory('电动车乱放', tree)?.id).toBe('b')
    expect(suggestCategory('谢谢', tree)).toBeNull()
  })
})

let seq = 0
const event = (kind: CaseEventKind, more: Partial<CaseEvent<string>> = {}): CaseEvent<string> => ({
  seq: ++seq,
  at: at('2026-11-23', 9, seq),
  actor: 'clerk',
  kind,
  reason: null,
  visibleTo: 'all',
  ...more,
})
const filing = () => {
  seq = 0
  return event('filed', { promise: { workdays: 5 }, dueAt: at('2026-11-30', 17, 30) })
}
const OFFICE_FLOW: Flow = CASE_KINDS.complaint.flow

describe('what the events of a case come to', () => {
  it('keeps the first receiver responsible when somebody else does it', () => {
    const events = [
      filing(),
      event('accepted'),
      event('assigned', { assignee: 'grid' }),
      event('resolved', { actor: 'grid' }),
    ]
    expect(reduceCase(events, OFFICE_FLOW)).toMatchObject({ state: 'resolved', ownerId: 'clerk', assigneeId: 'grid' })
  })
  it('counts a redo, forgets the answer and the rating before it', () => {
    const answered = [filing(), event('accepted'), event('resolved'), event('rated', { score: 1 })]
    const redone = [...answered, event('reopened', { promise: { workdays: 5 }, dueAt: at('2026-12-01', 17, 30) })]
    expect(reduceCase(redone, OFFICE_FLOW)).toMatchObject({
      state: 'in_progress',
      reopened: 1,
      rating: null,
      answeredAt: null,
      dueAt: at('2026-12-01', 17, 30),
    })
  })
  it('begins with what was filed, and with nobody', () => {
    expect(reduceCase([{ ...filing(), category: 'lamps' }], OFFICE_FLOW)).toEqual({
      ...{ state: 'submitted', ownerId: null, assigneeId: null, categoryId: 'lamps' },
      ...{ promise: { workdays: 5 }, promisedAt: at('2026-11-23', 9, 1), dueAt: at('2026-11-30', 17, 30) },
      ...{ solve: null, acceptDueAt: null, acceptedAt: null, waitUntil: null, extension: null, supervisedAt: null },
      ...{ pausedAt: null, repliedAt: null, answeredAt: null, finishedAt: null, reopened: 0, rating: null },
      ...{ receiver: null, handBacks: 0, alerts: [], whistle: null, papers: [], merged: null, absorbed: [] },
      ...{ parts: [], partOf: null, fromAbove: false, returnUntil: null },
    })
    expect(reduceCase([filing()], OFFICE_FLOW).categoryId).toBeNull()
  })
  it('keeps category, assignee and promise until an event names others', () => {
    const first = [{ ...filing(), category: 'lamps' }, event('accepted'), event('assigned', { assignee: 'grid' })]
    expect(reduceCase([...first, event('replied')], OFFICE_FLOW)).toMatchObject({
      ...{ categoryId: 'lamps', assigneeId: 'grid', promise: { workdays: 5 } },
      ...{ promisedAt: at('2026-11-23', 9, 1), dueAt: at('2026-11-30', 17, 30) },
    })

    seq = 3
    const other = event('reassigned', { assignee: 'lift', promise: { hours: 2 }, dueAt: at('2026-11-23', 12, 0) })
    expect(reduceCase([...first, other], OFFICE_FLOW)).toMatchObject({
      ...{ state: 'in_progress', assigneeId: 'lift', promise: { hours: 2 } },
      ...{ promisedAt: at('2026-11-23', 9, 4), dueAt: at('2026-11-23', 12, 0) },
    })

    const promisedAt = at('2026-11-23', 8, 0)
    expect(reduceCase([...first, { ...other, promisedAt }], OFFICE_FLOW).promisedAt).toEqual(promisedAt)
  })
  it('gets another category, or none, where the office corrects it', () => {
    const lamps = { ...filing(), category: 'lamps' }
    const corrected = event('classified', { category: 'lifts' })
    expect(reduceCase([lamps, corrected], OFFICE_FLOW)).toMatchObject({ state: 'submitted', categoryId: 'lifts' })
    expect(reduceCase([lamps, { ...corrected, category: null }], OFFICE_FLOW).categoryId).toBeNull()
  })
  it('stops the clock while it waits for the resident, and lets it run again', () => {
    const asked = [filing(), event('accepted'), event('assigned', { assignee: 'grid' }), event('asked')]
    expect(reduceCase(asked, OFFICE_FLOW)).toMatchObject({ state: 'waiting', pausedAt: at('2026-11-23', 9, 4) })
    // Events meanwhile do not move the moment at which it was stopped.
    expect(reduceCase([...asked, event('replied')], OFFICE_FLOW).pausedAt).toEqual(at('2026-11-23', 9, 4))
    seq = 4
    expect(reduceCase([...asked, event('supplemented')], OFFICE_FLOW)).toMatchObject({
      ...{ state: 'in_progress', pausedAt: null, answeredAt: null, finishedAt: null },
    })
  })
  it('is answered when it is resolved and finished when it is closed, with how it was rated', () => {
    const resolved = [filing(), event('accepted'), event('resolved')]
    expect(reduceCase(resolved, OFFICE_FLOW)).toMatchObject({
      ...{ state: 'resolved', answeredAt: at('2026-11-23', 9, 3), finishedAt: null, rating: null },
    })
    const closed = [...resolved, event('rated', { score: 5, reason: 'thanks' }), event('confirmed')]
    expect(reduceCase(closed, OFFICE_FLOW)).toMatchObject({
      ...{ state: 'closed', answeredAt: at('2026-11-23', 9, 3), finishedAt: at('2026-11-23', 9, 5) },
      rating: { score: 5, at: at('2026-11-23', 9, 4), reason: 'thanks' },
    })
  })
  it('is answered and finished at once when it is returned, and neither when it is accepted after all', () => {
    const returned = [filing(), event('returned')]
    const when = at('2026-11-23', 9, 2)
    expect(reduceCase(returned, OFFICE_FLOW)).toMatchObject({ answeredAt: when, finishedAt: when, ownerId: null })
    expect(reduceCase([...returned, event('accepted')], OFFICE_FLOW)).toMatchObject({
      ...{ state: 'accepted', ownerId: 'clerk', answeredAt: null, finishedAt: null },
    })
  })
  it('keeps its first receiver when another accepts it again', () => {
    const events = [filing(), event('accepted'), event('returned'), event('accepted', { actor: 'second' })]
    expect(reduceCase(events, OFFICE_FLOW).ownerId).toBe('clerk')
  })
  it('happens only as the flow of the kind lets it', () => {
    const noReturn: Flow = { ...OFFICE_FLOW, submitted: ['accepted'] }
    expect([mayHappen('returned', 'submitted', OFFICE_FLOW), mayHappen('returned', 'submitted', noReturn)]).toEqual([
      true,
      false,
    ])
    expect([mayHappen('commented', 'submitted', noReturn), mayHappen('commented', 'closed', noReturn)]).toEqual([
      true,
      false,
    ])
  })
  it('refuses events that are out of order or that the flow does not know', () => {
    expect(() => reduceCase([filing(), event('resolved')], OFFICE_FLOW)).toThrow('submitted cannot be resolved')
    expect(() => reduceCase([filing(), event('accepted', { seq: 5 })], OFFICE_FLOW)).toThrow('stands where 2')
    expect(() => reduceCase([], OFFICE_FLOW)).toThrow('begins with its filing')
  })
})

describe.each(CASE_KIND_CODES)('the kind %s', (code) => {
  const kind = CASE_KINDS[code]

  it('has a name, a form, and a promise that can be said', () => {
    expect(kind.label).not.toBe('')
    expect(kind.form.length).toBeGreaterThan(0)
    expect(kind.placeholder).toMatch(/^比如：/)
    if (SAID_KINDS.includes(code)) expect(kind.categories.length).toBeGreaterThan(0)
    expect(promiseInWords(kind.promise)).toMatch(/^\d+ (个工作日|小时)内答复$/)
  })
  it('reaches every state of its flow by something that can happen', () => {
    const reached = new Set<CaseState>(['submitted'])
    for (let size = 0; size !== reached.size;) {
      size = reached.size
      for (const [happening, row] of Object.entries(CASE_EVENTS) as [CaseEventKind, { to?: CaseState }][])
        for (const state of [...reached]) if (row.to && mayHappen(happening, state, kind.flow)) reached.add(row.to)
    }
    expect([...reached].sort()).toEqual(Object.keys(kind.flow).sort())
    expect(reached).toContain('closed')
    for (const state of reached) expect(CASE_STATES[state].toResident).not.toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import {
  ESCALATE_AFTER,
  isPausedOn,
  LIVE_STATES,
  nextDue,
  OUTCOMES,
  outcomesOf,
  UNTIL_CHOICES,
  UNTIL_DEFAULT,
  UNTIL_EARLIEST,
  UNTIL_LATEST,
} from './rules'

const at = (time: string) => new Date(`2026-${time}:00+08:00`)

describe('我很好', () => {
  it('is waited for today while it is to come and was not tapped, else tomorrow', () => {
    const ten = at('11-23T10:00')
    expect(nextDue(UNTIL_DEFAULT, null, at('11-23T09:59'))).toEqual(ten)
    expect(nextDue(UNTIL_DEFAULT, '2026-11-22', at('11-23T09:59'))).toEqual(ten)
    expect(nextDue(UNTIL_DEFAULT, '2026-11-23', at('11-23T08:00'))).toEqual(at('11-24T10:00'))
    expect(nextDue(UNTIL_DEFAULT, null, ten)).toEqual(at('11-24T10:00'))
  })

  it('can be waited for by full hours from six in the morning to eight in the evening, by ten unless chosen', () => {
    expect([UNTIL_EARLIEST, UNTIL_DEFAULT, UNTIL_LATEST].map((minutes) => minutes / 60)).toEqual([6, 10, 20])
    expect(UNTIL_CHOICES.map((minutes) => minutes / 60)).toEqual([8, 9, 10, 11, 12, 14, 18])
  })

  it('is not waited for from the first to the last day of a pause', () => {
    const pause = { from: '2026-11-23', to: '2026-11-25', reason: 'trip' as const }
    const days = ['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-26']
    expect(days.map((day) => isPausedOn(pause, day))).toEqual([false, true, true, false])
    expect(isPausedOn(null, '2026-11-23')).toBe(false)
  })
})

describe('an alert', () => {
  it('is open until it is settled, and a call for help waits five minutes where a missed tap waits an hour', () => {
    expect(LIVE_STATES).toEqual(['open', 'taken'])
    expect(ESCALATE_AFTER).toEqual({ missed: 60, help: 5 })
  })

  it('goes on when help is needed', () => {
    const ending = Object.entries(OUTCOMES).map(([outcome, { ends }]) => [outcome, ends])
    expect(ending).toEqual([
      ['called_ok', true],
      ['visited_ok', true],
      ['needs_help', false],
      ['helped', true],
      ['hospital', true],
    ])
  })

  it('ends with what was done, and help that is needed is followed by how it was given', () => {
    expect(outcomesOf('missed', false)).toEqual(['called_ok', 'visited_ok', 'needs_help'])
    expect(outcomesOf('help', false)).toEqual(['visited_ok', 'needs_help', 'helped', 'hospital', 'called_ok'])
    for (const kind of ['missed', 'help'] as const) {
      const after = outcomesOf(kind, true)
      expect(after).toEqual(['helped', 'hospital', 'visited_ok'])
      expect(after.every((outcome) => OUTCOMES[outcome].ends)).toBe(true)
    }
  })
})

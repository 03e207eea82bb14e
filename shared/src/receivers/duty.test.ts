import { describe, expect, it } from 'vitest'
import { instantAt, type Day } from '../time/china'
import { onDuty } from './duty'

const at = (day: Day, hour: number) => instantAt(day, hour * 60)

describe('the duty roster', () => {
  const MONDAY = at('2026-11-23', 10)
  const receiver = { memberIds: ['zhao', 'sun', 'qian'], roster: [{ personId: 'zhao', weekdays: [1, 2] }] }
  it('names who is reached on a day; a day without a name is everybody’s', () => {
    expect(onDuty(receiver, MONDAY, () => false)).toEqual(['zhao'])
    expect(onDuty(receiver, at('2026-11-25', 10), () => false)).toEqual(['zhao', 'sun', 'qian'])
  })
  it('leaves out who is away, and reaches those who are there instead', () => {
    expect(onDuty(receiver, MONDAY, (id) => id === 'zhao')).toEqual(['sun', 'qian'])
    expect(onDuty(receiver, MONDAY, () => true)).toEqual([])
  })
  it('never names somebody who left the receiver', () => {
    expect(onDuty({ ...receiver, memberIds: ['sun'] }, MONDAY, () => false)).toEqual(['sun'])
  })
})

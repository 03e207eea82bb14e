import { describe, expect, it } from 'vitest'
import { FLOOR, isBulkReading, usualOf } from './bulk-reading'

const days = (...counts: number[]) => counts

describe('the usual number of people', () => {
  it('is that of the middle day of work: neither days off nor one busy day move it', () => {
    expect(usualOf(days(0, 20, 22, 0, 18, 25, 400))).toBe(22)
    expect(usualOf(days(0, 0, 20, 30))).toBeNull()
  })
})

describe('bulk reading', () => {
  const clerk = days(30, 28, 35, 0, 0, 31, 29, 33)
  it('is far more than the usual, and never a busy day', () => {
    expect(isBulkReading(90, clerk)).toBe(false)
    expect(isBulkReading(94, clerk)).toBe(true)
  })
  it('is not told below a floor, however few somebody usually sees', () => {
    const seldom = days(1, 2, 1, 1, 2, 1)
    expect(isBulkReading(FLOOR - 1, seldom)).toBe(false)
    expect(isBulkReading(FLOOR, seldom)).toBe(true)
  })
  it('of an account that is new is a day of a hundred and fifty', () => {
    expect(isBulkReading(149, days(0, 0, 3))).toBe(false)
    expect(isBulkReading(150, [])).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { canTick, hoursInWords, maskName, mayBeUnder14 } from './rules'

const night = { startsAt: instantAt('2026-12-31', 22 * 60), endsAt: instantAt('2027-01-01', 60) }

describe('a session', () => {
  it('is ticked from its day on for two weeks, and not when it fell out', () => {
    expect(canTick(night, instantAt('2026-12-30', 23 * 60))).toBe(false)
    expect(canTick(night, instantAt('2026-12-31', 0))).toBe(true)
    expect(canTick(night, instantAt('2027-01-15', 59))).toBe(true)
    expect(canTick(night, instantAt('2027-01-15', 60))).toBe(false)
    expect(canTick({ ...night, cancelReason: '下雪' }, instantAt('2026-12-31', 0))).toBe(false)
  })
})

it('asks a guardian for who may be under 14, and for who does not say', () => {
  expect([null, 2018, 2012, 2011].map((year) => mayBeUnder14('2026-11-28', year))).toEqual([true, true, true, false])
})

it('masks names of any length', () => {
  expect(['王', '王芳', '王秀英', '欧阳修远'].map(maskName)).toEqual(['*', '王*', '王*英', '欧**远'])
})

it('says hours as people do', () => {
  expect([40, 60, 90, 180].map(hoursInWords)).toEqual(['40 分钟', '1 小时', '1.5 小时', '3 小时'])
})

import { expect, it } from 'vitest'
import { dateInWords, dayInFull, instantInFull, lengthInWords, momentInWords } from './words'

const at = (time: string) => `2026-${time}:00+08:00`

it('an instant is said by its day and its clock', () => {
  expect(momentInWords(at('11-24T08:05'), new Date(at('11-23T10:00')))).toBe('明天 8:05')
  expect(momentInWords(at('12-24T08:05'), new Date(at('11-23T10:00')))).toBe('12月24日 周四 8:05')
  expect(dateInWords(at('11-24T08:05'))).toBe('11月24日 周二')
})

it('a day of a record kept for years has its year', () => {
  expect(dayInFull('2026-01-03')).toBe('2026年1月3日')
  expect(instantInFull(new Date(at('01-03T09:42')))).toBe('2026年1月3日 09:42')
  expect(instantInFull(new Date(at('01-03T19:42')))).toBe('2026年1月3日 19:42')
})

it('a length of time is said in the unit that fits', () => {
  const long = (to: string) => lengthInWords(at('11-23T10:00'), at(to))
  expect([
    long('11-23T10:59'),
    long('11-23T11:00'),
    long('11-23T12:40'),
    long('11-25T09:59'),
    long('11-25T10:00'),
  ]).toEqual(['59 分钟', '1 小时', '2.5 小时', '48 小时', '2 天'])
  expect(lengthInWords('2026-11-23T10:00:00+08:00', '2026-11-23T10:00:29+08:00')).toBe('0 分钟')
})

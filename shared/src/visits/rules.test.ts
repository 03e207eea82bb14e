import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { planDays, visitStateOf, worksAt } from './rules'

const WEEKDAYS = { hours: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1020 }], daysOff: ['2026-11-25'] }
const visit = (day: string, from: number, to: number) => ({
  startsAt: instantAt(day, from),
  endsAt: instantAt(day, to),
})

it('a visit lies within the hours of one carer, not on a day off and not over midnight', () => {
  expect(worksAt(WEEKDAYS, visit('2026-11-24', 480, 570))).toBe(true)
  expect(worksAt(WEEKDAYS, visit('2026-11-24', 960, 1050))).toBe(false)
  expect(worksAt(WEEKDAYS, visit('2026-11-25', 540, 600))).toBe(false)
  expect(worksAt(WEEKDAYS, visit('2026-11-28', 540, 600))).toBe(false)
  const night = { hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }], daysOff: [] }
  expect(worksAt(night, visit('2026-11-24', 1410, 1470))).toBe(false)
})

it('the days of a plan run over the end of a month', () => {
  expect(planDays({ from: '2026-11-27', until: '2026-12-04', weekdays: [2, 5] })).toEqual([
    '2026-11-27',
    '2026-12-01',
    '2026-12-04',
  ])
})

it('a visit is missing or open half an hour after its end', () => {
  const facts = { ...visit('2026-11-24', 540, 600), isOff: false, checkedOut: false }
  const at = (minute: number) => instantAt('2026-11-24', minute)
  expect(visitStateOf({ ...facts, checkedIn: false }, at(630))).toBe('ahead')
  expect(visitStateOf({ ...facts, checkedIn: false }, at(631))).toBe('missing')
  expect(visitStateOf({ ...facts, checkedIn: true }, at(631))).toBe('open')
  expect(visitStateOf({ ...facts, checkedIn: true, checkedOut: true }, at(631))).toBe('done')
})

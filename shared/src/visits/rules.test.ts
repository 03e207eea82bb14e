import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import {
  canChangePlan,
  canReport,
  hoursOn,
  offeredMinutes,
  offeredWeekdays,
  planDays,
  planEnd,
  planResultInWords,
  previewPlan,
  rhythmInWords,
  visitStateOf,
  weeksLeft,
  worksAt,
  type PlannableSitting,
} from './rules'

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

/** Tuesdays at 9:30 and 14:00 and a Friday at 14:00, over two weeks. */
const OFFERED: PlannableSitting[] = [
  { day: '2026-12-01', minute: 570, is: 'free' },
  { day: '2026-12-01', minute: 840, is: 'gone', why: '满了' },
  { day: '2026-12-04', minute: 840, is: 'free' },
  { day: '2026-12-08', minute: 840, is: 'later' },
]

it('only days and times that the service has are offered for a plan', () => {
  expect(offeredWeekdays(OFFERED)).toEqual([2, 5])
  expect(offeredMinutes(OFFERED, [])).toEqual([570, 840])
  expect(offeredMinutes(OFFERED, [2])).toEqual([570, 840])
  expect(offeredMinutes(OFFERED, [2, 5])).toEqual([840])
  expect(offeredMinutes(OFFERED, [3])).toEqual([])
})

it('the visits that a plan cannot have are known before it is made', () => {
  const plan = { from: '2026-12-01', until: '2026-12-15', weekdays: [2, 5], minute: 840 }
  const bounds = { lastArranged: '2026-12-08', weeklyLimit: null, booked: [] }
  expect(previewPlan(plan, OFFERED, bounds)).toEqual({
    free: ['2026-12-04'],
    later: ['2026-12-08', '2026-12-11', '2026-12-15'],
    gone: [{ day: '2026-12-01', why: '满了' }],
  })
  expect(previewPlan({ ...plan, until: '2026-12-04', minute: 570 }, OFFERED, bounds).gone).toEqual([
    { day: '2026-12-04', why: '没有排' },
  ])
})

it('a plan has no more visits in a week than the service allows, with those that are booked already', () => {
  const plan = { from: '2026-12-01', until: '2026-12-11', weekdays: [2, 5], minute: 840 }
  const open = ['2026-12-01', '2026-12-04', '2026-12-08', '2026-12-11'].map((day) => ({
    day,
    minute: 840,
    is: 'free' as const,
  }))
  const bounds = { lastArranged: '2026-12-11', weeklyLimit: 1, booked: ['2026-12-09'] }
  const why = '那一周 1 次已满'
  expect(previewPlan(plan, open, bounds)).toEqual({
    free: ['2026-12-01'],
    later: [],
    gone: [
      { day: '2026-12-04', why },
      { day: '2026-12-08', why },
      { day: '2026-12-11', why },
    ],
  })
})

it('the result of a plan does not call lost what is booked later by itself', () => {
  const booked = { bookingId: '1', state: { code: 'confirmed' } }
  const later = { bookingId: null, state: { code: 'again' } }
  const refused = { bookingId: null, state: { code: 'refused' } }
  expect(planResultInWords([booked, booked])).toBe('都约上了')
  expect(planResultInWords([booked, later, later])).toBe('约上 1 天，2 天还没开始约，到时候自动约')
  expect(planResultInWords([later])).toBe('1 天还没开始约，到时候自动约')
  expect(planResultInWords([booked, refused, later])).toBe('约上 1 天，1 天还没开始约，到时候自动约，1 天没约上')
  expect(planResultInWords([refused])).toBe('1 天没约上')
})

it('a visit that was called off is off, and nothing is ahead or missing of it', () => {
  const off = { ...visit('2026-11-24', 540, 600), isOff: true, checkedIn: false, checkedOut: false }
  expect(visitStateOf(off, instantAt('2026-11-24', 700))).toBe('off')
  expect(visitStateOf({ ...off, isOff: false, checkedIn: true }, instantAt('2026-11-24', 600))).toBe('there')
})

it('the hours of a carer are in order, and none on a day off', () => {
  const split = {
    hours: [
      { weekdays: [2], from: 840, to: 1020 },
      { weekdays: [2], from: 480, to: 720 },
      { weekdays: [3], from: 0, to: 60 },
    ],
    daysOff: ['2026-12-01'],
  }
  expect(hoursOn(split, '2026-11-24')).toEqual([
    { from: 480, to: 720 },
    { from: 840, to: 1020 },
  ])
  expect(hoursOn(split, '2026-12-01')).toEqual([])
  expect(worksAt(split, visit('2026-11-24', 660, 720))).toBe(true)
  expect(worksAt(split, visit('2026-11-24', 420, 500))).toBe(false)
})

it('a plan of so many weeks ends on the day before it would begin again, and counts the weeks left', () => {
  expect(planEnd({ from: '2026-11-24', weeks: 2 })).toBe('2026-12-07')
  expect(planEnd({ from: '2100-12-30', weeks: 1 })).toBe('2100-12-31')
  expect(weeksLeft({ from: '2026-11-24', until: '2026-11-30' })).toBe(1)
  expect(weeksLeft({ from: '2026-11-24', until: '2026-12-01' })).toBe(2)
  expect(weeksLeft({ from: '2026-11-24', until: '2026-11-20' })).toBe(1)
  expect(rhythmInWords({ weekdays: [2, 5], minute: 540 })).toBe('周二、周五 9:00')
})

it('a plan is changed until its last day, and once only', () => {
  const plan = { until: '2026-12-01', endsFrom: null }
  expect(canChangePlan(plan, '2026-12-01')).toBe(true)
  expect(canChangePlan(plan, '2026-12-02')).toBe(false)
  expect(canChangePlan({ ...plan, endsFrom: '2026-11-30' }, '2026-11-24')).toBe(false)
})

it('a report is written from the check-in until a day after the end', () => {
  const { endsAt } = visit('2026-11-24', 540, 600)
  expect(canReport({ endsAt, checkedIn: true }, instantAt('2026-11-25', 599))).toBe(true)
  expect(canReport({ endsAt, checkedIn: true }, instantAt('2026-11-25', 600))).toBe(false)
  expect(canReport({ endsAt, checkedIn: false }, instantAt('2026-11-24', 610))).toBe(false)
})

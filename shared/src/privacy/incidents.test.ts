import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { clockInWords, dutiesOf, isSettled, leastLevelOf, type IncidentFacts, type StepTaken } from './incidents'

const NOTICED = instantAt('2026-11-27', 9 * 60)
const later = (hours: number) => new Date(NOTICED.getTime() + hours * 3_600_000)
const facts = (more: Partial<IncidentFacts> = {}): IncidentFacts => ({
  ...{ noticedAt: NOTICED, level: 'general', minors: 0, isCrime: false },
  ...more,
})
const steps = (more: Partial<IncidentFacts>) => dutiesOf(facts(more), [], NOTICED).map(({ step }) => step)
const taken = (step: StepTaken['step'], at: Date): StepTaken => ({ step, at, isWaived: false })

it('each incident is mended, reported and told to those concerned; others hear of it where it concerns them', () => {
  expect(steps({})).toEqual(['contain', 'report', 'people', 'end'])
  expect(steps({ minors: 2 })).toContain('guardians')
  expect(steps({ isCrime: true })).toContain('police')
  expect(steps({ level: 'large' })).toContain('summary')
})

it('one of level 较大 has four hours for the report, and thirty days for the summary once it has ended', () => {
  const dutyOf = (step: StepTaken['step'], now: Date, done: readonly StepTaken[] = []) =>
    dutiesOf(facts({ level: 'large' }), done, now).find((one) => one.step === step)!

  expect(dutyOf('report', later(3)).dueAt).toEqual(later(4))
  expect(clockInWords(dutyOf('report', later(3)), facts(), later(3))).toBe('还有 1 小时')
  expect(dutyOf('report', later(5))).toMatchObject({ isLate: true, doneAt: null })
  expect(clockInWords(dutyOf('report', later(5)), facts(), later(5))).toBe('过了 1 小时')
  expect(dutyOf('report', later(50), [taken('report', later(4))]).isLate).toBe(false)
  expect(dutyOf('report', later(50), [taken('report', later(4.5))]).isLate).toBe(true)

  expect(dutyOf('summary', later(9)).dueAt).toBeNull()
  expect(dutyOf('summary', later(9), [taken('end', later(8))]).dueAt).toEqual(later(8 + 30 * 24))
})

it('the law gives no hours for the others: the clock says how long it has been', () => {
  const [contain] = dutiesOf(facts(), [], later(3.5))
  expect(contain).toMatchObject({ step: 'contain', dueAt: null, isLate: false })
  expect(clockInWords(contain!, facts(), later(3.5))).toBe('立即办，发现到现在 3 小时 30 分')
})

it('is settled when every step was taken', () => {
  const all = (['contain', 'report', 'people', 'end'] as const).map((step) => taken(step, later(1)))
  expect(isSettled(dutiesOf(facts(), all, later(2)))).toBe(true)
  expect(isSettled(dutiesOf(facts(), all.slice(1), later(2)))).toBe(false)
  expect(isSettled(dutiesOf(facts({ minors: 1 }), all, later(2)))).toBe(false)
})

it('a leak of a million people is 较大 at least', () => {
  expect([0, 999_999, 1_000_000, 10_000_000, 100_000_000].map(leastLevelOf)).toEqual([
    ...['general', 'general', 'large', 'major', 'severe'],
  ])
})

import { describe, expect, it } from 'vitest'
import { FIRST_STEP_CODES, firstStepsOf, progressInWords, type FirstStepCounts } from './first-steps'

const NOTHING = Object.fromEntries(FIRST_STEP_CODES.map((code) => [code, 0])) as FirstStepCounts
const ONE_EACH = Object.fromEntries(FIRST_STEP_CODES.map((code) => [code, 1])) as FirstStepCounts

describe('the first steps of an office', () => {
  it('are all open in an empty office, and each says how to do it and where', () => {
    const steps = firstStepsOf(NOTHING)

    expect(steps.map(({ code }) => code)).toEqual(FIRST_STEP_CODES)
    expect(steps.filter(({ isDone }) => isDone)).toEqual([])
    for (const { says, page } of steps) {
      expect(says.length).toBeGreaterThan(8)
      expect(page).toMatch(/^\/[a-z]/)
    }
    expect(progressInWords(steps)).toBe(`一共 ${FIRST_STEP_CODES.length} 件，做一件勾一件`)
  })

  it('tick themselves by what is on record, and say how much that is', () => {
    const steps = firstStepsOf({ ...NOTHING, places: 30 })

    expect(steps.filter(({ isDone }) => isDone)).toMatchObject([{ code: 'places', says: '30 处地方' }])
    expect(progressInWords(steps)).toBe(`做完 1 件，还有 ${FIRST_STEP_CODES.length - 1} 件`)
  })

  it('are done when each has a record, and open again when it is taken back', () => {
    expect(progressInWords(firstStepsOf(ONE_EACH))).toBe(`${FIRST_STEP_CODES.length} 件都做完了`)
    expect(firstStepsOf({ ...ONE_EACH, notice: 0 }).find(({ code }) => code === 'notice')!.isDone).toBe(false)
  })
})

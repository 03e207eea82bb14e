import { describe, expect, it } from 'vitest'
import { Day, InstantInput, Month } from './zod'

const said = (schema: typeof Day | typeof InstantInput | typeof Month, value: string) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? 'taken'
const YEARS = ['日期要在 1900 年到 2100 年之间']

describe('days, months and instants', () => {
  it('are taken from 1900 to 2100', () => {
    expect(['1900-01-01', '2100-12-31'].map((day) => said(Day, day))).toEqual(['taken', 'taken'])
    expect(['1899-12-31', '2101-01-01', '9999-12-31', '0000-01-01'].map((day) => said(Day, day))).toEqual(
      Array(4).fill(YEARS),
    )
    expect(['1900-01', '2100-12'].map((month) => said(Month, month))).toEqual(['taken', 'taken'])
    expect(['1899-12', '9999-12'].map((month) => said(Month, month))).toEqual(Array(2).fill(YEARS))
    expect(said(InstantInput, '2100-12-31T23:59:00+08:00')).toBe('taken')
    expect(said(InstantInput, '9999-12-31T23:59:00-14:00')).toEqual(YEARS)
  })

  it('that do not exist get one sentence', () => {
    expect(said(Day, '2026-02-29')).toEqual(['日期不对，应像 2026-11-23'])
    expect(said(Day, '明天')).toEqual(['日期不对，应像 2026-11-23'])
    expect(said(Month, '2026-13')).toEqual(['月份不对，应像 2026-11'])
    expect(said(InstantInput, '2026-11-23')).toEqual(['时间不对，应像 2026-11-23T10:42:00+08:00'])
  })
})

import { describe, expect, it } from 'vitest'
import {
  changeOf,
  Cursor,
  Day,
  Flag,
  Id,
  InstantInput,
  MinuteOfDay,
  Month,
  Near,
  PageQuery,
  PersonName,
  Phone,
  Position,
  QueryInt,
  text,
  z,
} from './zod'

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

describe('what a form sends', () => {
  const sentence = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message ?? 'taken'

  it('is text without blanks at its ends, of a length that is named', () => {
    expect(text(5).parse(' 你好 ')).toBe('你好')
    expect(sentence(text(2), '三个字')).toBe('最多 2 个字')
    expect(sentence(text(2), ' ')).toBe('这里不能空着')
    expect(sentence(text(9, 4), '三个字')).toBe('至少写 4 个字')
    expect([sentence(text(4, 4), '四个字了'), text(2, 0).parse('')]).toEqual(['taken', ''])
  })

  it('is a name of at most 50 characters, a rare one counted once', () => {
    expect(PersonName.parse(' 王芳 ')).toBe('王芳')
    expect(sentence(PersonName, ' ')).toBe('这里不能空着')
    expect(sentence(PersonName, '𠮷'.repeat(50))).toBe('taken')
    expect(sentence(PersonName, '吉'.repeat(51))).toBe('最多 50 个字')
    expect(sentence(PersonName, '吉'.repeat(401))).toBe('最多 50 个字')
  })

  it('is a phone number as it was pasted', () => {
    expect(Phone.parse(' 138-0000 0000 ')).toBe('13800000000')
    expect(sentence(Phone, '12')).toBe('电话号码不对，再看看位数')
    expect(sentence(Phone, '1'.repeat(61))).toBe('电话号码太长了')
  })

  it('is a position in the country, its longitude first', () => {
    expect(Near.parse('118.49,37.46')).toEqual({ lng: 118.49, lat: 37.46 })
    expect(sentence(Near, '37.46,118.49')).toBe('位置应写成“经度,纬度”，例如 118.49,37.46')
    expect(sentence(Near, '37.46,18.4')).toBe('经度应在 73 到 136 之间')
    expect(sentence(Near, '到处')).toBe('位置应写成“经度,纬度”，例如 118.49,37.46')
    expect(sentence(Near, '118.49,37.46 附近')).toContain('位置应写成')
    expect(sentence(Near, 'x118.49,37.46')).toContain('位置应写成')
    const at = (lng: number, lat: number) => sentence(Position, { lng, lat })
    expect([at(73, 3), at(136, 54)]).toEqual(['taken', 'taken'])
    expect([at(72.9, 30), at(136.1, 30)]).toEqual(Array(2).fill('经度应在 73 到 136 之间'))
    expect([at(100, 2.9), at(100, 54.1)]).toEqual(Array(2).fill('纬度应在 3 到 54 之间'))
  })

  it('in a query is a whole number or a flag', () => {
    expect([QueryInt(1, 100).parse('7' as never), Flag().parse('true' as never)]).toEqual([7, true])
    expect(sentence(QueryInt(1, 100), '一')).toBe('要填数字')
    expect(sentence(QueryInt(1, 100), '1.5')).toBe('要填整数')
    expect([sentence(QueryInt(1, 100), '0'), sentence(QueryInt(1, 100), '101')]).not.toContain('taken')
    expect(sentence(Flag(), '也许')).toBe('只能是 true 或 false')
  })

  it('is an id from a list, a minute of the day, and a page that begins somewhere', () => {
    expect(sentence(Id, '0123456789abcdef01234567')).toBe('taken')
    expect(sentence(Id, '0123456789abcdef012345678')).toBe('编号不对，请从列表里重新打开')
    expect(sentence(Id, 'x0123456789abcdef01234567')).toBe('编号不对，请从列表里重新打开')
    expect([0, 1440].map((minute) => sentence(MinuteOfDay, minute))).toEqual(['taken', 'taken'])
    expect([-1, 1441].map((minute) => MinuteOfDay.safeParse(minute).success)).toEqual([false, false])
    expect(z.strictObject(PageQuery).parse({})).toEqual({ limit: 20 })
    expect(sentence(Cursor, 'c'.repeat(601))).toBe('这一页接不上了，从头再看')
  })

  it('as a change leaves what it does not name as it is, defaults too', () => {
    const change = changeOf(z.strictObject({ name: z.string(), photos: z.array(z.string()).default([]) }))
    expect(change.parse({})).toEqual({})
    expect(change.parse({ photos: ['a'] })).toEqual({ photos: ['a'] })
    expect(change.safeParse({ other: 1 }).success).toBe(false)
  })
})

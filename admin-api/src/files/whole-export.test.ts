import { expect, it } from 'vitest'
import { wholeExport } from './whole-export'

it('gives a whole file or none, with the way out at the field', () => {
  const of = { most: 50_000, field: 'to', way: '少选几天，分几次导出' }
  const rows = Array.from({ length: 50_000 }, (_, n) => n)
  expect(wholeExport(rows, of)).toBe(rows)
  expect(() => wholeExport([...rows, 50_000], of)).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      details: { fields: { to: ['超过 50,000 行，少选几天，分几次导出'] } },
    }),
  )
})

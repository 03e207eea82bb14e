import { expect, it } from 'vitest'
import { codeOf, qrOfCode } from './family'

it('reads the six digits from what was scanned or typed, and nothing else', () => {
  expect(codeOf(qrOfCode('042917'))).toBe('042917')
  expect(codeOf(' 042 917 ')).toBe('042917')
  for (const wrong of ['', '12345', '1234567', 'yike:042917', 'yike-family:', '１２３４５６', 'https://x.cn/042917'])
    expect(codeOf(wrong)).toBeNull()
})

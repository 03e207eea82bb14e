import { describe, expect, it } from 'vitest'
import { timeLeft } from './promiseLeft'

const MORNING = new Date('2026-11-23T10:42:00+08:00')
const at = (iso: string) => timeLeft(`2026-11-${iso}:00+08:00`, MORNING).replaceAll('\u00a0', ' ')

describe('the time that is left', () => {
  it('is said as a clock while it is near', () => {
    expect([at('23T17:30'), at('24T17:30')]).toEqual(['今天 17:30', '明天 17:30'])
  })

  it('is counted in days further on', () => {
    expect(at('26T09:00')).toBe('还有 3 天')
  })

  it('says by how much it is late', () => {
    expect([at('23T10:20'), at('23T08:40'), at('21T09:00')]).toEqual(['超 22 分钟', '超 2 小时', '超 2 天'])
  })
})

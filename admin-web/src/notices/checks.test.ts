import { describe, expect, it } from 'vitest'
import { checksOf, isNight, readingSeconds } from './checks'

const WATER = {
  title: '明天停水 8 小时',
  body: '济南路供水主管换阀门，明天白天停水。接不了水的，给网格员打电话。',
  phone: '0546-8123456',
  hasTimes: true,
}

describe('the three checks of a notice', () => {
  it('finds nothing to say about a notice that names its time, its person and no hard word', () => {
    expect(checksOf(WATER).map(({ isOk }) => isOk)).toEqual([true, true, true])
  })

  it('asks for the time when neither the fields nor the words name one', () => {
    const [time] = checksOf({ ...WATER, title: '停水', body: '换阀门，停水。给网格员打电话。', hasTimes: false })

    expect(time).toEqual({ isOk: false, said: '没写什么时候' })
  })

  it('offers the word of the street for a word of the office', () => {
    const [, , hard] = checksOf({ ...WATER, body: `${WATER.body}敬请谅解。` })

    expect(hard).toEqual({ isOk: false, said: '「敬请谅解」难懂，换成「给您添麻烦了」' })
  })

  it('says how long an elder reads', () => {
    expect(readingSeconds({ title: '', body: '字'.repeat(110), hasTimes: false })).toBe(30)
  })

  it('lets the night begin at ten and end at eight', () => {
    expect([21 * 60 + 59, 22 * 60, 7 * 60 + 59, 8 * 60].map(isNight)).toEqual([false, true, true, false])
  })
})

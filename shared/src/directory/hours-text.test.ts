import { describe, expect, it } from 'vitest'
import { hoursInWords, readHours, type WrittenHours } from './hours-text'

const WORKDAYS = [1, 2, 3, 4, 5]

describe('opening hours as people write them', () => {
  it.each([
    ['周一到周五 8:30-17:30', [{ weekdays: WORKDAYS, from: 510, to: 1050 }]],
    ['工作日 8：30—17：30', [{ weekdays: WORKDAYS, from: 510, to: 1050 }]],
    ['周六、周日 9:00-12:00', [{ weekdays: [6, 7], from: 540, to: 720 }]],
    ['星期一至星期三8点~12点', [{ weekdays: [1, 2, 3], from: 480, to: 720 }]],
    ['全天', [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }]],
    [
      '每天 10:30-13:00、16:30-18:00',
      [
        { weekdays: [1, 2, 3, 4, 5, 6, 7], from: 630, to: 780 },
        { weekdays: [1, 2, 3, 4, 5, 6, 7], from: 990, to: 1080 },
      ],
    ],
  ])('are read: %s', (text, rules) => expect(readHours(text)).toEqual({ rules, holidays: 'same' }))

  it.each([
    ['看情况', '看不懂开门时间'],
    ['8:30-8:00', '结束时间要晚于开始时间'],
    ['周一 8:00-12:00；周一到周五 9:00-10:00', '重叠'],
    ['8:00-26:00', '超过了 24:00'],
  ])('are refused in words: %s', (text, sentence) =>
    expect(readHours(text)).toEqual({ problem: expect.stringContaining(sentence) as string }),
  )

  it.each([
    '周一到周五 8:30-17:30；周六 9:00-12:00',
    '周一到周五 8:30-17:30；法定节假日休息',
    '周一到周五 8:30-17:30；法定节假日休息，调休上班日开门',
    '2026年6月1日到2026年8月31日 每天 6:00-8:00；2026年9月1日起 每天 7:00-9:00；2026年5月31日止 每天 7:00-9:00',
  ])('are written again as they were read: %s', (text) => {
    const read = readHours(text)
    expect(read).not.toHaveProperty('problem')
    expect(hoursInWords(read as WrittenHours)).toBe(text)
  })
})

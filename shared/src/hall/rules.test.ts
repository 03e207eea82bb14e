import { describe, expect, it } from 'vitest'
import {
  calledTogether,
  callInWords,
  inCallOrder,
  maskName,
  medianMinutes,
  orderOfPutBack,
  ticketCode,
  waitInWords,
  waitMinutes,
} from './rules'

const NOW = new Date('2026-11-24T10:00:00+08:00')
const at = (clock: string) => new Date(`2026-11-24T${clock}:00+08:00`)
const walkIn = (name: string, clock: string) => ({ name, order: at(clock).getTime(), priorityAt: null })
const booked = (name: string, clock: string, arrived: string) => ({
  name,
  order: at(arrived).getTime(),
  priorityAt: at(clock),
})
const names = (queue: { name: string }[]) => queue.map(({ name }) => name).join(' ')

describe('the order of calling', () => {
  it('is the order of taking, but who is booked and due comes first, the earlier booking before', () => {
    const queue = [
      walkIn('王', '09:10'),
      walkIn('李', '09:20'),
      booked('张', '09:45', '09:40'),
      booked('赵', '09:30', '09:41'),
    ]
    expect(names(inCallOrder(queue, NOW))).toBe('赵 张 王 李')
  })

  it('gives no advantage to a booking before its time', () => {
    const queue = [walkIn('王', '09:10'), booked('张', '11:00', '09:05'), walkIn('李', '09:00')]
    expect(names(inCallOrder(queue, NOW))).toBe('李 张 王')
  })
})

describe('who missed the call', () => {
  const back = (queue: ReturnType<typeof walkIn | typeof booked>[]) =>
    names(inCallOrder([...queue, { name: '我', order: orderOfPutBack(queue, NOW), priorityAt: null }], NOW))

  it('comes back behind three others', () => {
    const queue = ['09:01', '09:02', '09:03', '09:04'].map((clock, n) => walkIn(String(n), clock))
    expect(back(queue)).toBe('0 1 2 我 3')
  })

  it('comes back at the end where fewer wait, and at once where nobody does', () => {
    expect(back([walkIn('0', '09:01')])).toBe('0 我')
    expect(back([])).toBe('我')
  })

  it('lets those with a booking count among the three', () => {
    const queue = [
      booked('约', '09:30', '09:59'),
      ...['09:01', '09:02', '09:03'].map((clock, n) => walkIn(String(n), clock)),
    ]
    expect(back(queue)).toBe('约 0 1 我 2')
  })
})

describe('how long it takes', () => {
  it('is said by the middle of today, shared by the windows', () => {
    const minutes = medianMinutes([4, 3, 60].map((one) => one * 60_000))
    expect(minutes).toBe(4)
    expect(waitInWords(3, waitMinutes(3, minutes, 1))).toBe('前面 3 位，大约 12 分钟')
    expect(waitMinutes(3, minutes, 2)).toBe(6)
    expect(medianMinutes([1, 2, 4, 5].map((one) => one * 60_000))).toBe(3)
  })

  it('is not made up', () => {
    expect(waitInWords(3, waitMinutes(3, medianMinutes([240_000]), 1))).toBe('前面 3 位，要等多久今天还说不准')
    expect(waitInWords(0, null)).toBe('下一位就是您')
  })
})

it('is called digit by digit', () => {
  expect(callInWords(ticketCode('A', 12), 3)).toBe('请 A 零 一 二 号，到 3 号窗口')
  expect(ticketCode('B', 1204)).toBe('B1204')
})

it.each([
  ['王秀英', '王*英'],
  ['王芳', '王*'],
  ['欧阳秀英', '欧**英'],
])('a name on the screen is covered: %s', (name, shown) => {
  expect(maskName(name)).toBe(shown)
})

describe('lines at one window', () => {
  const lines = [
    { letter: 'A', windows: [1, 2] },
    { letter: 'C', windows: [2, 3] },
    { letter: 'D', windows: [2] },
  ]

  it('are called in one order, and a window of its own calls a line at once', () => {
    expect(calledTogether('D', lines, [])).toEqual(['D', 'A', 'C'])
    expect(calledTogether('A', lines, [])).toEqual(['A'])
    expect(calledTogether('X', lines, [2])).toEqual(['X'])
  })

  it('count by the windows that are at work', () => {
    expect(calledTogether('C', lines, [2])).toEqual(['C', 'A', 'D'])
    expect(calledTogether('C', lines, [2, 3])).toEqual(['C'])
    expect(calledTogether('C', lines, [1])).toEqual(['C'])
  })
})

import { describe, expect, it } from 'vitest'
import { likelyAmong, likeness, likenessInWords, type Comparable } from './duplicates'

const LAMP = ['road', 'lamp']
const PIT = ['road', 'pit']
const RUBBISH = ['clean', 'rubbish']
const GATE = { lng: 118.4935, lat: 37.4605 }
/** So many metres to the east of the gate. */
const east = (metres: number) => ({ ...GATE, lng: GATE.lng + metres / 88_300 })
const TUESDAY = new Date('2026-11-24T20:00:00+08:00')
const daysBefore = (days: number) => new Date(TUESDAY.getTime() - days * 86_400_000)

const report = (facts: Partial<Comparable> = {}): Comparable => ({
  text: '东门口的路灯不亮了，晚上看不见路',
  address: null,
  position: GATE,
  category: LAMP,
  at: TUESDAY,
  ...facts,
})
const isLikely = (a: Comparable, b: Comparable) => likelyAmong(a, [b]).length === 1

describe('two reports are likely about the same matter', () => {
  it.each<[string, Partial<Comparable>]>([
    ['in other words at the same place', { text: '门口灯坏了好几天，老人走路害怕' }],
    ['where one was not given a category', { category: null, text: '东门路灯坏了，晚上太黑' }],
    ['with 60 m between where the two stood', { position: east(60), text: '东门这边路灯灭了' }],
    ['two weeks later', { at: daysBefore(14), text: '路灯还是不亮' }],
  ])('%s', (_, other) => expect(isLikely(report(), report(other))).toBe(true))

  it('by building and words, where neither has a position', () => {
    const leak = { position: null, category: ['building', 'leak'] }
    const mine = report({ ...leak, address: '3 号楼', text: '顶楼漏水，一下雨就往下滴' })
    expect(isLikely(mine, report({ ...leak, text: '我们3号楼楼顶漏雨，下雨就滴水' }))).toBe(true)
    expect(isLikely(mine, report({ ...leak, text: '我们13号楼楼顶漏雨，下雨就滴水' }))).toBe(false)
  })
})

describe('two reports are two matters', () => {
  it.each<[string, Partial<Comparable>]>([
    ['at one place, of another kind', { category: RUBBISH, text: '垃圾桶满了三天没人清，臭得很' }],
    ['of one group, in other words, some way off', { category: PIT, text: '路面塌了一个坑', position: east(70) }],
    ['in the same words, 300 m away', { position: east(300) }],
    ['in the same words, six weeks ago', { at: daysBefore(42) }],
  ])('%s', (_, other) => expect(isLikely(report(), report(other))).toBe(false))
})

it('the likeliest comes first, and the reason says why', () => {
  const [near, far] = [report({ position: east(10) }), report({ position: east(80), at: daysBefore(2) })]
  const found = likelyAmong(report(), [far, near])
  expect(found.map(({ other }) => other)).toEqual([near, far])
  expect(found.map(({ likeness: why }) => likenessInWords(why))).toEqual([
    '相距 10 米，同一类，同一天',
    '相距 80 米，同一类，前后 2 天',
  ])
})

it('is the same from either side', () => {
  const other = report({ position: east(40), at: daysBefore(3), text: '东门路灯坏了' })
  expect(likeness(report(), other)).toEqual(likeness(other, report()))
})

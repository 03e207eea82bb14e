import { describe, expect, it } from 'vitest'
import { withoutHomes, withoutReporter } from './redact'

const WANG = { name: '王秀英', home: '3号楼2单元501' }

describe('a text without its reporter', () => {
  it.each([
    ['我是王秀英，住3号楼2单元501', '我是这位居民，住（门牌在社区）'],
    ['打13812345678', '打（号码在社区）'],
    ['打 138 1234 5678。', '打 （号码在社区）。'],
    ['138-1234-5678', '（号码在社区）'],
    ['１３８１２３４５６７８', '（号码在社区）'],
    ['一三八一二三四五六七八', '（号码在社区）'],
    ['0546-8123456', '（号码在社区）'],
    ['身份证37050219440101123X', '身份证（号码在社区）'],
    ['2026-11-29 漏水，20261129 又漏', '2026-11-29 漏水，20261129 又漏'],
    ['20261210、2026-01-31 和 20261005', '20261210、2026-01-31 和 20261005'],
    ['820261129 和 202611291', '（号码在社区） 和 （号码在社区）'],
    ['3701021944x', '（号码在社区）'],
    ['3 号楼 12 层，10 天了', '3 号楼 12 层，10 天了'],
  ])('%s', (text, shown) => {
    expect(withoutReporter(text, WANG)).toBe(shown)
  })
  it('keeps a name of one character, which any word may hold', () => {
    expect(withoutReporter('王家楼下漏水', { name: '王', home: null })).toBe('王家楼下漏水')
    expect(withoutReporter('王英家漏水', { name: '王英', home: null })).toBe('这位居民家漏水')
  })
  it('of whom nothing is known keeps its words', () => {
    expect(withoutReporter('路灯不亮', { name: null, home: null })).toBe('路灯不亮')
  })
})

it('leaves no flat in what neighbours read, and keeps the building, the entrance and ordinary figures', () => {
  const shown = (text: string) => withoutHomes(text, { name: '王秀英', home: null })
  expect(shown('颐园 1 号楼 1 单元 101')).toBe('颐园 1 号楼 1 单元')
  expect(shown('3-2-501 漏水，502室也漏')).toBe('3 号楼 漏水，一户也漏')
  expect(shown('3号楼501说暖气不热')).toBe('3号楼说暖气不热')
  expect(shown('王秀英说 2 单元门禁坏了 15 天')).toBe('这位居民说 2 单元门禁坏了 15 天')
})

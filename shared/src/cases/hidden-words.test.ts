import { describe, expect, it } from 'vitest'
import { HIDDEN_WORDS, standsIn, withoutHidden } from './hidden-words'

const hide = (text: string, ...passages: string[]) => withoutHidden(text, { passages, whole: false })

describe('hidden words', () => {
  it('are replaced wherever they stand, by a mark that does not tell how long they were', () => {
    expect(hide('王大妈家漏水，王大妈不管', '王大妈')).toBe('（已隐去）家漏水，（已隐去）不管')
    expect(hide('王大妈', '王大妈')).toBe(HIDDEN_WORDS)
    expect(hide('路灯灭了', '王大妈')).toBe('路灯灭了')
  })

  it('that overlap or touch are one place', () => {
    expect(hide('找李国强电话137', '李国强', '国强电话', '137')).toBe('找（已隐去）')
    expect(hide('哈哈哈哈哈', '哈哈')).toBe(HIDDEN_WORDS)
  })

  it('are hidden in a title that was cut within them, and not by a single character', () => {
    expect(hide('二楼的王大', '王大妈家')).toBe('二楼的（已隐去）')
    expect(hide('二楼的王大…', '王大妈家')).toBe('二楼的（已隐去）…')
    expect(hide('二楼的王', '王大妈家')).toBe('二楼的王')
    expect(hide('一二三', '二')).toBe('一二三')
  })

  it('may be the whole text; an empty one stays empty', () => {
    expect(withoutHidden('骂人的话', { passages: [], whole: true })).toBe(HIDDEN_WORDS)
    expect(withoutHidden('', { passages: [], whole: true })).toBe('')
    expect(standsIn('二楼的王大', '王大妈')).toBe(false)
  })
})

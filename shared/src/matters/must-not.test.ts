import { describe, expect, it } from 'vitest'
import { MUST_NOT, mustNotMeant } from './must-not'

const meant = (words: string) => mustNotMeant(words).map(({ name }) => name)

describe('the certificates that a community must not issue', () => {
  it('are the twenty of the first list, each with where to go instead', () => {
    expect(MUST_NOT.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(new Set(MUST_NOT.map(({ name }) => name)).size).toBe(20)
    for (const { instead } of MUST_NOT) expect(instead.length).toBeGreaterThan(8)
  })
  it('are found by the words of the counter', () => {
    expect(meant('我要开个养狗证明')).toEqual(['居民养犬证明'])
    expect(meant('无犯罪')).toEqual(['无犯罪记录证明'])
    expect(meant('健在证明')).toEqual(['健在证明'])
    expect(meant('单身')).toEqual(['婚姻状况证明'])
    expect(meant('身份证丢了')).toEqual(['居民身份信息证明', '证件遗失证明'])
  })
  it('are not named for what a community does certify, nor for a single letter', () => {
    expect(meant('居住情况证明')).toEqual([])
    expect(meant('高龄津贴申请')).toEqual([])
    expect(meant('证明')).toEqual([])
    expect(meant('开')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { NOTHING_CONFIRMED, reasonInWords, suggestCategories, type ConfirmedCases } from './category-suggestions'

const TREE = [
  { id: 'all', parentId: null, keywords: ['路灯'] },
  { id: 'lamp', parentId: 'all', keywords: ['路灯', '灯不亮'] },
  { id: 'lift', parentId: 'all', keywords: ['电梯'] },
  { id: 'noise', parentId: 'all', keywords: [] },
]
/** An office of 30 cases, in which 咸鱼 and 鱼味 stand in six. */
const office = (fish: Record<string, number>): ConfirmedCases => ({
  cases: { lamp: 10, lift: 10, noise: 10 },
  pairs: { lamp: 100, lift: 100, noise: 100 },
  having: new Map([
    ['咸鱼', fish],
    ['鱼味', fish],
  ]),
})
const idsOf = (text: string, confirmed: ConfirmedCases) =>
  suggestCategories(text, TREE, confirmed).map(({ category }) => category.id)
const reasons = (text: string, confirmed: ConfirmedCases) =>
  suggestCategories(text, TREE, confirmed).map(({ reason }) => reasonInWords(reason))

describe('a category is suggested', () => {
  it('by the longest of its words alone, where staff have confirmed few cases', () => {
    expect(idsOf('路灯灯不亮', NOTHING_CONFIRMED)).toEqual(['lamp'])
    expect(reasons('路灯灯不亮', NOTHING_CONFIRMED)).toEqual(['话里有“灯不亮”'])
    expect(idsOf('咸鱼味', { ...office({ noise: 6 }), cases: { lamp: 10, noise: 9 } })).toEqual([])
  })

  it('by the cases that staff put under it, though it has no word at all', () => {
    expect(idsOf('一股咸鱼味', office({ noise: 6 }))[0]).toBe('noise')
    expect(reasons('一股咸鱼味', office({ noise: 6 }))[0]).toBe('说到“咸鱼味”的，同事多归在这一类')
  })

  it('by both: a word of it counts beside what staff confirmed', () => {
    expect(
      idsOf('电梯里一股咸鱼味', office({ noise: 6 }))
        .slice(0, 2)
        .sort(),
    ).toEqual(['lift', 'noise'])
  })

  it('not by what fewer than three cases say, nor by what none does', () => {
    expect(idsOf('一股咸鱼味', office({ noise: 2 }))).toEqual([])
    expect(idsOf('谢谢', office({ noise: 6 }))).toEqual([])
    expect(idsOf('', office({ noise: 6 }))).toEqual([])
  })
})

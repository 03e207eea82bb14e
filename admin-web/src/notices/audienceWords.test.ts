import { expect, it } from 'vitest'
import { peopleOf, publishInWords, waysOf } from './audienceWords'

const AUDIENCE = { grids: [], buildings: [], withoutGrid: 0, withoutBuilding: 0 }

it('names each way with its people, and whom none reaches', () => {
  expect(waysOf({ ...AUDIENCE, people: 20, reached: 15, byApp: 12, byWechat: 4, bySms: 3, byFamily: 2 })).toEqual([
    '小程序里看得到：12 人，其中微信会提醒 4 人',
    '发短信：3 人',
    '本人没用小程序，家里人收得到：2 人',
    '收不到：3 人，打印张贴或上门说一声',
  ])
  expect(waysOf({ ...AUDIENCE, people: 2, reached: 2, byApp: 2, byWechat: 0, bySms: 0, byFamily: 0 })).toEqual([
    '小程序里看得到：2 人',
  ])
})

it('names no number where nobody has an account yet', () => {
  const nobody = { ...AUDIENCE, people: 200, reached: 0, byApp: 0, byWechat: 0, bySms: 0, byFamily: 0 }
  expect(waysOf(nobody)).toEqual(['先挂在“通知”里，以后打开小程序的人都看得到', '收不到：200 人，打印张贴或上门说一声'])
  expect(publishInWords(nobody)).toBe('发布')
  expect(publishInWords({ reached: 5 })).toBe('发给 5 人')
})

it('says a part only where it is one', () => {
  expect(peopleOf({ people: 8, reached: 8 })).toBe('8 人')
  expect(peopleOf({ people: 8, reached: 5 })).toBe('8 人，5 人能收到')
})

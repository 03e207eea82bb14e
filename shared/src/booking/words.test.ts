import { describe, expect, it } from 'vitest'
import { comingInWords, nextInWords, whatIsBooked } from './words'

const service = (code: string, name: string) => ({ id: '1', name, icon: 'x', kind: { code, label: '' } })
const sitting = { id: '2', title: '上午', menu: [] }
const meal = (code: string, label: string) => ({
  mode: { code, label },
  address: null,
  phoneLast4: null,
  doorNote: '',
  diets: [],
  dishes: [],
  dueFen: 0,
  subsidyFen: 0,
  rule: '',
  payer: '',
})

it('names the sitting of a meal, and the service of everything else', () => {
  expect(whatIsBooked({ service: service('meal', '午餐'), sitting: { ...sitting, title: '午餐第一批' } })).toBe(
    '午餐第一批',
  )
  expect(whatIsBooked({ service: service('care', '上门助浴'), sitting })).toBe('上门助浴')
})

describe('what comes to the house', () => {
  it('is a visit, by who comes, and a meal that is brought', () => {
    const carer = { id: '3', name: '赵护理', phone: null }

    expect(comingInWords({ details: { visit: { carer } } })).toBe('赵护理上门')
    expect(comingInWords({ details: { meal: meal('delivery', '送到家') } })).toBe('送到家')
  })

  it('is not a meal one goes to, nor anything else', () => {
    expect(comingInWords({ details: { meal: meal('eat_in', '在食堂吃') } })).toBeNull()
    expect(comingInWords({ details: {} })).toBeNull()
  })
})

it('lends things on days, not at times', () => {
  expect(nextInWords({ next: '明天 9:00 余 2 位', kind: { code: 'care' } })).toBe('明天 9:00 余 2 位')
  expect(nextInWords({ next: null, kind: { code: 'loan' } })).toBe('点开看哪天能借')
  expect(nextInWords({ next: null, kind: { code: 'course' } })).toBe('最近没有排场次')
})

import { expect, it } from 'vitest'
import { choose } from './choice'
import { dishesInWords, mealDue, menuWords, priceRuleFor, ruleInWords, type Dish, type MealPrice } from './rules'

const PRICES: MealPrice[] = [
  { minAge: 60, entitlement: null, payFen: 1200, subsidyFen: 300 },
  { minAge: 80, entitlement: null, payFen: 600, subsidyFen: 900 },
  { minAge: 0, entitlement: 'low_income', payFen: 300, subsidyFen: 1200 },
  { minAge: 70, entitlement: 'disabled', payFen: 600, subsidyFen: 900 },
]

it('takes the rule by which somebody pays least', () => {
  expect(priceRuleFor(PRICES, 59, [])).toBeNull()
  expect(priceRuleFor(PRICES, null, [])).toBeNull()
  expect(priceRuleFor(PRICES, null, ['low_income'])?.payFen).toBe(300)
  expect(priceRuleFor(PRICES, 85, ['low_income'])?.payFen).toBe(300)
  expect(priceRuleFor(PRICES, 65, ['disabled'])?.payFen).toBe(1200)
})

it('says a rule in words', () => {
  expect(PRICES.map((rule) => ruleInWords(rule, PRICES))).toEqual([
    '60–79 岁',
    '80 岁以上',
    '低保',
    '持残疾证 70 岁以上',
  ])
})

it('subsidises one serving of a sitting', () => {
  const due = mealDue({ priceFen: 1500, prices: PRICES, age: 80, held: [], seats: 3, extrasFen: 800 })
  expect(due).toEqual({ dueFen: 600 + 3000 + 800, subsidyFen: 900, rule: '80 岁以上' })
  expect(mealDue({ priceFen: null, prices: [], age: 80, held: [], seats: 2, extrasFen: 0 }).dueFen).toBe(0)
})

const dish = (id: string, facts: Partial<Dish> = {}): Dish => ({
  ...{ id, name: id, priceFen: null, diets: [], allergens: [], photoId: null, most: null, choice: null },
  ...facts,
})
const MENU = [
  dish('鸡块'),
  dish('米饭', { choice: '主食', most: 2 }),
  dish('馒头', { choice: '主食' }),
  dish('鱼', { priceFen: 800 }),
]

it('fills in a choice nobody made, and says what is wrong with one that was', () => {
  expect(choose(MENU, undefined, 2)).toMatchObject({ dishes: [{ id: '馒头', count: 2 }], extrasFen: 0 })
  expect(choose(MENU, [{ id: '鱼', count: 2 }], 1)).toMatchObject({ extrasFen: 1600 })
  expect(choose(MENU, [{ id: '米饭', count: 1 }], 2)).toBe('主食每份选一样，2 份要选 2 样')
  expect(choose(MENU, [{ id: '鸡块', count: 1 }], 1)).toContain('菜单刚刚改过')
  expect(menuWords(MENU)).toEqual(['鸡块', '米饭或馒头'])
  expect(dishesInWords(MENU, [{ name: '馒头', count: 2 }])).toEqual(['鸡块', '馒头 2 份'])
})

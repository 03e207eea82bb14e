import type { Allergen, Diet, MealMode } from '@yike/shared/meals/kinds'
import type { Dish, MealPrice } from '@yike/shared/meals/rules'

/** The price rules at the canteens of the demo; the office named in `SUBSIDY` pays the rest. */
export const MEAL_PRICES: MealPrice[] = [
  { minAge: 60, entitlement: null, payFen: 700, subsidyFen: 300 },
  { minAge: 70, entitlement: null, payFen: 600, subsidyFen: 400 },
  { minAge: 80, entitlement: null, payFen: 400, subsidyFen: 600 },
  { minAge: 0, entitlement: 'low_income', payFen: 200, subsidyFen: 800 },
]
export const SUBSIDY = '区民政局出一半，街道出一半'
export const MEAL_MODES_OF_CANTEEN: MealMode[] = ['eat_in', 'pickup', 'delivery']

type Course = [name: string, allergens?: Allergen[], diets?: Diet[]]
const WEEK: Course[][] = [
  [
    ['红烧鸡块', ['soy']],
    ['白菜豆腐', ['soy'], ['light']],
    ['西红柿鸡蛋', ['egg']],
    ['紫菜汤', ['egg'], ['light', 'soft']],
  ],
  [
    ['土豆烧肉', ['soy']],
    ['清炒菜心', [], ['light', 'vegetarian']],
    ['蒸蛋羹', ['egg'], ['soft']],
    ['冬瓜汤', [], ['light']],
  ],
  [
    ['清蒸鲅鱼', ['fish'], ['light']],
    ['炒豆芽', [], ['vegetarian']],
    ['红烧茄子', ['soy'], ['soft']],
    ['小米粥', [], ['soft']],
  ],
  [
    ['炖排骨', ['soy']],
    ['蒜蓉油麦菜', [], ['vegetarian']],
    ['豆腐脑', ['soy'], ['soft']],
    ['蛋花汤', ['egg']],
  ],
  [
    ['宫保鸡丁', ['peanut', 'soy']],
    ['西葫芦炒蛋', ['egg'], ['light']],
    ['凉拌黄瓜', [], ['light']],
    ['南瓜粥', [], ['soft']],
  ],
  [
    ['羊肉炖萝卜', []],
    ['家常豆腐', ['soy']],
    ['炒三丝', [], ['light']],
    ['紫菜汤', ['egg'], ['light', 'soft']],
  ],
  [
    ['四喜丸子', ['gluten', 'egg']],
    ['醋溜白菜', [], ['vegetarian']],
    ['海带丝', [], ['light']],
    ['疙瘩汤', ['gluten', 'egg'], ['soft']],
  ],
]
const dish = (id: string, name: string, facts: Partial<Dish> = {}): Dish => ({
  ...{ id, name, priceFen: null, diets: [], allergens: [], photoId: null, most: null, choice: null },
  ...facts,
})

/** The lunch of a weekday, 1 to 7: three dishes and a soup, rice or bun, and a fish with a limit. */
export const lunchOf = (weekday: number): Dish[] => [
  ...WEEK[weekday - 1]!.map(([name, allergens = [], diets = []], n) =>
    dish(`d${weekday}${n}`, name, { allergens, diets }),
  ),
  dish('rice', '米饭', { choice: '主食' }),
  dish('bun', '馒头', { choice: '主食', allergens: ['gluten'] }),
  dish('fish', '小黄鱼一条', { priceFen: 500, most: 12, allergens: ['fish'], diets: ['light'] }),
]

/** The ways in which the orders of the demo are taken, one after another. */
export const MEAL_ANSWERS: { mode: MealMode; diets: Diet[]; doorNote?: string }[] = [
  { mode: 'eat_in', diets: [] },
  { mode: 'delivery', diets: ['soft', 'low_salt'], doorNote: '敲门大声点，耳朵背' },
  { mode: 'pickup', diets: [] },
  { mode: 'delivery', diets: ['low_sugar'] },
  { mode: 'eat_in', diets: ['low_salt'] },
  { mode: 'delivery', diets: [], doorNote: '没电梯，放门口' },
  { mode: 'eat_in', diets: ['not_hot'] },
]

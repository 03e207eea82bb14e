import { expect, it } from 'vitest'
import type { DishView, Meals } from './schemas'
import { askMeal, beginWithUsual, choicesOf, dueOf, extrasOf, mostOf, PLAIN_MEAL, sameForAll } from './wish'

const dish = (id: string, facts: Partial<DishView> = {}): DishView => ({
  ...{ id, name: id, priceFen: null, diets: [], allergens: [], photo: null, most: null, choice: null, left: null },
  ...facts,
})
const DISHES = [
  dish('chicken'),
  dish('rice', { choice: '主食', most: 2, left: 2 }),
  dish('dumplings', { choice: '主食', priceFen: 300 }),
  dish('fish', { priceFen: 500 }),
]
const MODES: Pick<Meals, 'modes'> = {
  modes: [
    { code: 'eat_in', label: '在食堂吃' },
    { code: 'delivery', label: '送到家' },
  ],
}
const meal = (more: object = {}) =>
  ({ priceFen: 1000, pay: { dueFen: 400, subsidyFen: 600, rule: '80 岁以上' }, dishes: DISHES, ...more }) as never

it('takes of a choice nobody spoke of the first that does not run out, and counts what it costs', () => {
  expect(choicesOf(DISHES)[0]!.usual.id).toBe('dumplings')
  expect(dueOf(meal(), PLAIN_MEAL, 1)).toMatchObject({ dueFen: 400 + 300, subsidyFen: 600 })
  expect(dueOf(meal(), { ...PLAIN_MEAL, dishes: { rice: 1, fish: 2 } }, 1)).toMatchObject({ dueFen: 400 + 1000 })
})

it('subsidises one serving of several, and knows nothing of who is not named', () => {
  expect(dueOf(meal({ dishes: [] }), PLAIN_MEAL, 3)).toMatchObject({ dueFen: 400 + 2000 })
  expect(dueOf(meal({ pay: null }), PLAIN_MEAL, 1)).toBeNull()
})

it('says an address only of what is brought, and no dish that left the menu', () => {
  const form = { ...PLAIN_MEAL, address: '颐园 3 号楼', dishes: { rice: 1, gone: 1 } }

  expect(askMeal({ ...form, mode: 'delivery' }, MODES, DISHES, 1)).toEqual({
    mode: 'delivery',
    diets: [],
    address: '颐园 3 号楼',
    dishes: [{ id: 'rice', count: 1 }],
  })
  expect(askMeal({ ...form, mode: 'pickup' }, MODES, DISHES, 1)).toMatchObject({ mode: 'eat_in' })
  expect(askMeal(form, MODES, DISHES, 1)).not.toHaveProperty('address')
})

it('begins with how they had it the last time, until somebody says otherwise', () => {
  const usual = { mode: 'delivery', diets: ['soft'], address: null, doorNote: '放门口', seats: 1 } as const
  const begun = beginWithUsual(PLAIN_MEAL, { ...usual, diets: ['soft'] })
  expect(begun).toMatchObject({ mode: 'delivery', diets: ['soft'], doorNote: '放门口' })
  const changed = { ...begun, diets: [] }
  expect(beginWithUsual(changed, { ...usual, diets: ['soft'] })).toBe(changed)
  expect(beginWithUsual(PLAIN_MEAL, null)).toBe(PLAIN_MEAL)
})

it('parts the dishes that everybody gets from those for a price of their own, and counts what is left', () => {
  expect(sameForAll(DISHES).map(({ id }) => id)).toEqual(['chicken'])
  expect(extrasOf(DISHES).map(({ id }) => id)).toEqual(['fish'])
  expect([mostOf(dish('soup')), mostOf(dish('soup', { left: 3 })), mostOf(dish('soup', { left: 99 }))]).toEqual([
    20, 3, 20,
  ])
})

it('brings a meal with number and note, without blanks, and says neither where nothing is brought', () => {
  const form = { ...PLAIN_MEAL, address: ' 颐园 3 号楼 ', phone: ' 13800000000 ', doorNote: ' 放门口 ' }
  expect(askMeal({ ...form, mode: 'delivery' }, MODES, [], 1)).toEqual({
    mode: 'delivery',
    diets: [],
    address: '颐园 3 号楼',
    phone: '13800000000',
    doorNote: '放门口',
  })
  expect(askMeal({ ...form, mode: 'eat_in' }, MODES, [], 1)).toEqual({ mode: 'eat_in', diets: [] })
  expect(askMeal({ ...form, mode: 'delivery', phone: ' ', doorNote: '' }, MODES, [], 1)).not.toHaveProperty('phone')
})

it('takes one of a choice for one person, and for several as many as were said', () => {
  const asked = (dishes: Record<string, number>, seats: number) =>
    askMeal({ ...PLAIN_MEAL, dishes }, MODES, DISHES, seats).dishes
  expect(asked({ rice: 3, fish: 2 }, 1)).toEqual([
    { id: 'rice', count: 1 },
    { id: 'fish', count: 2 },
  ])
  expect(asked({ rice: 2, dumplings: 1 }, 3)).toEqual([
    { id: 'rice', count: 2 },
    { id: 'dumplings', count: 1 },
  ])
  expect(asked({ rice: 0 }, 1)).toBeUndefined()
})

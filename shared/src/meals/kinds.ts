/** The ways to take a meal. */
export const MEAL_MODES = { eat_in: '在食堂吃', pickup: '带走', delivery: '送到家' } as const
export type MealMode = keyof typeof MEAL_MODES
export const MEAL_MODE_CODES = Object.keys(MEAL_MODES) as [MealMode, ...MealMode[]]
/** The modes of a service that names none. */
export const ORDINARY_MODES: MealMode[] = ['eat_in', 'pickup']

/** The diets of dishes and of people: the same words on both sides, so that the kitchen can compare them. */
export const DIETS = {
  light: '清淡',
  low_salt: '少盐',
  low_sugar: '低糖',
  soft: '软烂',
  not_hot: '不辣',
  halal: '清真',
  vegetarian: '素食',
} as const
export type Diet = keyof typeof DIETS
export const DIET_CODES = Object.keys(DIETS) as [Diet, ...Diet[]]

/** The allergens that a dish has to name, after GB 7718-2025, appendix on allergens. */
export const ALLERGENS = {
  gluten: '麸质谷物',
  shellfish: '虾蟹',
  fish: '鱼',
  egg: '蛋',
  peanut: '花生',
  soy: '大豆',
  milk: '奶',
  nut: '坚果',
} as const
export type Allergen = keyof typeof ALLERGENS
export const ALLERGEN_CODES = Object.keys(ALLERGENS) as [Allergen, ...Allergen[]]

/** The ways to pay at the counter: nothing is paid online. */
export const PAY_METHODS = { cash: '现金', card: '刷卡', social_card: '社保卡' } as const
export type PayMethod = keyof typeof PAY_METHODS
export const PAY_METHOD_CODES = Object.keys(PAY_METHODS) as [PayMethod, ...PayMethod[]]

/** The entitlements that an office confirms and a price may depend on. */
export const ENTITLEMENTS = { low_income: '低保', special_hardship: '特困', disabled: '持残疾证' } as const
export type Entitlement = keyof typeof ENTITLEMENTS
export const ENTITLEMENT_CODES = Object.keys(ENTITLEMENTS) as [Entitlement, ...Entitlement[]]

/** The ends of a delivery. */
export const DELIVERY_MARKS = { delivered: '送到了', not_home: '没人在家' } as const
export type DeliveryMark = keyof typeof DELIVERY_MARKS
export const DELIVERY_MARK_CODES = Object.keys(DELIVERY_MARKS) as [DeliveryMark, ...DeliveryMark[]]

/** Codes with their labels, for answers. */
export const codedOf = <Code extends string>(labels: Record<Code, string>, codes: readonly Code[]) =>
  codes.map((code) => ({ code, label: labels[code] }))

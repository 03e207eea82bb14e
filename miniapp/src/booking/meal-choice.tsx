import { View } from '@tarojs/components'
import { DIETS, DIET_CODES, type Diet, type MealMode } from '@yike/shared/meals/kinds'
import type { MealAsked } from '@yike/shared/meals/details'
import type { DishView, Meals } from '@yike/shared/meals/schemas'
import { Card } from '@/kit/card'
import { Chips, Choices } from '@/kit/chips'
import { Field } from '@/kit/field'
import { Stepper } from '@/kit/switches'
import { tie } from '@/kit/words'
import { priceInWords } from './kinds'

/** How somebody wants their meal. */
export interface MealForm {
  /** Null: nothing was chosen, and the first way the canteen offers counts. */
  mode: MealMode | null
  address: string
  phone: string
  doorNote: string
  diets: Diet[]
  /** By dish, of those that are chosen. */
  dishes: Record<string, number>
}
export const PLAIN_MEAL: MealForm = { mode: null, address: '', phone: '', doorNote: '', diets: [], dishes: {} }

export const modeOf = (meal: MealForm, { modes }: Pick<Meals, 'modes'>) =>
  (modes.find(({ code }) => code === meal.mode) ?? modes[0])?.code as MealMode | undefined

const isChosen = ({ choice, priceFen }: DishView) => choice !== null || priceFen !== null

/** What is said to the API; dishes that are no longer on the menu stay behind. */
export function askMeal(
  meal: MealForm,
  meals: Pick<Meals, 'modes'>,
  dishes: readonly DishView[],
  seats: number,
): MealAsked {
  const mode = modeOf(meal, meals)
  const chosen = dishes.filter(isChosen).flatMap(({ id, choice }) => {
    const count = choice === null || seats > 1 ? (meal.dishes[id] ?? 0) : meal.dishes[id] ? 1 : 0
    return count > 0 ? [{ id, count }] : []
  })
  return {
    mode,
    diets: meal.diets,
    ...(mode === 'delivery' && meal.address.trim() ? { address: meal.address.trim() } : {}),
    ...(mode === 'delivery' && meal.phone.trim() ? { phone: meal.phone.trim() } : {}),
    ...(mode === 'delivery' && meal.doorNote.trim() ? { doorNote: meal.doorNote.trim() } : {}),
    ...(chosen.length > 0 ? { dishes: chosen } : {}),
  }
}

interface Props {
  meals: Meals
  meal: MealForm
  onChange: (part: Partial<MealForm>) => void
  /** The sentence of the API for a field of the meal. */
  problemWith?: (field: string) => string | undefined
}

/** In the canteen, to take away, or brought home; and what the kitchen should mind. */
export function HowToTakeIt({ meals, meal, onChange, problemWith = () => undefined }: Props) {
  const mode = modeOf(meal, meals)
  const toggle = (diet: Diet) =>
    onChange({ diets: meal.diets.includes(diet) ? meal.diets.filter((one) => one !== diet) : [...meal.diets, diet] })
  return (
    <Card>
      <View className='strong'>怎么取</View>
      <View className='meal__modes'>
        <Choices
          options={meals.modes.map(({ code, label }) => ({ value: code as MealMode, text: label }))}
          chosen={mode ?? null}
          onChange={(next) => onChange({ mode: next })}
        />
      </View>
      {mode === 'delivery' && (
        <>
          <Field
            label='送到哪儿'
            optional={meals.who?.home ? '不写就送到家' : undefined}
            placeholder={meals.who?.home ?? '小区、楼号、单元、门牌'}
            value={meal.address}
            maxLength={100}
            problem={problemWith('details.meal.address')}
            onChange={(address) => onChange({ address })}
          />
          <Field
            label='到门口打哪个电话'
            optional='不写就打留着的那个'
            type='phone'
            value={meal.phone}
            maxLength={20}
            problem={problemWith('details.meal.phone')}
            onChange={(phone) => onChange({ phone })}
          />
          <Field
            label='到门口怎么办'
            optional='不写也行'
            placeholder='比如：没电梯，放门口'
            value={meal.doorNote}
            maxLength={60}
            onChange={(doorNote) => onChange({ doorNote })}
          />
        </>
      )}
      <View className='confirm__wishes'>
        <View className='strong'>口味</View>
        <View className='confirm__chips'>
          <Chips
            options={DIET_CODES.map((value) => ({ value, text: DIETS[value] }))}
            chosen={meal.diets}
            onChange={toggle}
          />
        </View>
      </View>
    </Card>
  )
}

const aboutDish = ({ diets, allergens, left, priceFen }: DishView) =>
  [
    priceFen !== null && `加 ${priceInWords(priceFen)}`,
    diets.map(({ label }) => label).join('、'),
    allergens.length > 0 && `含${allergens.map(({ label }) => label).join('、')}`,
    left !== null && (left === 0 ? '订完了' : `还有 ${left} 份`),
  ]
    .filter(Boolean)
    .join('，')

/** The dishes of one sitting: what everybody gets, and what is chosen. */
export function Dishes({
  dishes,
  seats,
  meal,
  onChange,
  problem,
}: {
  dishes: readonly DishView[]
  seats: number
  meal: MealForm
  onChange: (part: Partial<MealForm>) => void
  problem?: string
}) {
  if (dishes.length === 0) return null
  const set = (id: string, count: number) => onChange({ dishes: { ...meal.dishes, [id]: count } })
  const choices = [...new Set(dishes.flatMap(({ choice }) => choice ?? []))]
  const takeOne = (among: readonly DishView[], id: string) =>
    onChange({
      dishes: { ...meal.dishes, ...Object.fromEntries(among.map((dish) => [dish.id, dish.id === id ? 1 : 0])) },
    })
  return (
    <Card>
      {dishes
        .filter((dish) => !isChosen(dish))
        .map((dish) => (
          <DishLine key={dish.id} dish={dish} />
        ))}
      {choices.map((choice) => {
        const among = dishes.filter((dish) => dish.choice === choice)
        const first = among.find(({ left }) => left === null) ?? among[0]!
        const chosen = among.find(({ id }) => meal.dishes[id]) ?? first
        return (
          <View key={choice} className='meal__choice'>
            <View className='strong'>{seats > 1 ? tie(`${choice}，${seats} 份一共选 ${seats} 样`) : choice}</View>
            {seats > 1 ? (
              among.map((dish) => (
                <DishLine
                  key={dish.id}
                  dish={dish}
                  count={meal.dishes[dish.id] ?? 0}
                  most={seats}
                  onCount={(n) => set(dish.id, n)}
                />
              ))
            ) : (
              <View className='confirm__chips'>
                <Chips
                  options={among.map(({ id, name, left }) => ({
                    value: id,
                    text: left === 0 ? `${name} 订完了` : name,
                  }))}
                  chosen={[chosen.id]}
                  onChange={(id) => takeOne(among, id)}
                />
              </View>
            )}
          </View>
        )
      })}
      {dishes
        .filter(({ choice, priceFen }) => choice === null && priceFen !== null)
        .map((dish) => (
          <DishLine
            key={dish.id}
            dish={dish}
            count={meal.dishes[dish.id] ?? 0}
            most={Math.min(dish.left ?? 20, 20)}
            onCount={(n) => set(dish.id, n)}
          />
        ))}
      {problem && <View className='late'>{problem}</View>}
    </Card>
  )
}

function DishLine({
  dish,
  count,
  most,
  onCount,
}: {
  dish: DishView
  count?: number
  most?: number
  onCount?: (count: number) => void
}) {
  const about = aboutDish(dish)
  return (
    <View className='meal__dish'>
      <View className='meal__name'>
        <View>{dish.name}</View>
        {about && <View className='note'>{tie(about)}</View>}
      </View>
      {onCount && <Stepper label={dish.name} value={count ?? 0} min={0} max={most ?? 1} onChange={onCount} />}
    </View>
  )
}

/** What they pay, and who pays the rest. */
export function priceOf(
  { pay, priceFen, dishes }: Meals['items'][number],
  { payer }: Pick<Meals, 'payer'>,
  meal: MealForm,
  seats: number,
) {
  if (!pay) return null
  const extras = dishes.reduce((sum, dish) => sum + (dish.priceFen ?? 0) * (meal.dishes[dish.id] ?? 0), 0)
  const dueFen = pay.dueFen + (priceFen ?? 0) * (seats - 1) + extras
  const brief = [
    pay.rule && `按 ${pay.rule}`,
    pay.subsidyFen > 0 && `补 ${priceInWords(pay.subsidyFen)}${payer ? `（${payer}）` : ''}`,
    '到了再付',
  ]
  return { dueFen, brief: brief.filter(Boolean).join('，') }
}

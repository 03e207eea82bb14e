import { View } from '@tarojs/components'
import { DIETS, DIET_CODES, type Diet, type MealMode } from '@yike/shared/meals/kinds'
import type { DishView, Meals } from '@yike/shared/meals/schemas'
import { choicesOf, dueOf, extrasOf, modeOf, mostOf, sameForAll, type MealForm } from '@yike/shared/meals/wish'
import { Card, Cell } from '@/kit/card/card'
import { Chips, Choices } from '@/kit/form/chips'
import { Field } from '@/kit/form/field'
import { Stepper } from '@/kit/form/toggles'
import { priceInWords, tie } from '@/kit/base/text'
import { Thumb, thumbOf } from '@/kit/base/thumb'
import './meal-fields.scss'

interface Props {
  meals: Meals
  meal: MealForm
  onChange: (part: Partial<MealForm>) => void
  /** The sentence of the API for a field of the meal. */
  problemWith?: (field: string) => string | undefined
}

/** In the canteen, to take away, or delivered home; and notes for the kitchen. */
export function PickupFields({ meals, meal, onChange, problemWith = () => undefined }: Props) {
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
            maxLength={40}
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
      <View className='meal__diets'>
        <View className='strong'>口味</View>
        <Chips
          all
          options={DIET_CODES.map((value) => ({ value, text: DIETS[value] }))}
          chosen={meal.diets}
          onChange={toggle}
        />
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

/** The dishes of one sitting: common ones, and those to choose. */
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
  const takeOne = (among: readonly DishView[], id: string) =>
    onChange({
      dishes: { ...meal.dishes, ...Object.fromEntries(among.map((dish) => [dish.id, dish.id === id ? 1 : 0])) },
    })
  return (
    <Card>
      {sameForAll(dishes).map((dish) => (
        <DishLine key={dish.id} dish={dish} />
      ))}
      {choicesOf(dishes).map(({ choice, among, usual }) => {
        const chosen = among.find(({ id }) => meal.dishes[id]) ?? usual
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
              <Chips
                all
                options={among.map(({ id, name, left }) => ({
                  value: id,
                  text: left === 0 ? `${name} 订完了` : name,
                }))}
                chosen={[chosen.id]}
                onChange={(id) => takeOne(among, id)}
              />
            )}
          </View>
        )
      })}
      {extrasOf(dishes).map((dish) => (
        <DishLine
          key={dish.id}
          dish={dish}
          count={meal.dishes[dish.id] ?? 0}
          most={mostOf(dish)}
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
  const photo = thumbOf(dish.photo, `${dish.name}的照片`)
  return (
    <View className='meal__dish'>
      {photo && (
        <View className='meal__photo'>
          <Thumb photo={photo} />
        </View>
      )}
      <View className='meal__name'>
        <View>{dish.name}</View>
        {about && <View className='note'>{tie(about)}</View>}
      </View>
      {onCount && <Stepper label={dish.name} value={count ?? 0} min={0} max={most ?? 1} onChange={onCount} />}
    </View>
  )
}

/** Their price, and the payer of the rest. */
export function Price({
  of,
  meals: { payer },
  meal,
  seats,
}: {
  of: Meals['items'][number]
  meals: Pick<Meals, 'payer'>
  meal: MealForm
  seats: number
}) {
  const due = dueOf(of, meal, seats)
  if (!due) return null
  const brief = [
    due.rule && `按 ${due.rule}`,
    due.subsidyFen > 0 && `补 ${priceInWords(due.subsidyFen)}${payer ? `（${payer}）` : ''}`,
    meal.mode === 'delivery' ? '送到再付' : '到了再付',
  ]
  return (
    <Card flush>
      <Cell
        title='价钱'
        brief={brief.filter(Boolean).join('，')}
        extra={<View className='lead'>{tie(priceInWords(due.dueFen))}</View>}
      />
    </Card>
  )
}

import { DIETS, DIET_CODES } from '@yike/shared/meals/kinds'
import type { DishView, Meals } from '@yike/shared/meals/schemas'
import {
  choicesOf,
  dueOf,
  extrasOf,
  modeOf,
  mostOf,
  PLAIN_MEAL,
  sameForAll,
  type MealForm,
} from '@yike/shared/meals/wish'
import { Checkbox, Form, Input, InputNumber, Radio, Segmented } from 'antd'
import { tie, yuan } from '../../../kit/show/text'

interface Props {
  meals: Meals
  of: Meals['items'][number]
  seats: number
}

/** A meal as its eater wants it: dishes, mode, notes for the kitchen, and the amount due. Fields of `meal`. */
export function MealFields({ meals, of, seats }: Props) {
  const meal = { ...PLAIN_MEAL, ...(Form.useWatch('meal') as Partial<MealForm> | undefined) }
  const mode = modeOf(meal, meals)
  const { who } = meals
  const due = dueOf(of, meal, seats)
  return (
    <>
      {of.mine && <p className='refusal'>{`${who?.name ?? ''}这一场已经约了，${of.mine.state.label}`}</p>}
      <Form.Item name={['meal', 'dishes']} noStyle>
        <DishFields dishes={of.dishes} seats={seats} />
      </Form.Item>
      <Form.Item
        name={['meal', 'mode']}
        label='怎么取'
        getValueProps={(chosen: MealForm['mode']) => ({ value: modeOf({ mode: chosen }, meals) })}
      >
        <Segmented options={meals.modes.map(({ code, label }) => ({ value: code, label }))} />
      </Form.Item>
      {mode === 'delivery' && (
        <>
          <Form.Item
            name={['meal', 'address']}
            label='送到哪儿'
            extra={who?.home ? `不写就送到家：${who.home}` : undefined}
            rules={[
              { required: !who?.home, whitespace: !who?.home, message: '没有登记住处，写清小区、楼号、单元、门牌' },
            ]}
          >
            <Input maxLength={100} placeholder={who?.home ?? '小区、楼号、单元、门牌'} />
          </Form.Item>
          <div className='form-row'>
            <Form.Item name={['meal', 'phone']} label='到门口打哪个电话' extra='不写就打留着的那个'>
              <Input inputMode='tel' maxLength={40} />
            </Form.Item>
            <Form.Item name={['meal', 'doorNote']} label='到门口怎么办'>
              <Input maxLength={60} placeholder='没电梯，放门口' />
            </Form.Item>
          </div>
        </>
      )}
      <Form.Item name={['meal', 'diets']} label='口味'>
        <Checkbox.Group options={DIET_CODES.map((value) => ({ value, label: DIETS[value] }))} />
      </Form.Item>
      {due && (
        <p className='book__due nums'>
          <span className='strong'>收 {yuan(due.dueFen)}</span>{' '}
          <span className='note'>
            {[
              due.rule && `按 ${due.rule}`,
              due.subsidyFen > 0 && `补 ${yuan(due.subsidyFen)}${meals.payer ? `（${meals.payer}）` : ''}`,
              '到了再付',
            ]
              .filter(Boolean)
              .join('，')}
          </span>
        </p>
      )}
    </>
  )
}

const aboutDish = ({ priceFen, allergens, left }: DishView) =>
  [
    priceFen !== null && `加 ${yuan(priceFen)}`,
    allergens.length > 0 && `含${allergens.map(({ label }) => label).join('、')}`,
    left !== null && (left === 0 ? '订完了' : `还有 ${tie(left, '份')}`),
  ]
    .filter(Boolean)
    .join('，')

/** Dishes to choose, by number of servings; common dishes are only named. */
function DishFields({
  dishes,
  seats,
  value = {},
  onChange,
}: {
  dishes: readonly DishView[]
  seats: number
  /** Set by the form around it. */
  value?: MealForm['dishes']
  onChange?: (dishes: MealForm['dishes']) => void
}) {
  const set = (counts: MealForm['dishes']) => onChange?.({ ...value, ...counts })
  const count = (dish: DishView, most: number) => (
    <div key={dish.id} className='row book__dish'>
      <span>
        {dish.name} <span className='note'>{aboutDish(dish)}</span>
      </span>
      <InputNumber
        aria-label={dish.name}
        className='push'
        min={0}
        max={most}
        value={value[dish.id] ?? 0}
        onChange={(n) => set({ [dish.id]: n ?? 0 })}
      />
    </div>
  )
  const same = sameForAll(dishes)
  const extras = extrasOf(dishes)
  return (
    <>
      {same.length > 0 && <Form.Item label='菜单'>{same.map(({ name }) => name).join('、')}</Form.Item>}
      {choicesOf(dishes).map(({ choice, among, usual }) => (
        <Form.Item key={choice} label={seats > 1 ? `${choice}，${seats} 份一共选 ${seats} 样` : choice}>
          {seats > 1 ? (
            among.map((dish) => count(dish, seats))
          ) : (
            <Radio.Group
              aria-label={choice}
              value={(among.find(({ id }) => value[id]) ?? usual).id}
              options={among.map(({ id, name, left }) => ({
                value: id,
                label: left === 0 ? `${name} 订完了` : name,
                disabled: left === 0,
              }))}
              onChange={({ target }) =>
                set(Object.fromEntries(among.map(({ id }) => [id, id === target.value ? 1 : 0])))
              }
            />
          )}
        </Form.Item>
      ))}
      {extras.length > 0 && <Form.Item label='加菜'>{extras.map((dish) => count(dish, mostOf(dish)))}</Form.Item>}
    </>
  )
}

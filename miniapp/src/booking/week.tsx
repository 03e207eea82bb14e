import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getMeals } from '@yike/shared/meals/endpoints'
import { MEAL_MODES } from '@yike/shared/meals/kinds'
import { askMeal, choicesOf, PLAIN_MEAL, sameForAll } from '@yike/shared/meals/wish'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { addDays, dayOf, monthAndDay, weekdayLabel } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { PersonChooser } from '@/kit/form/person-chooser'
import { Tick, Toggle } from '@/kit/form/toggles'
import { StatusTag } from '@/kit/base/tag'
import { classes, priceInWords, tie } from '@/kit/base/text'
import { useDraft } from '@/lib/storage/use-draft'
import { PickupFields } from '@/lib/booking-details/meal/meal-fields'
import { useSession } from '@/lib/api/session'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useWeekOrder, type Order } from './use-week-order'
import { type Meal, mealInWords, Results } from './week-results'
import './confirm.scss'
import './week.scss'

const MYSELF = 'me'
const WEEKS = [
  { value: 0, text: '这七天' },
  { value: 7, text: '再后七天' },
] as const

const isFree = ({ availability, mine }: Meal) => !mine && (availability === 'open' || availability === 'few')
const isFull = ({ availability, mine }: Meal) => !mine && availability === 'full'

/** The meal of a week before, ordered again. */
const asLastWeek = ({ sittingId, lastWeek }: Meal, personId: string | undefined): Order => {
  const { mode, diets, address, doorNote, seats } = lastWeek!
  const delivery = mode === 'delivery' ? { address: address ?? undefined, doorNote: doorNote || undefined } : {}
  return { sittingId, personId, seats, orWait: true, details: { meal: { mode, diets, ...delivery } } }
}

/** The meals of a week for one person, ordered at once: days ticked, the mode chosen once. */
export default function WeekPage() {
  const { service: id = '', for: forWhom } = useRouter().params
  const session = useSession()
  const family = useEndpoint(listBeneficiaries, session ? {} : null)
  const [ahead, setAhead] = useState<number>(0)
  const [form, change] = useDraft(`week:${id}`, { person: forWhom ?? MYSELF, meal: PLAIN_MEAL, orWait: true })
  const relative = family.data?.items.find(({ personId }) => personId === form.person)
  const from = addDays(dayOf(new Date()), ahead)
  const known = !session || family.data !== undefined
  const meals = useEndpoint(getMeals, known ? { id, personId: relative?.personId, from, to: addDays(from, 6) } : null)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const order = useWeekOrder(() => {
    setTicked([])
    void meals.reload()
  })
  // Without the family the person is unknown: then no request is sent, and waiting would never end.
  const failure = meals.error ?? family.error
  const reload = () => Promise.all([family.reload(), meals.reload()])
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))

  const { data } = meals
  if (!data)
    return (
      <Page title='一次订一周'>
        {failure ? <Failed error={failure} onRetry={() => void reload()} /> : <Loading shape='sittings' rows={3} />}
      </Page>
    )
  const items = data.items.filter((meal) => isFree(meal) || isFull(meal) || meal.mine)
  const wanted = items.filter(({ sittingId }) => ticked.includes(sittingId))
  const again = items.filter((meal) => meal.lastWeek && !meal.mine)
  const sum = wanted.reduce((total, { pay }) => total + (pay?.dueFen ?? 0), 0)
  const toggle = (sittingId: string) =>
    setTicked((before) =>
      before.includes(sittingId) ? before.filter((one) => one !== sittingId) : [...before, sittingId],
    )
  const submit = () =>
    order.start(
      wanted.map(({ sittingId, dishes }) => ({
        sittingId,
        personId: relative?.personId,
        orWait: form.orWait,
        details: { meal: askMeal({ ...form.meal, dishes: {} }, data, dishes, 1) },
      })),
    )
  const whom = relative?.relation.label ?? '我'

  if (order.orders.length > 0)
    return (
      <Page
        title='一次订一周'
        bar={
          <Button look='main' block off={order.busy} onTap={() => void Taro.redirectTo({ url: '/booking/bookings' })}>
            看我的预约
          </Button>
        }
      >
        <Results meals={data} whom={whom} {...order} onRetry={() => void order.retry()} onBack={order.forget} />
      </Page>
    )
  return (
    <Page
      title='一次订一周'
      keepsWords
      bar={
        <Button look='main' block off={wanted.length === 0} onTap={() => void submit()}>
          {wanted.length === 0
            ? '勾上要订的日子'
            : `给${whom}订 ${wanted.length} 份${sum > 0 ? `，到了一共付 ${priceInWords(sum)}` : ''}`}
        </Button>
      }
    >
      <View className='lead'>{tie(`${data.placeName} ${data.serviceName}`)}</View>
      <View className='week__gap'>
        <PersonChooser
          people={[
            ...(family.data?.items ?? []).map(({ personId, relation, name }) => ({
              id: personId,
              relation: relation.label,
              name,
            })),
            { id: MYSELF, relation: '我', name: session?.name ?? '本人' },
          ]}
          chosen={relative ? form.person : MYSELF}
          onChange={(person) => {
            setTicked([])
            change({ person })
          }}
        />
      </View>
      {again.length > 0 && (
        <Section>
          <Card tone='sea'>
            <View className='phrase'>{tie(againInWords(again))}</View>
            <View className='week__gap'>
              <Button block onTap={() => void order.start(again.map((meal) => asLastWeek(meal, relative?.personId)))}>
                {`和上周一样，订 ${again.length} 份`}
              </Button>
            </View>
          </Card>
        </Section>
      )}
      <Section>
        <Choices
          options={WEEKS}
          chosen={ahead}
          onChange={(next) => {
            setTicked([])
            setAhead(next)
          }}
        />
      </Section>
      {items.length === 0 ? (
        <Section>
          <Empty title='这七天没有能订的了' say='看看再后七天' />
        </Section>
      ) : (
        <Section>
          <Card flush>
            {items.map((meal) => (
              <MealLine
                key={meal.sittingId}
                meal={meal}
                on={ticked.includes(meal.sittingId)}
                onToggle={() => toggle(meal.sittingId)}
              />
            ))}
          </Card>
        </Section>
      )}
      <Section>
        <PickupFields
          meals={data}
          meal={{ ...PLAIN_MEAL, ...form.meal }}
          onChange={(part) => change({ meal: { ...PLAIN_MEAL, ...form.meal, ...part } })}
        />
      </Section>
      <Section>
        <Card flush>
          <Toggle
            title='满了就排队'
            brief='空出位子马上告诉您，夜里不打扰'
            on={form.orWait}
            onChange={(orWait) => change({ orWait })}
          />
        </Card>
      </Section>
    </Page>
  )
}

/** 「上周 周一、周三：送到家」. */
function againInWords(meals: readonly Meal[]) {
  const days = [...new Set(meals.map(({ day }) => weekdayLabel(day)))].join('、')
  const modes = [...new Set(meals.map(({ lastWeek }) => MEAL_MODES[lastWeek!.mode]))].join('、')
  return `上周 ${days}：${modes}`
}

/** Common dishes, and those to choose from; dishes beside the meal have their own price. */
const menuOf = (dishes: Meal['dishes']) =>
  [
    ...sameForAll(dishes).map(({ name }) => name),
    ...choicesOf(dishes).map(({ among }) => among.map(({ name }) => name).join('或')),
  ].join('、')

function MealLine({ meal, on, onToggle }: { meal: Meal; on: boolean; onToggle: () => void }) {
  const { mine, dishes, pay, waiting, day } = meal
  const facts = [
    menuOf(dishes),
    pay && pay.dueFen > 0 && priceInWords(pay.dueFen),
    isFull(meal) && `满了${waiting > 0 ? `，${waiting} 位在排` : ''}`,
  ]
  const words = (
    <View className='week__words'>
      <View className='strong nums'>{tie(mealInWords(meal))}</View>
      <View className='note nums'>{tie([monthAndDay(day, day), ...facts].filter(Boolean).join('，'))}</View>
    </View>
  )
  return (
    <View className={classes('week__line', mine && 'week__line--mine')}>
      {mine ? (
        <>
          {words}
          <StatusTag tone={mine.state.code === 'waiting' ? 'soon' : 'done'}>{mine.state.label}</StatusTag>
        </>
      ) : (
        <Tick label={mealInWords(meal)} on={on} onChange={onToggle}>
          {words}
        </Tick>
      )}
    </View>
  )
}

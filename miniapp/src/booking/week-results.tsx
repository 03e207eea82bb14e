import { View } from '@tarojs/components'
import type { Meals } from '@yike/shared/meals/schemas'
import { clockOf, monthAndDay, weekdayLabel } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { openPage } from '@/lib/phone/open-page'
import { type Order, type Outcome } from './use-week-order'

export type Meal = Meals['items'][number]

/** 「周三 11:30 午餐」. */
export const mealInWords = ({ day, startsAt, title }: Meal) =>
  `${weekdayLabel(day)} ${clockOf(new Date(startsAt))} ${title}`

const OUTCOMES = {
  booked: { tone: 'done', text: '订好了' },
  waiting: { tone: 'soon', text: '排队中' },
  refused: { tone: 'late', text: '没订上' },
} as const

/** The result day by day: nothing is called done that is not. */
export function Results({
  meals,
  whom,
  orders,
  outcomes,
  busy,
  onRetry,
  onBack,
}: {
  meals: Meals
  whom: string
  orders: readonly Order[]
  outcomes: Record<string, Outcome>
  busy: boolean
  onRetry: () => void
  onBack: () => void
}) {
  const count = (how: Outcome['how']) => orders.filter(({ sittingId }) => outcomes[sittingId]?.how === how).length
  const said = [
    `订好 ${count('booked')} 份`,
    count('waiting') > 0 && `排队 ${count('waiting')} 份`,
    count('refused') > 0 && `没订上 ${count('refused')} 份`,
  ]
  return (
    <>
      <View className='title'>{tie(busy ? `正在给${whom}订…` : said.filter(Boolean).join('，'))}</View>
      <Section>
        <Card flush>
          {orders.map(({ sittingId }) => {
            const meal = meals.items.find((one) => one.sittingId === sittingId)
            const outcome = outcomes[sittingId] ?? { how: 'going' }
            return (
              <Cell
                key={sittingId}
                title={meal ? mealInWords(meal) : '这一场撤下了'}
                brief={outcome.how === 'refused' ? outcome.reason : meal && monthAndDay(meal.day, meal.day)}
                extra={
                  outcome.how === 'going' ? (
                    <Tag>正在订…</Tag>
                  ) : (
                    <StatusTag tone={OUTCOMES[outcome.how].tone}>{OUTCOMES[outcome.how].text}</StatusTag>
                  )
                }
                onTap={
                  outcome.how === 'booked' || outcome.how === 'waiting'
                    ? () => void openPage(`/booking/booking?id=${outcome.bookingId}`)
                    : undefined
                }
              />
            )
          })}
        </Card>
      </Section>
      {!busy && (
        <View className='week__gap'>
          {count('refused') > 0 && (
            <Button block onTap={onRetry}>
              {`再试没订上的 ${count('refused')} 份`}
            </Button>
          )}
          <Button look='bare' block onTap={onBack}>
            再订几天
          </Button>
        </View>
      )}
    </>
  )
}

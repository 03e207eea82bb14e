import { View } from '@tarojs/components'
import type { OwnCasework } from '@yike/shared/casework/schemas'
import { dayInFull } from '@yike/shared/time/words'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'

/** The plan: each goal with its steps, and the day on which both look at it again. */
export function Goals({ goals, reviewOn }: Pick<OwnCasework, 'goals' | 'reviewOn'>) {
  if (goals.length === 0) return null
  return (
    <Section title='目标'>
      <Card flush>
        {goals.map(({ goal, steps, reached }) => (
          <Cell
            key={goal}
            icon={reached ? 'check' : 'walk'}
            title={goal}
            brief={steps.join('；') || undefined}
            extra={reached ? '达到了' : undefined}
          />
        ))}
      </Card>
      {reviewOn && <View className='note'>{tie(`${dayInFull(reviewOn)}一起回头看看`)}</View>}
    </Section>
  )
}

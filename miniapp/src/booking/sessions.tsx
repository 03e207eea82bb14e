import { View } from '@tarojs/components'
import type { BookingView } from '@yike/shared/booking/schemas'
import { heldSessions } from '@yike/shared/booking/session-rules'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { Card, Cell, Section } from '@/kit/card/card'
import { dayInWords } from './sitting-labels'

type Came = NonNullable<BookingView['details']['course']>['came']

/**
 * Every session of a course: its time, whether the person came, cancelled ones too. Nothing for a booking with one time
 * only.
 */
export function Sessions({ sessions, came = [] }: { sessions: BookingView['sessions']; came?: Came }) {
  if (sessions.length < 2) return null
  const today = dayOf(new Date())
  return (
    <Section title={`一共 ${heldSessions(sessions).length} 次课`}>
      <Card flush>
        {sessions.map(({ n, startsAt, endsAt, cancelReason }) => {
          const [starts, ends] = [new Date(startsAt), new Date(endsAt)]
          const here = came.find((one) => one.n === n)
          const state = cancelReason ? '停了' : here ? (here.collectedAt ? '接走了' : '到了') : undefined
          return (
            <Cell
              key={n}
              title={`${dayInWords(dayOf(starts), today)} ${clockOf(starts)}–${clockOf(ends)}`}
              brief={
                cancelReason ??
                (here?.collectedAt && `${clockOf(new Date(here.collectedAt))} 由${here.collectedBy}接走`)
              }
              extra={state && <View className='note'>{state}</View>}
            />
          )
        })}
      </Card>
    </Section>
  )
}

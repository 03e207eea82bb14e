import { useState } from 'react'
import { View } from '@tarojs/components'
import { appealNoShow, cancelBooking } from '@yike/shared/booking/endpoints'
import { timeAhead } from '@yike/shared/booking/session-rules'
import type { BookingView } from '@yike/shared/booking/schemas'
import { comingInWords, givingUpInWords } from '@yike/shared/booking/words'
import { clockOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { bookingLabel } from './booking-labels'

export const isInLine = ({ state }: BookingView) => state.code === 'waiting' || state.code === 'offered'

export function AppealSheet({
  booking,
  onClose,
  onDone,
}: {
  booking: BookingView
  onClose: () => void
  onDone: () => void
}) {
  const appeal = useAction(appealNoShow)
  const [words, setWords] = useState('')
  const send = async () => {
    if (await appeal.run({ id: booking.id, words })) onDone()
  }
  return (
    <Sheet
      open
      title={comingInWords(booking) === null ? '为什么没去' : '那天为什么不在'}
      brief='社区看了会回话。有原因的，不算没来。'
      onClose={onClose}
      foot={
        <Button look='main' block busy={appeal.busy && '正在交…'} onTap={() => void send()}>
          说给社区
        </Button>
      }
    >
      <Field
        label='原因'
        long
        value={words}
        maxLength={200}
        problem={appeal.problemWith('words')}
        onChange={setWords}
      />
      {appeal.error && !appeal.problemWith('words') && <Failed error={appeal.error} onRetry={() => void send()} />}
    </Sheet>
  )
}

export function CancelSheet({
  booking,
  onClose,
  onDone,
}: {
  booking: BookingView
  onClose: () => void
  onDone: () => void
}) {
  const cancel = useAction(cancelBooking)
  const give = async () => {
    if (await cancel.run({ id: booking.id })) onDone()
  }
  const { startsAt } = timeAhead(booking, new Date())
  const starts = new Date(startsAt)
  const inLine = isInLine(booking)
  return (
    <Sheet
      open
      title={inLine ? `不排${bookingLabel(booking)}了？` : `${givingUpInWords(booking)}${bookingLabel(booking)}？`}
      brief={`${momentInWords(startsAt, new Date())} ${comingInWords(booking) ?? booking.place.name}`}
      onClose={onClose}
      foot={
        <Button look='danger' block busy={cancel.busy && '正在取消…'} onTap={() => void give()}>
          {inLine ? '不排了' : `取消 ${clockOf(starts)} 这一份`}
        </Button>
      }
    >
      <View className='phrase booking__ask'>
        {inLine ? '轮到的机会让给后面的人。' : '位子会让给别人。改主意了可以再订，有位就行。'}
      </View>
      {cancel.error && <Failed error={cancel.error} onRetry={() => void give()} />}
    </Sheet>
  )
}

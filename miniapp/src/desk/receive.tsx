import { View } from '@tarojs/components'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { receiveMeal } from '@yike/shared/meals/endpoints'
import { PAY_METHOD_CODES, PAY_METHODS } from '@yike/shared/meals/kinds'
import { Button } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { tie } from '@/kit/base/text'
import { useStep } from '@/lib/offline/use-step'

/** 「6 元」, 「7.50 元」. */
export const yuan = (fen: number) => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)} 元`

/** Something is to be paid at the counter. */
export const isDue = ({ details, can }: StaffBooking) => can.checkIn && (details.meal?.dueFen ?? 0) > 0

/** Marks arrived and paid by one tap: how much, and how. */
export function Receive({ booking, onDone }: { booking: StaffBooking; onDone: () => void }) {
  const receive = useStep(receiveMeal)
  const meal = booking.details.meal
  if (!meal) return null
  const take = async (method: (typeof PAY_METHOD_CODES)[number]) => {
    const says = `${booking.who.name} 到了，收${PAY_METHODS[method]} ${yuan(meal.dueFen)}`
    if (await receive.run({ id: booking.id, method }, { about: booking.id, says, dated: true })) onDone()
  }
  return (
    <View className='receive'>
      <View className='num'>{tie(yuan(meal.dueFen))}</View>
      <View className='note'>
        {tie(
          [meal.rule && `按 ${meal.rule}`, meal.subsidyFen > 0 && `补 ${yuan(meal.subsidyFen)}`]
            .filter(Boolean)
            .join('，') || '原价',
        )}
      </View>
      {receive.error && <Failed error={receive.error} />}
      {PAY_METHOD_CODES.map((method, at) => (
        <Button
          key={method}
          look={at === 0 ? 'main' : 'plain'}
          block
          busy={receive.busy && '正在记…'}
          onTap={() => void take(method)}
        >
          {`到了，收${PAY_METHODS[method]} ${yuan(meal.dueFen)}`}
        </Button>
      ))}
    </View>
  )
}

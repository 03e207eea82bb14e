import { View } from '@tarojs/components'
import type { SittingView } from '@yike/shared/booking/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { tie } from '@/kit/base/text'
import type { ApiError } from '@/lib/api/api'
import { dial } from '@/lib/api/community'
import { openPage } from '@/lib/phone/open-page'

/** The reason of a refusal, where the booking was made, with the way on that fits it. */
export function Refusal({
  error,
  instead,
  phone,
  onInstead,
  onWait,
  onOtherDay,
  onRetry,
}: {
  error: ApiError
  /** Another sitting of that day with room. */
  instead: SittingView | undefined
  phone: string
  onInstead: (sitting: SittingView) => void
  /** Left out where there is no line. */
  onWait?: () => void
  onOtherDay: () => void
  onRetry: () => void
}) {
  const seeBookings = () => void openPage('/booking/bookings')
  const wayOn = () => {
    switch (error.code) {
      case 'SITTING_FULL':
      case 'SITTING_CLOSED':
      case 'SITTING_CANCELLED':
      case 'SITTING_NOT_OPEN':
        return instead
          ? {
              say: `${clockOf(new Date(instead.startsAt))} 还有 ${instead.left} 位，换那一批吗？`,
              action: `换到 ${clockOf(new Date(instead.startsAt))}`,
              onTap: () => onInstead(instead),
            }
          : { say: '这天别的时间也没有了。', action: '看别的日子', onTap: onOtherDay }
      case 'ALREADY_BOOKED':
      case 'OVERLAPS':
        return { action: '看已经约好的', onTap: seeBookings }
      case 'REAL_NAME_NEEDED':
        return { action: '看看怎么核对', onTap: () => void openPage('/people/real-name') }
      case 'BOOKING_PAUSED':
      case 'LIMIT_REACHED':
      case 'NOT_ELIGIBLE':
        return { action: '打电话问问', onTap: () => dial(phone) }
      default:
        return null
    }
  }
  const way = wayOn()
  if (!way) return <Failed error={error} onRetry={onRetry} />
  return (
    <Card tone='sand' className='refusal'>
      <View className='phrase'>{tie(error.message)}</View>
      {'say' in way && way.say && <View className='phrase'>{tie(way.say)}</View>}
      <View className='refusal__way'>
        <Button block onTap={way.onTap}>
          {way.action}
        </Button>
        {error.code === 'SITTING_FULL' && onWait && (
          <Button block onTap={onWait}>
            排队等这一批
          </Button>
        )}
      </View>
    </Card>
  )
}

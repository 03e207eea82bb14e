import { useState } from 'react'
import { View } from '@tarojs/components'
import { rescheduleByStaff } from '@yike/shared/booking/endpoints'
import { listCalendar, previewBookingMove } from '@yike/shared/schedule/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { addDays, clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'

const DAYS_AHEAD = 14
const AT_FIRST = 6

/** Moves one booking to another time of its service; whether it fits is shown first. */
export function RescheduleSheet({ booking, onMoved }: { booking: StaffBooking; onMoved: () => void }) {
  const today = dayOf(new Date())
  const { data, error, reload } = useEndpoint(listCalendar, {
    from: today,
    to: addDays(today, DAYS_AHEAD),
    serviceId: booking.service.id,
  })
  const [target, setTarget] = useState<string>()
  const [whole, setWhole] = useState(false)
  const preview = useEndpoint(previewBookingMove, target ? { id: booking.id, sittingId: target } : null)
  const move = useAction(rescheduleByStaff)
  const others = (data?.items ?? []).filter(({ id, can }) => can.book && id !== booking.sitting.id)
  const shown = whole ? others : others.slice(0, AT_FIRST)
  const go = async () => {
    if (target && (await move.run({ id: booking.id, sittingId: target }))) onMoved()
  }
  if (error && !data) return <Failed error={error} onRetry={() => void reload()} />
  if (!data) return <Loading rows={2} />
  if (others.length === 0) return <Empty title='两周里没有别的时间' />
  return (
    <View className='desk__more'>
      <Card flush>
        {shown.map((sitting) => (
          <Cell
            key={sitting.id}
            title={`${dayLabel(sitting.day, today)} ${clockOf(new Date(sitting.startsAt))} ${sitting.title}`}
            extra={sitting.left > 0 ? `余 ${sitting.left} 位` : '满'}
            chosen={sitting.id === target}
            onTap={() => setTarget(sitting.id)}
          />
        ))}
      </Card>
      {shown.length < others.length && (
        <View className='desk__more'>
          <Button block onTap={() => setWhole(true)}>{`再看 ${others.length - shown.length} 个时间`}</Button>
        </View>
      )}
      {target && preview.data && (
        <View className='desk__more'>
          {preview.data.words.map((words) => (
            <View key={words} className={preview.data!.fits ? 'note' : 'desk__note'}>
              {tie(words)}
            </View>
          ))}
        </View>
      )}
      {(preview.error ?? move.error) && <Failed error={(preview.error ?? move.error)!} />}
      <View className='desk__more'>
        <Button
          look='main'
          block
          off={!target || preview.loading || !preview.data?.fits}
          busy={move.busy && '正在改…'}
          onTap={() => void go()}
        >
          改过去
        </Button>
      </View>
    </View>
  )
}

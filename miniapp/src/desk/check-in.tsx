import { useState } from 'react'
import { View } from '@tarojs/components'
import { findForCheckIn } from '@yike/shared/booking/endpoints'
import { timeAhead } from '@yike/shared/booking/session-rules'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { scanCode } from '@/lib/phone/scan'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useAttendance } from './attendance'
import { attendanceInWords, bookedInWords, beneficiaryLabel } from './booking-labels'
import { isDue, Receive } from './receive'
import './desk.scss'
import './kitchen.scss'

const DIGITS = 4

/** Opens by scanning where the phone can, else by the four digits; stays open for the next person. */
export function CheckInSheet({
  placeId,
  first = '',
  onClose,
}: {
  /** Only bookings of this place. */
  placeId?: string
  /** The text of a code that was scanned already. */
  first?: string
  onClose: () => void
}) {
  const [scanned, setScanned] = useState(first)
  const [digits, setDigits] = useState('')
  const code = scanned || (digits.length === DIGITS ? digits : '')
  const { data, error, loading, reload } = useEndpoint(findForCheckIn, code ? { code, placeId } : null)
  const found = code && !error ? data?.items : undefined

  const next = (read: string) => {
    setDigits('')
    setScanned(read)
  }
  const scan = async () => {
    const read = await scanCode?.()
    if (read) next(read)
  }
  return (
    <Sheet
      open
      title='谁到了'
      brief={scanCode ? '扫他的码，或者输取餐号、身份证后四位' : '问他要取餐号，忘了就报身份证后四位'}
      onClose={onClose}
    >
      <Field
        label='取餐号，或者身份证后四位'
        type='idcard'
        maxLength={DIGITS}
        placeholder='4 位'
        value={digits}
        onChange={(typed) => {
          setScanned('')
          setDigits(typed.toUpperCase().replace(/[^\dX]/g, ''))
        }}
      />
      {scanCode && (
        <Button icon='qr' block onTap={() => void scan()}>
          {found ? '扫下一位' : '扫码'}
        </Button>
      )}
      <View className='desk__found'>
        {error ? (
          <Failed error={error} onRetry={error.code === 'NOT_FOUND' ? undefined : () => void reload()} />
        ) : found ? (
          found.map((booking) => (
            <Found key={booking.id} booking={booking} onNext={() => next('')} onPaid={() => void reload()} />
          ))
        ) : (
          loading && <Loading rows={1} />
        )}
      </View>
    </Sheet>
  )
}

function Found({ booking: read, onNext, onPaid }: { booking: StaffBooking; onNext: () => void; onPaid: () => void }) {
  const [changed, setChanged] = useState<StaffBooking>()
  const { arrive, undo, busy, error } = useAttendance((after) => (after === 'waiting' ? onNext() : setChanged(after)))
  const booking = changed ?? read
  const { can, place, sitting, note } = booking
  const starts = new Date(timeAhead(booking, new Date()).startsAt)
  const day = dayLabel(dayOf(starts), dayOf(new Date()))
  return (
    <Card tone={note ? 'sand' : 'sea'} className='desk__person'>
      <View className='title'>{tie(beneficiaryLabel(booking))}</View>
      <View className='note nums'>{tie(`${day} ${clockOf(starts)} ${sitting.title}，${place.name}`)}</View>
      <View className='note'>{bookedInWords(booking)}</View>
      {note && <View className='strong desk__note'>{tie(note)}</View>}
      {error && <Failed error={error} />}
      {isDue(booking) && <Receive booking={booking} onDone={onPaid} />}
      {can.checkIn ? (
        <Button
          look={isDue(booking) ? 'plain' : 'main'}
          block
          busy={busy && '正在记…'}
          onTap={() => void arrive(booking)}
        >
          {isDue(booking) ? `${booking.who.name} 到了，先不收` : `${booking.who.name} 到了`}
        </Button>
      ) : can.undoCheckIn ? (
        <>
          <StatusTag tone='done'>{attendanceInWords(booking)}</StatusTag>
          <Buttons>
            <Button busy={busy && '正在改…'} onTap={() => void undo(booking)}>
              点错了，改回
            </Button>
            <Button look='main' onTap={onNext}>
              下一位
            </Button>
          </Buttons>
        </>
      ) : (
        <Tag tone='late'>{attendanceInWords(booking)}</Tag>
      )}
    </Card>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import { showBookingPhone } from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { Button, Buttons } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { StatusTag, Tag } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { CallButton } from '@/lib/parts/call-button'
import { useAttendance } from './attendance'
import { attendanceInWords, bookedInWords, beneficiaryLabel } from './booking-labels'
import { RescheduleSheet } from './reschedule-sheet'
import { OfferButtons, offerInWords, useOffer } from './offer-buttons'
import { isDue, Receive } from './receive'

export function Row({
  booking,
  waits,
  onChange,
  onLook,
}: {
  booking: StaffBooking
  /** Something done to it has not gone out yet. */
  waits: boolean
  onChange: () => Promise<void>
  onLook: () => void
}) {
  const { arrive, undo, busy, error } = useAttendance(() => void onChange())
  const { code, note, can } = booking
  return (
    <View className='attend'>
      <View className='attend__row'>
        <Tap className='attend__who' role='link' onTap={onLook}>
          <View className='lead'>{tie(beneficiaryLabel(booking))}</View>
          <View className='note nums'>{[code, bookedInWords(booking)].join('，')}</View>
          {offerInWords(booking) && <View className='note nums'>{tie(offerInWords(booking)!)}</View>}
          {note && <View className='desk__note'>{tie(note)}</View>}
        </Tap>
        {waits ? (
          <Tag tone='soon'>没发出去</Tag>
        ) : can.checkIn ? (
          <Button busy={busy && '在记…'} onTap={() => (isDue(booking) ? onLook() : void arrive(booking))}>
            {isDue(booking) ? '收钱' : '到了'}
          </Button>
        ) : (
          <View className='attend__state'>
            {can.undoCheckIn ? (
              <>
                <StatusTag tone='done'>{attendanceInWords(booking)}</StatusTag>
                <Button look='bare' busy={busy && '在改…'} onTap={() => void undo(booking)}>
                  改回
                </Button>
              </>
            ) : (
              <Tag>{attendanceInWords(booking)}</Tag>
            )}
          </View>
        )}
      </View>
      {error && <Failed error={error} />}
    </View>
  )
}

export function Details({
  booking,
  onClose,
  onChange,
}: {
  booking: StaffBooking
  onClose: () => void
  onChange: () => Promise<void>
}) {
  const { arrive, undo, absent, busy, error } = useAttendance(() => {
    onClose()
    void onChange()
  })
  const turn = useOffer(() => {
    onClose()
    void onChange()
  })
  const [moving, setMoving] = useState(false)
  const { id, code, note, can, phoneLast4, cancelReason } = booking
  const facts = [
    `取餐号 ${code}`,
    bookedInWords(booking),
    phoneLast4 && `电话尾号 ${phoneLast4}`,
    offerInWords(booking) ?? attendanceInWords(booking),
    cancelReason,
  ]
  return (
    <Sheet open title={beneficiaryLabel(booking)} brief={facts.filter(Boolean).join('，')} onClose={onClose}>
      {note && <View className='strong desk__note'>{tie(note)}</View>}
      {phoneLast4 && <CallButton of={showBookingPhone} input={{ id }} name={booking.who.name} last4={phoneLast4} />}
      {(error ?? turn.error) && <Failed error={(error ?? turn.error)!} />}
      <OfferButtons booking={booking} turn={turn} />
      {can.reschedule && !moving && (
        <View className='desk__more'>
          <Button block onTap={() => setMoving(true)}>
            改到别的时间
          </Button>
        </View>
      )}
      {moving && (
        <RescheduleSheet
          booking={booking}
          onMoved={() => {
            onClose()
            void onChange()
          }}
        />
      )}
      {isDue(booking) && (
        <Receive
          booking={booking}
          onDone={() => {
            onClose()
            void onChange()
          }}
        />
      )}
      <Buttons>
        {can.noShow && (
          <Button look='danger' off={busy} onTap={() => void absent(booking)}>
            没来
          </Button>
        )}
        {can.undoCheckIn && (
          <Button off={busy} onTap={() => void undo(booking)}>
            点错了，改回没到
          </Button>
        )}
        {can.checkIn && (
          <Button look={isDue(booking) ? 'plain' : 'main'} off={busy} onTap={() => void arrive(booking)}>
            {isDue(booking) ? '到了，先不收' : '到了'}
          </Button>
        )}
      </Buttons>
    </Sheet>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import { bookOnBehalf } from '@yike/shared/booking/endpoints'
import type { StaffBooking, StaffSitting } from '@yike/shared/booking/schemas'
import { getService } from '@yike/shared/directory/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Chips, Choices } from '@/kit/form/chips'
import { Failed, Loading } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { Stepper } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'
import { EMPTY_DETAILS } from '@/lib/booking-details/details-context'
import { useBookingDetails } from '@/lib/booking-details/use-booking-details'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './desk.scss'

export type Guest = Pick<PersonFound, 'id' | 'name'>

const CHANNELS = [
  { value: 'counter', text: '当面' },
  { value: 'phone', text: '打电话来的' },
] as const
type Channel = (typeof CHANNELS)[number]['value']

const EMPTY = {
  seats: 1,
  wishes: [] as string[],
  words: '',
  channel: 'counter' as Channel,
  ...EMPTY_DETAILS,
}

/**
 * All fields of a resident's booking, filled in for them. When it is full: the line, or one more place after a warning.
 */
export function BookFields({
  sitting,
  person,
  onOther,
  onBooked,
  onClose,
}: {
  sitting: StaffSitting
  person: Guest
  /** Chooses another person; left out where the person is fixed. */
  onOther?: () => void
  onBooked: (booking: StaffBooking) => void
  onClose: () => void
}) {
  const { id: sittingId, serviceId, kind, day } = sitting
  const service = useEndpoint(getService, { id: serviceId })
  const book = useAction(bookOnBehalf)
  const [form, setForm] = useState(EMPTY)
  const change = (part: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...part }))

  const { maxSeats = 1, noteChoices = [] } = service.data ?? {}
  const seats = Math.min(form.seats, maxSeats)
  const ofKind = useBookingDetails(
    {
      kind: kind.code,
      serviceId,
      sittingId,
      day,
      seats,
      personId: person.id,
      personName: person.name,
      atCounter: true,
      problemWith: book.problemWith,
    },
    { form, change },
  )
  const missing = service.data ? ofKind.missing : service
  const wishes = ofKind.asksWishes ? [] : form.wishes
  const toggle = (wish: string) =>
    change({ wishes: wishes.includes(wish) ? wishes.filter((one) => one !== wish) : [...wishes, wish] })

  const submit = async (how: { orWait?: true; overbook?: true } = {}) => {
    const note = [...wishes, form.words.trim()].filter(Boolean).join('，')
    const made = await book.run({
      sittingId,
      personId: person.id,
      seats,
      channel: form.channel,
      note: note || undefined,
      details: ofKind.details,
      ...how,
    })
    if (made) onBooked(made)
  }
  const isFull = book.error?.code === 'SITTING_FULL'
  const facts = [
    dayLabel(day, dayOf(new Date())),
    sitting.placeName,
    sitting.left > 0 ? `还空 ${sitting.left} 位` : '满了，可以排队',
  ]
  return (
    <Sheet
      open
      title={`${clockOf(new Date(sitting.startsAt))} ${sitting.title}`}
      brief={facts.join('，')}
      onClose={onClose}
      foot={
        isFull ? (
          <>
            <View className='desk__note'>{tie(book.error!.message)}</View>
            <View className='note'>加位会超过名额，先确认现场坐得下、饭够。</View>
            <Buttons>
              <Button look='danger' off={book.busy} onTap={() => void submit({ overbook: true })}>
                加一个位子
              </Button>
              <Button look='main' off={book.busy} onTap={() => void submit({ orWait: true })}>
                排队等
              </Button>
            </Buttons>
          </>
        ) : (
          <>
            {book.error && <Failed error={book.error} onRetry={() => void submit()} />}
            <Button
              look='main'
              block
              off={missing !== undefined}
              busy={book.busy && '正在约…'}
              onTap={() => void submit()}
            >
              {`给${person.name}约好`}
            </Button>
          </>
        )
      }
    >
      {onOther && (
        <Card flush>
          <Cell title={person.name} extra='换人' onTap={onOther} />
        </Card>
      )}
      {missing?.error ? (
        <Failed error={missing.error} onRetry={() => void missing.reload()} />
      ) : missing ? (
        <Loading rows={2} />
      ) : (
        <View className='desk__wants'>
          {maxSeats > 1 && (
            <FieldFrame label='几份'>
              <Stepper label='几份' value={seats} max={maxSeats} onChange={(to) => change({ seats: to })} />
            </FieldFrame>
          )}
          {ofKind.fields}
          {noteChoices.length > 0 && !ofKind.asksWishes && (
            <FieldFrame label='有什么要求'>
              <Chips
                all
                options={noteChoices.map((choice) => ({ value: choice, text: choice }))}
                chosen={wishes}
                onChange={toggle}
              />
            </FieldFrame>
          )}
          <Field
            label='还要记什么'
            optional='不写也行'
            maxLength={60}
            value={form.words}
            onChange={(words) => change({ words })}
          />
          <FieldFrame label='怎么约的'>
            <Choices options={CHANNELS} chosen={form.channel} onChange={(channel) => change({ channel })} />
          </FieldFrame>
          {service.data?.eligibility && <View className='note'>{tie(service.data.eligibility)}</View>}
          {ofKind.price}
        </View>
      )}
    </Sheet>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import type { BookingView } from '@yike/shared/booking/schemas'
import { extendMyLoan } from '@yike/shared/loans/endpoints'
import type { LoanOfBooking } from '@yike/shared/loans/schemas'
import { addDays, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { MonthDays } from '@/kit/form/month-days'
import { Sheet } from '@/kit/sheet/sheet'
import { StatusTag, Tag } from '@/kit/base/tag'
import { useAction } from '@/lib/api/use-action'
import { openPage } from '@/lib/phone/open-page'

const WEEKS_LONGER = 5

function ExtendSheet({
  id,
  loan,
  onClose,
  onDone,
}: {
  id: string
  loan: LoanOfBooking
  onClose: () => void
  onDone: () => void
}) {
  const extend = useAction(extendMyLoan)
  const [to, setTo] = useState<string | null>(null)
  const today = dayOf(new Date())
  const days = Array.from({ length: WEEKS_LONGER * 7 }, (_, n) => addDays(loan.to, n))
  const send = async () => {
    if (to && (await extend.run({ id, to }))) onDone()
  }
  return (
    <Sheet
      open
      title='用到哪天再还'
      brief={`原来${dayLabel(loan.to, today)}还。没人等就能续。`}
      onClose={onClose}
      foot={
        <Button look='main' block off={!to} busy={extend.busy && '正在续…'} onTap={() => void send()}>
          {to ? `续到${dayLabel(to, today)}` : '先点哪天还'}
        </Button>
      }
    >
      <MonthDays days={days} from={loan.to} to={to} isShut={(day) => day <= loan.to || day < today} onChoose={setTo} />
      {extend.error && <Failed error={extend.error} />}
    </Sheet>
  )
}

function LoanPart({ booking, loan, onChanged }: { booking: BookingView; loan: LoanOfBooking; onChanged: () => void }) {
  const [extending, setExtending] = useState(false)
  const today = dayOf(new Date())
  const { thing, from, to, hours, state } = loan
  const isOut = state.code === 'out' || state.code === 'overdue'
  return (
    <Section title='借的'>
      <Card flush>
        {thing && (
          <Cell
            icon='bag'
            title={`${thing.name} ${thing.number}`}
            brief={`${isOut ? '还到' : '在'}${thing.shelf}${isOut ? '' : '取'}`}
          />
        )}
        <Cell
          icon='calendar'
          title={
            hours
              ? `${dayLabel(from, today)} ${hours}`
              : from === to
                ? `${dayLabel(from, today)}取，当天还`
                : `${dayLabel(from, today)}取，${dayLabel(to, today)}还`
          }
          extra={
            state.code === 'overdue' ? (
              <StatusTag tone='late'>{state.label}</StatusTag>
            ) : (
              <Tag tone={isOut ? 'go' : 'plain'}>{state.label}</Tag>
            )
          }
        />
      </Card>
      {isOut && !hours && (
        <View className='booking__ways'>
          <Button block onTap={() => setExtending(true)}>
            再用几天，续借
          </Button>
        </View>
      )}
      {extending && (
        <ExtendSheet
          id={booking.id}
          loan={loan}
          onClose={() => setExtending(false)}
          onDone={() => {
            setExtending(false)
            onChanged()
          }}
        />
      )}
    </Section>
  )
}

/** The details of a booking beside its time: the carer, the thing lent. */
export function DetailsSections({ booking, onChanged }: { booking: BookingView; onChanged: () => void }) {
  const { visit, loan } = booking.details
  return (
    <>
      {visit && (
        <Section>
          <Card flush>
            <Cell
              icon='care'
              title={`${visit.carer.name}上门`}
              brief={booking.state.code === 'checked_in' ? '看做了哪些' : '看谁来、做哪些'}
              onTap={() => void openPage(`/booking/visit?id=${booking.id}`)}
            />
          </Card>
        </Section>
      )}
      {loan && <LoanPart booking={booking} loan={loan} onChanged={onChanged} />}
    </>
  )
}

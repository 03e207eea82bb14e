import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { decideAppeal, listAppeals, listOffers, showBookingPhone } from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint, type Read } from '@/lib/api/use-endpoint'
import { CallButton } from '@/lib/parts/call-button'
import { bookedInWords, beneficiaryLabel } from './booking-labels'
import { OfferButtons, offerInWords, useOffer } from './offer-buttons'
import './desk.scss'

/** People to phone because their turn has come, and people who explained why they did not come. */
export default function CallsPage() {
  const me = useEndpoint(getStaffMe, {})
  const answers = me.data?.permissions.includes('booking.cancel') ?? false
  const offers = useEndpoint(listOffers, {})
  const appeals = useEndpoint(listAppeals, answers ? {} : null)
  const refresh = () => Promise.all([offers.reload(), appeals.reload()]).then(() => undefined)
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='打电话、答说明'>
      <Section title='要打电话的'>
        <List read={offers} none='眼下没有等答应的'>
          {(booking) => <Offer key={booking.id} booking={booking} onChange={() => void offers.reload()} />}
        </List>
      </Section>
      {answers && (
        <Section title='没来的说明'>
          <List read={appeals} none='没有等答复的说明'>
            {(booking) => <Appeal key={booking.id} booking={booking} onChange={() => void appeals.reload()} />}
          </List>
        </Section>
      )}
    </Page>
  )
}

function List({
  read: { data, error, reload },
  none,
  children,
}: {
  read: Read<{ items: StaffBooking[] }>
  none: string
  children: (booking: StaffBooking) => React.ReactNode
}) {
  if (error && !data) return <Failed error={error} onRetry={() => void reload()} />
  if (!data) return <Loading rows={1} />
  if (data.items.length === 0) return <Empty title={none} />
  return <>{data.items.map(children)}</>
}

function Facts({ booking }: { booking: StaffBooking }) {
  const { id, service, sitting, startsAt, phoneLast4, appeal } = booking
  const turn = offerInWords(booking)
  return (
    <>
      <View className='lead'>{tie(beneficiaryLabel(booking))}</View>
      <View className='note nums'>
        {tie(`${momentInWords(startsAt, new Date())} ${service.name} ${sitting.title}`)}
      </View>
      <View className='note nums'>{bookedInWords(booking)}</View>
      <CallButton of={showBookingPhone} input={{ id }} name={booking.who.name} last4={phoneLast4} />
      {turn && <View className='desk__note nums'>{tie(turn)}</View>}
      {appeal && <View className='desk__words'>{`“${appeal.words}”`}</View>}
    </>
  )
}

function Offer({ booking, onChange }: { booking: StaffBooking; onChange: () => void }) {
  const turn = useOffer(onChange)
  return (
    <Card className='desk__call'>
      <Facts booking={booking} />
      {turn.error && <Failed error={turn.error} />}
      <OfferButtons booking={booking} turn={turn} />
    </Card>
  )
}

function Appeal({ booking, onChange }: { booking: StaffBooking; onChange: () => void }) {
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const decide = useAction(decideAppeal)
  const run = async (accept: boolean, why: string) => {
    if (await decide.run({ id: booking.id, accept, reason: why })) onChange()
  }
  return (
    <Card className='desk__call'>
      <Facts booking={booking} />
      {decide.error && <Failed error={decide.error} />}
      <Buttons>
        <Button off={decide.busy} onTap={() => setRefusing(true)}>
          还是算
        </Button>
        <Button look='main' off={decide.busy} onTap={() => void run(true, '有事没来，这次不算')}>
          不算没来
        </Button>
      </Buttons>
      <Sheet
        open={refusing}
        title={`答复${booking.who.name}`}
        brief='这一次还是算没来，原因会发给居民'
        foot={
          <Button
            look='main'
            block
            off={reason.trim().length < 2}
            busy={decide.busy && '正在发…'}
            onTap={() => void run(false, reason.trim())}
          >
            就这么答复
          </Button>
        }
        onClose={() => setRefusing(false)}
      >
        <Field label='为什么' long maxLength={100} value={reason} onChange={setReason} />
      </Sheet>
    </Card>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { bookOnBehalf, listDay } from '@yike/shared/booking/endpoints'
import type { StaffBooking, StaffSitting } from '@yike/shared/booking/schemas'
import { getService } from '@yike/shared/directory/endpoints'
import { addDays, clockOf, dayLabel, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { Button } from '@/kit/button'
import { Card, Cell, Section } from '@/kit/card'
import { Chips, Choices } from '@/kit/chips'
import { DayStrip } from '@/kit/day-strip'
import { Empty, Failed, Loading } from '@/kit/faces'
import { Field, FieldFrame, SearchBox } from '@/kit/field'
import { Page } from '@/kit/page'
import { Sheet } from '@/kit/sheet'
import { Stepper } from '@/kit/switches'
import { tie } from '@/kit/words'
import { useAction } from '@/lib/use-action'
import { useEndpoint } from '@/lib/use-endpoint'
import './desk.scss'

const DAYS = 14
const CHANNELS = [
  { value: 'counter', text: '当面' },
  { value: 'phone', text: '打电话来的' },
] as const
type Channel = (typeof CHANNELS)[number]['value']

const nameOf = ({ title, serviceName }: StaffSitting) =>
  title.startsWith(serviceName) ? title : `${serviceName} ${title}`
const leftOf = ({ capacity, taken }: StaffSitting) => Math.max(0, capacity - taken)

/** Books for somebody who stands before one: the day, the sitting, and yes. */
export default function DeskBookPage() {
  const { person = '', name: encoded = '' } = useRouter().params
  const name = decodeURIComponent(encoded)
  const today = dayOf(new Date())
  const [day, setDay] = useState(today)
  const [word, setWord] = useState('')
  const [chosen, setChosen] = useState<StaffSitting | null>(null)
  const [booked, setBooked] = useState<StaffBooking | null>(null)
  const { data, error, reload } = useEndpoint(listDay, { day })
  const open = (data?.items ?? []).filter(
    (sitting) => sitting.can.book && `${nameOf(sitting)}${sitting.placeName}`.includes(word.trim()),
  )
  const days = Array.from({ length: DAYS }, (_, ahead) => {
    const shown = addDays(today, ahead)
    return { day: shown, weekday: ahead === 0 ? '今天' : weekdayLabel(shown), shut: false }
  })
  if (booked) return <Booked booking={booked} name={name} onAgain={() => setBooked(null)} />
  return (
    <Page title={`帮${name}预约`}>
      <DayStrip days={days} chosen={day} onChange={setDay} />
      <View className='section'>
        <SearchBox label='找服务' placeholder='午餐、助浴、食堂' value={word} maxLength={20} onChange={setWord} />
      </View>
      <Section title={`${dayLabel(day, today)}能约的`}>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading />
        ) : open.length === 0 ? (
          <Empty title='这一天没有能约的' say='换一天看看' />
        ) : (
          <Card flush>
            {open.map((sitting) => (
              <Cell
                key={sitting.id}
                title={tie(`${clockOf(new Date(sitting.startsAt))} ${nameOf(sitting)}`)}
                brief={tie(sitting.placeName)}
                extra={leftOf(sitting) > 0 ? `余 ${leftOf(sitting)}` : '满'}
                onTap={() => setChosen(sitting)}
              />
            ))}
          </Card>
        )}
      </Section>
      {chosen && (
        <ConfirmSheet
          sitting={chosen}
          personId={person}
          name={name}
          onClose={() => setChosen(null)}
          onBooked={(made) => {
            setChosen(null)
            setBooked(made)
          }}
        />
      )}
    </Page>
  )
}

function ConfirmSheet({
  sitting,
  personId,
  name,
  onClose,
  onBooked,
}: {
  sitting: StaffSitting
  personId: string
  name: string
  onClose: () => void
  onBooked: (booking: StaffBooking) => void
}) {
  const service = useEndpoint(getService, { id: sitting.serviceId })
  const book = useAction(bookOnBehalf)
  const [seats, setSeats] = useState(1)
  const [wishes, setWishes] = useState<string[]>([])
  const [words, setWords] = useState('')
  const [channel, setChannel] = useState<Channel>('counter')
  const starts = new Date(sitting.startsAt)
  const { maxSeats = 1, noteChoices = [] } = service.data ?? {}
  const submit = async () => {
    const note = [...wishes, words.trim()].filter(Boolean).join('，')
    const made = await book.run({ sittingId: sitting.id, personId, seats, channel, note: note || undefined })
    if (made) onBooked(made)
  }
  return (
    <Sheet
      open
      title={`${clockOf(starts)} ${nameOf(sitting)}`}
      brief={[dayLabel(sitting.day, dayOf(new Date())), sitting.placeName, sitting.menu.join('、')]
        .filter(Boolean)
        .join('，')}
      onClose={onClose}
      foot={
        <Button look='main' block busy={book.busy && '正在约…'} onTap={() => void submit()}>
          {`帮${name}约好`}
        </Button>
      }
    >
      {maxSeats > 1 && (
        <FieldFrame label='几份'>
          <Stepper label='几份' value={seats} max={maxSeats} onChange={setSeats} />
        </FieldFrame>
      )}
      {noteChoices.length > 0 && (
        <FieldFrame label='有什么要求'>
          <View className='desk__chips'>
            <Chips
              options={noteChoices.map((choice) => ({ value: choice, text: choice }))}
              chosen={wishes}
              onChange={(wish) =>
                setWishes(wishes.includes(wish) ? wishes.filter((one) => one !== wish) : [...wishes, wish])
              }
            />
          </View>
        </FieldFrame>
      )}
      <Field label='还要记什么' optional='不写也行' maxLength={60} value={words} onChange={setWords} />
      <FieldFrame label='怎么约的'>
        <Choices options={CHANNELS} chosen={channel} onChange={setChannel} />
      </FieldFrame>
      {service.data?.eligibility && <View className='note'>{tie(service.data.eligibility)}</View>}
      {book.error && <Failed error={book.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

/** What is said aloud and written on a slip of paper. */
function Booked({ booking, name, onAgain }: { booking: StaffBooking; name: string; onAgain: () => void }) {
  const starts = new Date(booking.startsAt)
  return (
    <Page
      title='约好了'
      bar={
        <Button look='main' block onTap={() => void Taro.navigateBack()}>
          回到这位居民
        </Button>
      }
    >
      <Card tone='sea'>
        <View className='note nums'>
          {tie(`${name}，${dayLabel(dayOf(starts), dayOf(new Date()))} ${clockOf(starts)}`)}
        </View>
        <View className='lead'>{tie(`${booking.service.name}，${booking.place.name}`)}</View>
        <View className='num desk__digits'>{booking.code}</View>
        <View className='phrase'>到了报这四个数，或者报姓名。抄一张条子给他。</View>
      </Card>
      <View className='desk__more'>
        <Button block onTap={onAgain}>
          再约一个
        </Button>
      </View>
    </Page>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import type { StaffBooking, StaffSitting } from '@yike/shared/booking/schemas'
import { findPeople } from '@yike/shared/people/endpoints'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { SearchBox } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { priceInWords, tie } from '@/kit/base/text'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useDebounced } from '@/lib/phone/use-debounced'
import { BookFields, type Guest } from './book-fields'
import { PersonCell } from '@/lib/parts/person-cell'
import { RegisterSheet } from './register-sheet'

/** Books one sitting for somebody at the counter or on the phone: the person, their wishes, and yes. */
export function BookSheet({
  sitting,
  guest,
  onClose,
}: {
  sitting: StaffSitting
  /** The person it is for, where that is known already. */
  guest?: Guest
  onClose: () => void
}) {
  const [person, setPerson] = useState<Guest | undefined>(guest)
  const [booked, setBooked] = useState<StaffBooking>()
  if (booked) return <Booked booking={booked} onClose={onClose} />
  if (!person) return <FindSheet sitting={sitting} onFound={setPerson} onClose={onClose} />
  return (
    <BookFields
      sitting={sitting}
      person={person}
      onOther={guest ? undefined : () => setPerson(undefined)}
      onBooked={setBooked}
      onClose={onClose}
    />
  )
}

function FindSheet({
  sitting,
  onFound,
  onClose,
}: {
  sitting: StaffSitting
  onFound: (person: Guest) => void
  onClose: () => void
}) {
  const [q, setQ] = useState('')
  const query = useDebounced(q.trim())
  const { data, error, reload } = useEndpoint(findPeople, { q: query || undefined })
  const [registering, setRegistering] = useState(false)
  if (registering) return <RegisterSheet onClose={() => setRegistering(false)} onDone={onFound} />
  return (
    <Sheet
      open
      title={`替人约 ${clockOf(new Date(sitting.startsAt))} ${sitting.title}`}
      brief={sitting.left > 0 ? `还空 ${sitting.left} 位` : '满了，可以排队'}
      onClose={onClose}
      foot={
        <Button icon='plus' block onTap={() => setRegistering(true)}>
          没找到，登记一位
        </Button>
      }
    >
      <SearchBox label='找这位居民' placeholder='姓名、电话尾号、楼号' value={q} maxLength={40} onChange={setQ} />
      <View className='desk__more'>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading rows={1} />
        ) : data.items.length === 0 ? (
          <Empty
            title={query ? `没找到“${query}”` : '还没有帮过谁'}
            say={query ? '换电话尾号或楼号找找，没登记的先登记' : '写姓名、电话尾号或楼号，就在这里看到'}
          />
        ) : (
          <Card flush>
            {data.items.map((one) => (
              <PersonCell key={one.id} person={one} onTap={() => onFound(one)} />
            ))}
          </Card>
        )}
      </View>
    </Sheet>
  )
}

/** The facts to say aloud and to write on a slip of paper. */
function Booked({ booking, onClose }: { booking: StaffBooking; onClose: () => void }) {
  const { who, code, state, waiting, service, place, details } = booking
  const starts = new Date(booking.startsAt)
  const { meal } = details
  const waits = state.code === 'waiting'
  return (
    <Sheet
      open
      title={waits ? `${who.name}排上队了，前面 ${waiting?.ahead ?? 0} 位` : `${who.name}约好了`}
      brief='本人和家人会收到消息'
      onClose={onClose}
      foot={
        <Button look='main' block onTap={onClose}>
          知道了
        </Button>
      }
    >
      <Card tone='sea'>
        <View className='note nums'>{tie(`${dayLabel(dayOf(starts), dayOf(new Date()))} ${clockOf(starts)}`)}</View>
        <View className='lead'>{tie(`${service.name}，${place.name}`)}</View>
        {meal && (
          <View className='note'>
            {tie(
              [
                meal.address ? `${meal.mode.label}：${meal.address}` : meal.mode.label,
                ...meal.diets.map(({ label }) => label),
                `收 ${priceInWords(meal.dueFen)}`,
              ].join('，'),
            )}
          </View>
        )}
        {!waits && (
          <>
            <View className='num desk__digits'>{code}</View>
            <View className='phrase'>
              {meal?.address ? '送到门口报这四个数，或者报姓名。' : '到了报这四个数，或者报姓名。抄一张条子给他。'}
            </View>
          </>
        )}
      </Card>
    </Sheet>
  )
}

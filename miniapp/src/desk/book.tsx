import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { listDay } from '@yike/shared/booking/endpoints'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import { addDays, clockOf, dayLabel, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { Card, Cell, Section } from '@/kit/card/card'
import { DayStrip } from '@/kit/form/day-strip'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { SearchBox } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { BookSheet } from './book-sheet'
import './desk.scss'

const DAYS = 14
const nameOf = ({ title, serviceName }: StaffSitting) =>
  title.startsWith(serviceName) ? title : `${serviceName} ${title}`
const leftOf = ({ capacity, taken }: StaffSitting) => Math.max(0, capacity - taken)

/** Books for somebody at the counter: the day, the sitting, and yes. */
export default function DeskBookPage() {
  const { person: id = '', name: encoded = '' } = useRouter().params
  const name = decodeURIComponent(encoded)
  const today = dayOf(new Date())
  const [day, setDay] = useState(today)
  const [word, setWord] = useState('')
  const [chosen, setChosen] = useState<StaffSitting | null>(null)
  const { data, error, reload } = useEndpoint(listDay, { day })
  const open = (data?.items ?? []).filter(
    (sitting) => sitting.can.book && `${nameOf(sitting)}${sitting.placeName}`.includes(word.trim()),
  )
  const days = Array.from({ length: DAYS }, (_, ahead) => {
    const shown = addDays(today, ahead)
    return { day: shown, weekday: ahead === 0 ? '今天' : weekdayLabel(shown), shut: false }
  })
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
        <BookSheet
          sitting={chosen}
          guest={{ id, name }}
          onClose={() => {
            setChosen(null)
            void reload()
          }}
        />
      )}
    </Page>
  )
}

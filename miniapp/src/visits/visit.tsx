import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { clockOf } from '@yike/shared/time/china'
import type { CarerVisit } from '@yike/shared/visits/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { openMap } from '@/lib/phone/open-map'
import { openPage } from '@/lib/phone/open-page'
import { DoorSheet, type Way } from './door-sheet'
import { ReportForm } from './report-form'
import { useMyDay } from './use-my-day'
import './visits.scss'

function Facts({ visit }: { visit: CarerVisit }) {
  const { who, address, position, phone, family, wish, walkMinutes } = visit
  const way = walkMinutes === null ? undefined : `从上一家走 ${walkMinutes} 分钟`
  return (
    <Card flush>
      <Cell
        icon='walk'
        title={address}
        brief={way}
        onTap={position ? () => openMap({ name: who.name, address, position }) : undefined}
      />
      {phone && <Cell icon='phone' title={`给${who.name}打电话`} brief={phone} onTap={() => dial(phone)} />}
      {family.map((one) => (
        <Cell
          key={one.phone}
          icon='family'
          title={`给家人${one.name}打电话`}
          brief={one.phone}
          onTap={() => dial(one.phone)}
        />
      ))}
      <Cell
        icon='book'
        title='看照护档案'
        brief='病史、用药、过敏；每次看都有记录'
        onTap={() => void openPage(`/care/file?person=${who.personId}&staff=1`)}
      />
      {wish && <Cell icon='edit' title={wish} brief='约的时候写的' />}
    </Card>
  )
}

function Stamps({ visit: { checkedIn, checkedOut } }: { visit: CarerVisit }) {
  const line = (word: string, one: NonNullable<CarerVisit['checkedIn']>) => (
    <Cell
      icon='check'
      title={`${clockOf(new Date(one.at))} ${word}`}
      brief={one.reason ?? (one.metres === null ? undefined : `离登记的地址 ${one.metres} 米`)}
    />
  )
  if (!checkedIn) return null
  return (
    <Section>
      <Card flush>
        {line('到', checkedIn)}
        {checkedOut && line('走', checkedOut)}
      </Card>
    </Section>
  )
}

/** One visit on the way: the address, the phone numbers, the tasks, and the two taps at the door. */
export default function VisitPage() {
  const { id = '' } = useRouter().params
  const { items, error, reload, cachedAt, later } = useMyDay()
  const [way, setWay] = useState<Way>()
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const visit = items?.find(({ bookingId }) => bookingId === id)
  if (!visit)
    return (
      <Page title='上门'>
        {error ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : items ? (
          <Empty
            title='今天的单子里没有这一户'
            say='可能取消了，或者换了人'
            action='看今天的单子'
            onAction={() => void Taro.redirectTo({ url: '/visits/day' })}
          />
        ) : (
          <Loading shape='lines' rows={5} />
        )}
      </Page>
    )
  const { can, startsAt, endsAt, service, who } = visit
  return (
    <Page
      title='上门'
      seenAt={cachedAt}
      keepsWords
      bar={
        can.checkIn ? (
          <Button look='main' block onTap={() => setWay('in')}>
            到了，签到
          </Button>
        ) : can.checkOut ? (
          <Button look='main' block onTap={() => setWay('out')}>
            做完了，签退
          </Button>
        ) : null
      }
    >
      <OfflineQueueBar {...later} />
      <View className='visits__head'>
        <View className='note nums'>{`${clockOf(new Date(startsAt))}–${clockOf(new Date(endsAt))} ${service}`}</View>
        <View className='title'>{who.name}</View>
        <View className='note'>{tie(visit.state.label)}</View>
      </View>
      <Facts visit={visit} />
      <Stamps visit={visit} />
      {can.report ? (
        <ReportForm key={visit.bookingId} visit={visit} onSaved={reload} />
      ) : (
        visit.tasks.length > 0 && (
          <Section title='要做的'>
            <Card flush>
              {visit.tasks.map(({ name, done, reason }) => (
                <Cell
                  key={name}
                  title={name}
                  brief={reason}
                  extra={done === null ? undefined : done ? '做了' : '没做'}
                />
              ))}
            </Card>
          </Section>
        )
      )}
      {way && <DoorSheet way={way} visit={visit} onClose={() => setWay(undefined)} />}
    </Page>
  )
}

import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { clockOf } from '@yike/shared/time/china'
import type { CarerVisit } from '@yike/shared/visits/schemas'
import { Card } from '@/kit/card/card'
import { PlaceRow } from '@/kit/card/home-cards'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { StatusTag, Tag } from '@/kit/base/tag'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { dial } from '@/lib/api/community'
import { openPage } from '@/lib/phone/open-page'
import { useMyDay } from './use-my-day'
import './visits.scss'

function State({ visit: { state } }: { visit: CarerVisit }) {
  if (state.code === 'done') return <StatusTag tone='done'>{state.label}</StatusTag>
  if (state.code === 'missing' || state.code === 'open') return <StatusTag tone='late'>{state.label}</StatusTag>
  return <Tag tone={state.code === 'there' ? 'go' : 'plain'}>{state.label}</Tag>
}

/** Today's visits of a carer, in the order they walk them, with the minutes from one to the next. */
export default function VisitDayPage() {
  const { items, data, error, reload, cachedAt, later } = useMyDay()
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='今天的上门' seenAt={cachedAt}>
      <OfflineQueueBar {...later} />
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !items || !data ? (
        <Loading />
      ) : !data.isCarer ? (
        <Empty title='这个账号还没连上护理员' say='请管理员在管理台“护理员”里选上您的账号' />
      ) : items.length === 0 ? (
        <Empty title='今天没有要上门的' say='约好的会按走的顺序排在这儿' />
      ) : (
        <Card flush>
          {items.map((visit) => {
            const phone = visit.phone
            return (
              <PlaceRow
                key={visit.bookingId}
                minutes={visit.walkMinutes}
                icon='care'
                over={`${clockOf(new Date(visit.startsAt))}–${clockOf(new Date(visit.endsAt))} ${visit.service}`}
                title={visit.who.name}
                meta={
                  <>
                    <View>{visit.address}</View>
                    <State visit={visit} />
                  </>
                }
                call={
                  phone ? { icon: 'phone', label: `给${visit.who.name}打电话`, onTap: () => dial(phone) } : undefined
                }
                onTap={() => void openPage(`/visits/visit?id=${visit.bookingId}`)}
              />
            )
          })}
        </Card>
      )}
    </Page>
  )
}

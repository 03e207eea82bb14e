import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listCarePeople } from '@yike/shared/care/endpoints'
import type { Living } from '@yike/shared/care/households'
import type { CarePersonRow } from '@yike/shared/care/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { usePages } from '@/lib/api/use-pages'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { GridChoice, useMyGrid } from '@/lib/parts/my-grids'
import { lastVisitInWords, todayLabel } from './care-labels'
import { HomeVisitSheet, waitingVisit } from './home-visit-sheet'
import './care.scss'

/** The visit first: the list is walked in its order. */
const briefOf = ({ living, lastVisit, home, birthYear, hasFile }: CarePersonRow, isWaiting: boolean) => (
  <>
    <View>
      {tie([living?.label, isWaiting ? '走访了，等着发出去' : lastVisitInWords(lastVisit)].filter(Boolean).join('，'))}
    </View>
    <View>
      {tie([home, birthYear && `${birthYear} 年生`, hasFile ? '有档案' : '没写档案'].filter(Boolean).join('，'))}
    </View>
  </>
)

/**
 * The people whom staff look after, those to visit first on top: who lives alone, and the last visit. A tap writes a
 * visit down; the list and the tap work without a signal.
 */
export default function PeoplePage() {
  const { me, gridId: areaId, isKnown } = useMyGrid()
  const { items, error, hasMore, loadingMore, more, reload, cachedAt } = usePages(
    listCarePeople,
    isKnown ? { areaId } : null,
    'work:care-people',
  )
  const later = useOfflineQueue({ onHeard: () => void reload() })
  const [openId, setOpenId] = useState<string>()
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const open = items?.find(({ id }) => id === openId)
  return (
    <Page title='照应的老人' ownCall seenAt={cachedAt}>
      <OfflineQueueBar {...later} />
      <GridChoice me={me} />
      {error && !items && <Failed error={error} onRetry={() => void reload()} />}
      {!items && !error && <Loading />}
      {items?.length === 0 &&
        (areaId ? (
          <Empty title='这个网格还没有人' say='没划到网格的，点“都看”能看到' />
        ) : (
          <Empty title='还没有人' say='开了每天报平安、写了照护档案、说了独居的老人会在这儿' />
        ))}
      {items && items.length > 0 && (
        <Card flush>
          {items.map((row) => (
            <Cell
              key={row.id}
              title={row.name}
              brief={briefOf(row, waitingVisit(later.waiting, row.id) !== undefined)}
              extra={row.check && <Tag tone={todayLabel(row.check).tone}>{todayLabel(row.check).text}</Tag>}
              onTap={() => setOpenId(row.id)}
            />
          ))}
        </Card>
      )}
      {hasMore && (
        <View className='care__more'>
          <Button block busy={loadingMore && '正在找…'} onTap={() => void more()}>
            再看几位
          </Button>
        </View>
      )}
      {open && (
        <HomeVisitSheet
          key={open.id}
          visited={{ ...open, living: (open.living?.code as Living | undefined) ?? null }}
          waiting={waitingVisit(later.waiting, open.id)}
          leads
          onClose={() => setOpenId(undefined)}
          onChange={() => void reload()}
        />
      )}
    </Page>
  )
}

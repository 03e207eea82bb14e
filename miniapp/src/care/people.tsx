import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listCarePeople } from '@yike/shared/care/endpoints'
import type { CarePersonRow } from '@yike/shared/care/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Tag } from '@/kit/base/tag'
import { usePages } from '@/lib/api/use-pages'
import { GridChoice, useMyGrid } from '@/lib/parts/my-grids'
import { openPage } from '@/lib/phone/open-page'
import { todayLabel } from './care-labels'
import './care.scss'

const leadsTo = ({ id, hasFile }: CarePersonRow) =>
  hasFile ? `/care/file?person=${id}&staff=1` : `/care/care?person=${id}`

/** For staff on their way: the people of the area who have a file or say 我很好 each day. */
export default function PeoplePage() {
  const { me, gridId: areaId, isKnown } = useMyGrid()
  const { items, error, hasMore, loadingMore, more, reload } = usePages(listCarePeople, isKnown ? { areaId } : null)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='照应的老人' ownCall>
      <GridChoice me={me} />
      {error && !items && <Failed error={error} onRetry={() => void reload()} />}
      {!items && !error && <Loading />}
      {items?.length === 0 &&
        (areaId ? (
          <Empty title='这个网格还没有人' say='没划到网格的，点“都看”能看到' />
        ) : (
          <Empty title='还没有人' say='开了每天报平安、写了照护档案的老人会在这儿' />
        ))}
      {items && items.length > 0 && (
        <Card flush>
          {items.map((row) => (
            <Cell
              key={row.id}
              title={row.name}
              brief={[row.birthYear && `${row.birthYear} 年生`, row.home, row.hasFile ? '有档案' : '没写档案']
                .filter(Boolean)
                .join('，')}
              extra={row.check && <Tag tone={todayLabel(row.check).tone}>{todayLabel(row.check).text}</Tag>}
              onTap={() => void openPage(leadsTo(row))}
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
    </Page>
  )
}

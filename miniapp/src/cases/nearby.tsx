import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { NEARBY_STATES, type NearbyState } from '@yike/shared/cases/nearby'
import { listNearbyCases } from '@yike/shared/cases/nearby-endpoints'
import type { NearbyCase } from '@yike/shared/cases/nearby-schemas'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { Card, Cell } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { withRoomForLabels } from '@/kit/map/map-labels'
import { MapView } from '@/kit/map/map-view'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { learnCommunity, useCommunity } from '@/lib/api/community'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useBaseMap } from '@/lib/phone/base-map'
import { openPage } from '@/lib/phone/open-page'
import { textScale, useSettings } from '@/lib/storage/settings'
import './nearby.scss'

const TITLE = '附近反映过的'
const VIEWS = [
  { value: 'open', text: NEARBY_STATES.open },
  { value: 'done', text: NEARBY_STATES.done },
] as const
/** The map shows so far around the middle of the community, in metres, over the dp of its height. */
const AROUND_METRES = 700
const MAP_DP = 276

const squareOf = ({ position }: NearbyCase) => (position ? `${position.lng},${position.lat}` : '')
const report = () => void openPage('/cases/form')

/** One mark for each square: its matter, or how many there are. */
function marksOf(items: readonly NearbyCase[], chosen: string | undefined) {
  const squares = new Map<string, NearbyCase[]>()
  for (const item of items) {
    if (!item.position) continue
    const key = squareOf(item)
    squares.set(key, [...(squares.get(key) ?? []), item])
  }
  return [...squares].map(([id, here]) => ({
    ...{ id, ...here[0]!.position!, chosen: id === chosen },
    text: here.length > 1 ? `${here.length} 件` : here[0]!.what,
  }))
}

/** The reports nearby, open and mended: matter, place, day and state, nobody's words. Without the map it is a list. */
export default function NearbyCasesPage() {
  const settings = useSettings()
  const community = useCommunity()
  const { data, error, reload } = useEndpoint(listNearbyCases, {}, { onData: () => void learnCommunity() })
  const [state, setState] = useState<NearbyState>('open')
  const [square, setSquare] = useState<string>()
  const [mapShown, setMapShown] = useState(!settings.elder)
  const ground = useBaseMap(community?.position ?? null)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))

  if (error && !data)
    return (
      <Page title={TITLE}>
        {error.code === 'FEATURE_OFF' ? (
          <Empty title='社区没有公开' say={error.message} />
        ) : (
          <Failed error={error} onRetry={() => void reload()} />
        )}
      </Page>
    )
  if (!data)
    return (
      <Page title={TITLE}>
        <Loading shape='map' rows={3} />
      </Page>
    )
  const items = data.items.filter((item) => item.state.code === state)
  const shown = square ? items.filter((item) => squareOf(item) === square) : items
  const choose = (next: NearbyState) => {
    setState(next)
    setSquare(undefined)
  }
  const isMapped = mapShown && community !== null
  return (
    <Page
      title={TITLE}
      bar={
        <Button look='main' block onTap={report}>
          反映问题
        </Button>
      }
      top={
        isMapped && (
          <MapView
            label='地图：附近反映过的，下面的列表里都有'
            center={community.position}
            ground={ground}
            rings={[{ metres: AROUND_METRES, text: '' }]}
            markers={withRoomForLabels(
              marksOf(items, square),
              community.position,
              (2 * AROUND_METRES) / MAP_DP,
              textScale(settings),
            )}
            onMarker={(id) => setSquare(id === square ? undefined : id)}
          />
        )
      }
    >
      <Choices options={VIEWS} chosen={state} onChange={choose} />
      <View className='note nearby__rule'>只说什么事、大概在哪、办到哪，不说是谁反映的。位置只到一百米左右。</View>
      {square && (
        <Button block onTap={() => setSquare(undefined)}>
          {`看全部 ${items.length} 件`}
        </Button>
      )}
      {shown.length === 0 ? (
        <Empty
          title={state === 'open' ? '附近没有正在办的事' : '这一个月没有办好的事'}
          say='看到路灯灭了、井盖坏了，拍张照就能说'
        />
      ) : (
        <View className='section'>
          <Card flush>
            {shown.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </Card>
        </View>
      )}
      <View className='nearby__ways'>
        <Button icon='map' look='bare' onTap={() => setMapShown(!mapShown)}>
          {isMapped ? '收起地图' : '看地图'}
        </Button>
      </View>
    </Page>
  )
}

function Row({ item }: { item: NearbyCase }) {
  const isDone = item.state.code === 'done'
  const day = `${dayLabel(item.day, dayOf(new Date()))}${isDone ? '办好' : '反映'}`
  const whose = item.mine ? '您反映的' : item.followed ? '您跟着看的' : null
  return (
    <Cell
      title={item.what}
      brief={[item.where ?? '在小区里', day, whose].filter(Boolean).join('，')}
      extra={<StatusTag tone={isDone ? 'done' : 'go'}>{item.state.label}</StatusTag>}
      onTap={() => void openPage(`/cases/${item.mine ? 'case' : 'followed'}?id=${item.id}`)}
    />
  )
}

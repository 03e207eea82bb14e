import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { PlaceCategory } from '@yike/shared/directory/categories'
import { findPlaces, getLifeCircle } from '@yike/shared/directory/endpoints'
import type { LifeCircle, Origin, PlaceCard } from '@yike/shared/directory/schemas'
import { getHome } from '@yike/shared/insight/endpoints'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { PlaceRow, ReachSwitch } from '@/kit/card/home-cards'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { SearchBox } from '@/kit/form/field'
import { withRoomForLabels } from '@/kit/map/map-labels'
import { MapView } from '@/kit/map/map-view'
import { Page } from '@/kit/page/page'
import { Chips } from '@/kit/form/chips'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { thumbOf } from '@/kit/base/thumb'
import { dial, rememberHome, useCommunity } from '@/lib/api/community'
import { nearText, usePosition } from '@/lib/phone/position'
import { textScale, useSettings, walkingPace } from '@/lib/storage/settings'
import { useBaseMap } from '@/lib/phone/base-map'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { usePages } from '@/lib/api/use-pages'
import { useDebounced } from '@/lib/phone/use-debounced'
import { openPage } from '@/lib/phone/open-page'
import { OriginSheet } from './origin-sheet'
import { ScoreSheet, scoreInWords } from './score-sheet'
import './circle.scss'

const OPEN_NOW = 'open'
const REACHES = [5, 10, 15]
/**
 * The parts of the map that the search box and the switch of reaches cover; the rest of its 330 dp is for the rings.
 */
const COVERED = { top: 66, bottom: 28 }
const RINGS_DP = 330 - COVERED.top - COVERED.bottom
const PAGE = 30

const shortName = (name: string) => (name.length > 7 ? `${name.slice(0, 6)}…` : name)

const Meta = ({ place }: { place: PlaceCard }) => (
  <>
    {place.isOpen ? <StatusTag tone='done'>开着</StatusTag> : <Tag>没开</Tag>}
    {place.openState && <Text className='nums'>{tie(place.openState.replace(/^开着，/, ''))}</Text>}
  </>
)

function Places({ places, onOpen }: { places: PlaceCard[]; onOpen: (id: string) => void }) {
  return (
    <Card flush className='circle__list'>
      {places.map((place) => (
        <PlaceRow
          key={place.id}
          minutes={place.walkMinutes}
          icon={place.icon}
          title={place.name}
          meta={<Meta place={place} />}
          photo={thumbOf(place.photo, `${place.name}的照片`)}
          call={
            place.phone
              ? { icon: 'phone', label: `给${place.name}打电话`, onTap: () => dial(place.phone ?? '') }
              : undefined
          }
          onTap={() => onOpen(place.id)}
        />
      ))}
    </Card>
  )
}

function CircleMap({
  circle,
  places,
  minutes,
  onOpen,
}: {
  circle: LifeCircle
  places: PlaceCard[]
  minutes: number
  onOpen: (id: string) => void
}) {
  const k = textScale(useSettings())
  const here = usePosition()
  const ground = useBaseMap(circle.center)
  const shown = circle.reaches.filter((reach) => reach.minutes <= Math.max(minutes, REACHES[0]!))
  const metres = shown[shown.length - 1]?.metres ?? 0
  const markers = places.map((place, index) => ({
    id: place.id,
    ...place.position,
    text: `${shortName(place.name)} ${place.walkMinutes ?? ''}`.trim(),
    chosen: index === 0,
  }))
  return (
    <MapView
      label={`地图：${minutes} 分钟走得到的地方，下面的列表里都有`}
      center={circle.center}
      located={here !== null}
      ground={ground}
      covered={COVERED}
      rings={shown.map((reach) => ({
        metres: reach.metres,
        text: reach.minutes === 15 ? '15 分钟' : String(reach.minutes),
      }))}
      markers={withRoomForLabels(markers, circle.center, (2 * metres) / RINGS_DP, k)}
      onMarker={onOpen}
    />
  )
}

/** The places around, by minutes on foot: map and list together, filtered by reach, category, words, and open now. */
export default function CirclePage() {
  const { params } = useRouter()
  const settings = useSettings()
  const [origin, setOrigin] = useState<Origin | null>(null)
  const [sheet, setSheet] = useState<'origin' | 'score'>()
  const pace = origin?.pace ?? walkingPace(settings)
  const here = usePosition()
  const community = useCommunity()
  const [minutes, setMinutes] = useState(Number(params.minutes) || 15)
  const [category, setCategory] = useState(params.category as PlaceCategory | undefined)
  const [openNow, setOpenNow] = useState(true)
  const [q, setQ] = useState('')
  const [mapShown, setMapShown] = useState(!settings.elder)

  const home = useEndpoint(getHome, here ? null : {}, { onData: rememberHome })
  const near = nearText(origin?.position ?? here ?? home.data?.from ?? (home.error && community?.position) ?? null)
  const words = useDebounced(q.trim())
  const circle = useEndpoint(getLifeCircle, near ? { near, pace } : null)
  const filters = { walkMinutes: minutes, pace, category, q: words || undefined, openFirst: openNow || undefined }
  const { items, error, hasMore, more, reload } = usePages(findPlaces, near ? { near, limit: PAGE, ...filters } : null)

  const failure = error ?? circle.error ?? home.error
  if (failure && !items)
    return (
      <Page title='生活圈'>
        <Failed error={failure} onRetry={() => void Promise.all([home.reload(), circle.reload(), reload()])} />
      </Page>
    )
  if (!items || !circle.data)
    return (
      <Page title='生活圈'>
        <Loading shape='map' rows={3} />
      </Page>
    )

  const reaches = circle.data.reaches
    .filter((reach) => REACHES.includes(reach.minutes))
    .map((reach) => ({ minutes: reach.minutes, count: openNow ? reach.open : reach.total }))
  const chips = [
    { value: OPEN_NOW, text: '现在开着' },
    ...circle.data.categories
      .filter(({ within }) => within.fifteen > 0)
      .map(({ category: { code, label } }) => ({ value: code, text: label })),
  ]
  const shown = openNow ? items.filter(({ isOpen }) => isOpen) : items
  const closed = items.filter((place) => !shown.includes(place))
  const toggleChip = (code: string) =>
    code === OPEN_NOW ? setOpenNow(!openNow) : setCategory(code === category ? undefined : (code as PlaceCategory))
  const widen = () => {
    setOpenNow(false)
    setMinutes(15)
    setCategory(undefined)
  }
  const from = origin?.label ?? (here ? '您在的位置' : (home.data?.fromWords ?? `${community?.name ?? '社区'}中心`))
  const openPlace = (id: string) => void openPage(`/directory/place?id=${id}&near=${near ?? ''}&pace=${pace}`)
  const search = <SearchBox label='找地方' placeholder='找食堂、药房、理发' value={q} maxLength={40} onChange={setQ} />
  return (
    <Page
      title='生活圈'
      top={
        mapShown && (
          <View className='circle__map'>
            <CircleMap
              circle={circle.data}
              places={shown.length > 0 ? shown : items}
              minutes={minutes}
              onOpen={openPlace}
            />
            <View className='circle__search'>{search}</View>
          </View>
        )
      }
    >
      {!mapShown && search}
      <View className={mapShown ? 'circle__reach' : 'circle__reach circle__reach--flat'}>
        <ReachSwitch reaches={reaches} chosen={minutes} onChange={setMinutes} />
      </View>
      <Card flush className='circle__list'>
        <Cell
          icon='pin'
          title={from}
          brief={`从这里走，按${pace === 'elder' ? '慢慢走' : '平常走路'}的步速`}
          extra='换'
          onTap={() => setSheet('origin')}
        />
      </Card>
      <Chips
        options={chips}
        chosen={[...(openNow ? [OPEN_NOW] : []), ...(category ? [category] : [])]}
        onChange={toggleChip}
      />
      {items.length > 0 ? (
        <>
          {shown.length > 0 && <Places places={shown} onOpen={openPlace} />}
          {closed.length > 0 && (
            <Section title='这会儿没开门'>
              <View className='circle__closed'>
                <Places places={closed} onOpen={openPlace} />
              </View>
            </Section>
          )}
        </>
      ) : (
        <View className='circle__list'>
          <Empty title={`${minutes} 分钟内没有找到`} say='可能要走远一点' action='放宽再找' onAction={widen} />
        </View>
      )}
      {hasMore && (
        <View className='circle__foot'>
          <Button block onTap={() => void more()}>
            再看远一些的
          </Button>
        </View>
      )}
      <Card flush className='circle__foot'>
        <Cell icon='check' title={scoreInWords(circle.data)} onTap={() => setSheet('score')} />
      </Card>
      <View className='circle__ways'>
        <Button icon='map' look='bare' onTap={() => setMapShown(!mapShown)}>
          {mapShown ? '收起地图' : '看地图'}
        </Button>
      </View>
      {sheet === 'origin' && (
        <OriginSheet
          chosen={origin}
          onChoose={(next) => {
            setOrigin(next)
            setSheet(undefined)
          }}
          onClose={() => setSheet(undefined)}
        />
      )}
      {sheet === 'score' && near && (
        <ScoreSheet near={near} from={from} onPlace={openPlace} onClose={() => setSheet(undefined)} />
      )}
    </Page>
  )
}

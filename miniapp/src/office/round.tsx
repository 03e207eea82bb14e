import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { MOST_ON_A_ROUND, roundOf } from '@yike/shared/cases/round'
import { getCaseRound, getReceivedRound } from '@yike/shared/cases/round-endpoints'
import type { CaseRound, RoundCase } from '@yike/shared/cases/round-schemas'
import { metresBetween, type LngLat } from '@yike/shared/geo/walking'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { CaseRow } from '@/kit/card/case-row'
import { withRoomForLabels } from '@/kit/map/map-labels'
import { MapView } from '@/kit/map/map-view'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { keepOwnCases } from '@/lib/offline/keep-own-cases'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCached } from '@/lib/offline/use-cached'
import { caseState, promiseTime, receivedState } from '@/lib/parts/promise'
import { useBaseMap } from '@/lib/phone/base-map'
import { currentPosition } from '@/lib/phone/current-position'
import { openPage } from '@/lib/phone/open-page'
import { textScale, useSettings } from '@/lib/storage/settings'
import './round.scss'

const TITLE = '顺路办'
/** The height of a map, in dp, and the least that it shows around its middle, in metres. */
const MAP_DP = 276
const LEAST_AROUND_METRES = 150

type Round = ReturnType<typeof roundOf<RoundCase>>

/** Past its limit, or past the time to sign for it. */
const isLate = ({ promise, signDueAt }: RoundCase, now: Date) =>
  promise.state === 'late' || (signDueAt !== null && Date.parse(signDueAt) < now.getTime())

/**
 * The open cases of whoever walks to them, stop by stop: those assigned to a member of staff, or given to their
 * organisation (`of=received`). Works without a signal once it was opened that day.
 */
export default function RoundPage() {
  const { of, areaId } = useRouter().params
  const isReceived = of === 'received'
  const assigned = useCached('work:round', getCaseRound, isReceived ? null : areaId ? { areaId } : {}, {
    onData: ({ items }) => void keepOwnCases('case', items),
  })
  const received = useCached('work:received-round', getReceivedRound, isReceived ? {} : null, {
    onData: ({ items }) => void keepOwnCases('received', items),
  })
  const { data, error, reload, cachedAt } = isReceived ? received : assigned
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (data && data.items.length > 0)
    return <Walk found={data} isReceived={isReceived} cachedAt={cachedAt} onChange={() => void reload()} />
  return (
    <Page title={TITLE} seenAt={cachedAt}>
      {data ? (
        <Empty title='手上没有要去办的' say='派来的会按走的顺序排在这儿' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading shape='map' rows={3} />
      )}
    </Page>
  )
}

interface Props {
  found: CaseRound
  isReceived: boolean
  cachedAt: number | null
  onChange: () => void
}

function Walk({ found: { items, hasMore }, isReceived, cachedAt, onChange }: Props) {
  const later = useOfflineQueue({ onHeard: onChange })
  /** The position of the phone, in memory alone: gone with the page. */
  const [from, setFrom] = useState<LngLat | null>(null)
  const [refused, setRefused] = useState(false)
  const [chosen, setChosen] = useState<number>()
  const now = new Date()
  const round = roundOf(items, from)
  const locate = async () => {
    const here = await currentPosition().catch(() => null)
    setRefused(here === null)
    setChosen(undefined)
    if (here) setFrom(here)
  }
  const waits = ({ id }: RoundCase) => later.waiting.some(({ about }) => about === id)
  const rows = (cases: readonly RoundCase[]) => (
    <Card flush>
      {cases.map((one) => (
        <CaseRow
          key={one.id}
          time={promiseTime(one)}
          state={isReceived ? receivedState(one) : caseState(one)}
          promise={one.signDueAt ? `${momentInWords(one.signDueAt, now)} 前` : one.promise.words}
          title={one.title}
          facts={[waits(one) ? '没发出去' : null, one.category, one.address]}
          onTap={() => void openPage(`/desk/${isReceived ? 'received' : 'case'}?id=${one.id}`)}
        />
      ))}
    </Card>
  )
  const shown = round.stops.map((stop, at) => ({ stop, at })).filter(({ at }) => chosen === undefined || at === chosen)
  return (
    <Page
      title={TITLE}
      seenAt={cachedAt}
      top={<RoundMap round={round} isLocated={from !== null} chosen={chosen} onChoose={setChosen} />}
    >
      <OfflineQueueBar {...later} />
      <Sum round={round} items={items} />
      {hasMore && <View className='note'>{`太多了，先排最急的 ${MOST_ON_A_ROUND} 件`}</View>}
      <View className='note round__way'>
        {tie(
          from
            ? '从您这儿走起。位置只在这台手机上算，不发给社区，也不保存。'
            : '从最急的一处走起。点“从我这儿起”才问手机位置，只在这台手机上算，不发给社区，也不保存。',
        )}
      </View>
      {refused && <View className='note soon'>没拿到手机位置，还是从最急的一处走起。</View>}
      <View className='round__ways'>
        {from ? (
          <Button block onTap={() => setFrom(null)}>
            从最急的走起
          </Button>
        ) : (
          <Button block icon='pin' onTap={() => void locate()}>
            从我这儿起
          </Button>
        )}
      </View>
      {shown.map(({ stop, at }) => (
        <Section key={at} title={`${at + 1}. ${stop.building ?? '没写地址，看地图'}`}>
          <StopFacts stop={stop} isFirst={at === 0} />
          {rows(stop.what)}
        </Section>
      ))}
      {chosen === undefined && round.unplaced.length > 0 && (
        <Section title='没有写明地方的'>{rows(round.unplaced)}</Section>
      )}
      {chosen !== undefined && (
        <View className='round__ways'>
          <Button block onTap={() => setChosen(undefined)}>{`看全部 ${round.stops.length} 处`}</Button>
        </View>
      )}
    </Page>
  )
}

/** How much there is, how far it is, and the stops at which a limit has passed: walking order does not hide them. */
function Sum({ round: { stops, minutes, unplaced }, items }: { round: Round; items: readonly RoundCase[] }) {
  const now = new Date()
  const isLateNow = (one: RoundCase) => isLate(one, now)
  const late = items.filter(isLateNow).length
  const numbers = stops.flatMap(({ what }, at) => (what.some(isLateNow) ? [at + 1] : []))
  const where = [
    numbers.length > 0 && `在第 ${numbers.join('、')} 处`,
    unplaced.some(isLateNow) && '有的没写明地方',
  ].filter(Boolean)
  return (
    <>
      <View className='lead nums'>
        {tie(
          [`${stops.length} 处，${items.length} 件`, minutes > 0 && `一路走 ${minutes} 分钟`]
            .filter(Boolean)
            .join('，'),
        )}
      </View>
      {late > 0 && <View className='note late nums'>{tie(`${late} 件超时，${where.join('，')}`)}</View>}
    </>
  )
}

function StopFacts({ stop: { position, minutes, what }, isFirst }: { stop: Round['stops'][number]; isFirst: boolean }) {
  const now = new Date()
  const late = what.filter((one) => isLate(one, now)).length
  const way = !position ? '地图上没标，分钟没算进去' : minutes !== null ? `走 ${minutes} 分钟` : isFirst && '从这儿走起'
  return (
    <View className='round__stop nums'>
      {way && <View className='note'>{tie(way)}</View>}
      {late > 0 && <View className='note late'>{tie(`${late} 件超时`)}</View>}
    </View>
  )
}

/** The stops by their numbers. Those where a limit has passed keep their words where there is little room. */
function RoundMap({
  round: { stops },
  isLocated,
  chosen,
  onChoose,
}: {
  round: Round
  isLocated: boolean
  chosen: number | undefined
  onChoose: (at: number | undefined) => void
}) {
  const settings = useSettings()
  const now = new Date()
  const placed = stops.flatMap(({ position, what }, at) =>
    position ? [{ at, position, late: what.some((one) => isLate(one, now)) }] : [],
  )
  // Around the first stop: the ground around it is asked for, so that the position of the phone is not sent.
  const first = placed[0]?.position ?? null
  const ground = useBaseMap(first)
  if (!first) return null
  const around = Math.max(LEAST_AROUND_METRES, ...placed.map(({ position }) => 1.2 * metresBetween(first, position)))
  const marks = [...placed]
    .sort((a, b) => Number(b.late) - Number(a.late) || a.at - b.at)
    .map(({ at, position, late }) => ({
      ...position,
      ...{ id: String(at), text: late ? `${at + 1} 超时` : String(at + 1), chosen: at === chosen },
    }))
  return (
    <MapView
      label='地图：要去的地方，按走的顺序编了号，下面的列表里都有'
      center={first}
      ground={ground}
      rings={[{ metres: around, text: '' }]}
      located={isLocated}
      markers={withRoomForLabels(marks, first, (2 * around) / MAP_DP, textScale(settings))}
      onMarker={(id) => onChoose(Number(id) === chosen ? undefined : Number(id))}
    />
  )
}

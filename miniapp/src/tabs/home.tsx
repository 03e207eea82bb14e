import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { getHome } from '@yike/shared/insight/endpoints'
import type { HomeView } from '@yike/shared/insight/schemas'
import { clockOf, dayLabel, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { Button } from '@/kit/button'
import { Card } from '@/kit/card'
import { WalkDial } from '@/kit/dial'
import { Doors, HeroButton, HeroDial, NoticeBar, PlaceRow } from '@/kit/entrances'
import { Failed, Loading } from '@/kit/faces'
import { Page } from '@/kit/page'
import { tie } from '@/kit/words'
import { callCommunity, rememberHome, useCommunity } from '@/lib/community'
import { keepSettings } from '@/lib/keep-settings'
import { nearText, usePosition } from '@/lib/position'
import { useSettings, walkingPace } from '@/lib/settings'
import { useEndpoint } from '@/lib/use-endpoint'
import { WellCard } from './well-card'
import './home.scss'

type Door = HomeView['doors'][number]

const open = (url: string) => void Taro.navigateTo({ url })
const openReach = (minutes: number) => open(`/directory/circle?minutes=${minutes}`)

const DOOR_PAGES: Record<Door['code'], string> = {
  meal: '/booking/service?kind=meal',
  care: '/booking/service?kind=care',
  course: '/booking/service?kind=course',
  health: '/booking/service?kind=health',
  loan: '/booking/service?kind=loan',
  case: '/cases/form',
  family: '/people/family',
}
/** What the elder view keeps: fewer doors, each bigger. */
const ELDER_DOORS: readonly Door['code'][] = ['meal', 'care', 'case', 'health']

function Entrances({ doors }: { doors: readonly Door[] }) {
  return (
    <Doors
      doors={doors.map(({ code, icon, title, hint }) => ({ key: code, icon, title, brief: hint }))}
      onOpen={(code) => open(DOOR_PAGES[code as Door['code']])}
    />
  )
}

type NextBooking = NonNullable<HomeView['nextBooking']>
const openBooking = ({ id }: NextBooking) => open(`/booking/booking?id=${id}`)

/** 「11:25 出门，走 4 分钟」; without a home address only when it ends. */
function Leaving({ booking: { leaveAt, walkMinutes, endsAt } }: { booking: NextBooking }) {
  if (!leaveAt || walkMinutes === null) return <Text>到 {clockOf(new Date(endsAt))}</Text>
  return (
    <View className='phrase'>
      <Text className='strong soon nums'>{clockOf(new Date(leaveAt))}</Text>
      <Text>{tie(` 出门，走 ${walkMinutes} 分钟`)}</Text>
    </View>
  )
}

function NextUp({ booking, now }: { booking: NextBooking; now: Date }) {
  const { startsAt, who, sitting, service, place, walkMinutes } = booking
  const starts = new Date(startsAt)
  const whose = who.relation ? `${who.relation}的` : ''
  return (
    <Card flush>
      <PlaceRow
        minutes={walkMinutes}
        icon={service.icon}
        over={`${dayLabel(dayOf(starts), dayOf(now))} · ${whose}${sitting.title}`}
        title={`${clockOf(starts)} ${place.name}`}
        meta={<Leaving booking={booking} />}
        call={{ icon: 'qr', label: '看预约码', onTap: () => openBooking(booking) }}
        onTap={() => openBooking(booking)}
      />
    </Card>
  )
}

function NextUpForElders({ booking, now }: { booking: NextBooking; now: Date }) {
  const { startsAt, sitting, place, walkMinutes } = booking
  const starts = new Date(startsAt)
  const day = dayOf(starts) === dayOf(now) ? '' : `${dayLabel(dayOf(starts), dayOf(now))} `
  return (
    <Card>
      <View className='home__next'>
        <View className='home__nextmain'>
          <View className='title nums'>{tie(`${day}${clockOf(starts)} ${sitting.title}`)}</View>
          <View className='phrase'>{place.name}</View>
        </View>
        {walkMinutes !== null && <WalkDial minutes={walkMinutes} />}
      </View>
      <View className='home__leave'>
        <Leaving booking={booking} />
      </View>
      <Button look='main' icon='qr' block onTap={() => openBooking(booking)}>
        看预约码
      </Button>
    </Card>
  )
}

function Hero({ home: { reaches, fromWords } }: { home: HomeView }) {
  const farthest = reaches[reaches.length - 1]
  return (
    <HeroDial
      title={`一刻钟内，${farthest?.open ?? 0} 处开着`}
      from={fromWords}
      reaches={reaches.map(({ minutes, open: count, words }, index) => ({
        minutes,
        count,
        words: words.length > 0 ? `${index > 0 ? '加上' : ''}${words.join('、')}` : undefined,
      }))}
      onOpen={openReach}
    >
      <HeroButton icon='size' onTap={() => keepSettings({ elder: true })}>
        长辈版
      </HeroButton>
    </HeroDial>
  )
}

function Home({ home, elder }: { home: HomeView; elder: boolean }) {
  const now = new Date()
  const { notice, nextBooking, doors } = home
  const noticeBar = notice && (
    <NoticeBar onTap={() => open(`/notices/notice?id=${notice.id}`)}>{notice.title}</NoticeBar>
  )
  if (!elder)
    return (
      <>
        {noticeBar}
        {home.signedIn && <WellCard />}
        {nextBooking && <NextUp booking={nextBooking} now={now} />}
        <Entrances doors={doors} />
      </>
    )
  const today = dayOf(now)
  const date = `${Number(today.slice(5, 7))}月${Number(today.slice(8))}日 ${weekdayLabel(today)} ${clockOf(now)}`
  return (
    <>
      <View className='home__hello'>
        <View className='head'>{home.greeting}</View>
        <View className='note nums'>{date}</View>
      </View>
      {notice?.urgent && noticeBar}
      {home.signedIn && <WellCard elder />}
      {nextBooking && <NextUpForElders booking={nextBooking} now={now} />}
      <Entrances doors={doors.filter(({ code }) => ELDER_DOORS.includes(code))} />
      <View className='home__foot'>
        <Button icon='phone' block onTap={() => void callCommunity()}>
          给社区打电话
        </Button>
        <Button look='bare' block onTap={() => keepSettings({ elder: false })}>
          退出长辈版
        </Button>
      </View>
    </>
  )
}

/** What is near, what comes next, and the ways in. One request. */
export default function HomePage() {
  const settings = useSettings()
  const community = useCommunity()
  const near = nearText(usePosition())
  const { data, error, reload } = useEndpoint(getHome, { near, pace: walkingPace(settings) }, { onData: rememberHome })
  const { elder } = settings
  const showsHero = Boolean(data) && !elder

  return (
    <Page
      title={data?.community.name ?? community?.name ?? '一刻'}
      tab='tabs/home'
      hero={showsHero}
      top={data && showsHero && <Hero home={data} />}
      ownCall={elder && Boolean(data)}
      className='home'
    >
      {error && <Failed error={error} onRetry={() => void reload()} />}
      {data ? <Home home={data} elder={elder} /> : !error && <Loading />}
    </Page>
  )
}

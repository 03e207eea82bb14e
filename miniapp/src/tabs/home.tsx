import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { comingInWords, whatIsBooked } from '@yike/shared/booking/words'
import { timeAhead } from '@yike/shared/booking/session-rules'
import { getMyCare } from '@yike/shared/care/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import type { HomeView } from '@yike/shared/insight/schemas'
import { clockOf, dayLabel, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { WalkDial } from '@/kit/base/dial'
import { Doors, HeroButton, HeroDial, NoticeBar, PlaceRow } from '@/kit/card/home-cards'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { callCommunity, rememberHome, useCommunity } from '@/lib/api/community'
import { saveSettings } from '@/lib/storage/save-settings'
import { nearText, usePosition } from '@/lib/phone/position'
import { useSession } from '@/lib/api/session'
import { useSettings, walkingPace } from '@/lib/storage/settings'
import { openPage } from '@/lib/phone/open-page'
import { useCached } from '@/lib/offline/use-cached'
import { DailyCheckCard } from './daily-check-card'
import './home.scss'

type Door = HomeView['doors'][number]

const open = (url: string) => void openPage(url)
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
/** The doors of the elder view: fewer, each bigger. */
const ELDER_DOORS: readonly Door['code'][] = ['meal', 'care', 'case', 'health']

/** Open reports come before a new one: the list has the button for that. */
const pageOf = (code: Door['code'], { openCases }: HomeView) =>
  code === 'case' && openCases > 0 ? '/cases/cases' : DOOR_PAGES[code]

function Entrances({ home, doors }: { home: HomeView; doors: readonly Door[] }) {
  return (
    <Doors
      doors={doors.map(({ code, icon, title, hint }) => ({ key: code, icon, title, brief: hint }))}
      onOpen={(code) => open(pageOf(code as Door['code'], home))}
    />
  )
}

/** Everything else, a line each: no part of the product is out of reach in the elder view. */
function MoreEntrances({ home, doors }: { home: HomeView; doors: readonly Door[] }) {
  const { reaches } = home
  const farthest = reaches[reaches.length - 1]
  return (
    <View className='home__more'>
      <Card flush>
        <Cell
          icon='pin'
          title='生活圈'
          brief={tie(`找地方、查电话，一刻钟内 ${farthest?.open ?? 0} 处开着`)}
          onTap={() => openReach(farthest?.minutes ?? 15)}
        />
        {doors.map(({ code, icon, title, hint }) => (
          <Cell key={code} icon={icon} title={title} brief={tie(hint)} onTap={() => open(pageOf(code, home))} />
        ))}
      </Card>
    </View>
  )
}

type NextBooking = NonNullable<HomeView['nextBooking']>
const openBooking = ({ id }: NextBooking) => open(`/booking/booking?id=${id}`)

/** 「11:25 出门，走 4 分钟」; 「赵护理上门」 for a visit at home; without a home address only its end. */
function Leaving({ booking, now }: { booking: NextBooking; now: Date }) {
  const { leaveAt, walkMinutes } = booking
  const coming = comingInWords(booking)
  if (coming) return <Text className='strong'>{coming}</Text>
  if (!leaveAt || walkMinutes === null) return <Text>到 {clockOf(new Date(timeAhead(booking, now).endsAt))}</Text>
  return (
    <View className='phrase'>
      <Text className='strong soon nums'>{clockOf(new Date(leaveAt))}</Text>
      <Text>{tie(` 出门，走 ${walkMinutes} 分钟`)}</Text>
    </View>
  )
}

function NextUp({ booking, now }: { booking: NextBooking; now: Date }) {
  const { who, service, place, walkMinutes } = booking
  const starts = new Date(timeAhead(booking, now).startsAt)
  const whose = who.relation ? `${who.relation}的` : ''
  return (
    <Card flush>
      <PlaceRow
        minutes={walkMinutes}
        icon={service.icon}
        iconsOnly={walkMinutes === null}
        over={`${dayLabel(dayOf(starts), dayOf(now))} · ${whose}${whatIsBooked(booking)}`}
        title={`${clockOf(starts)} ${place.name}`}
        meta={<Leaving booking={booking} now={now} />}
        call={{ icon: 'qr', label: '看预约码', onTap: () => openBooking(booking) }}
        onTap={() => openBooking(booking)}
      />
    </Card>
  )
}

function NextUpForElders({ booking, now }: { booking: NextBooking; now: Date }) {
  const { place, walkMinutes } = booking
  const starts = new Date(timeAhead(booking, now).startsAt)
  const day = dayOf(starts) === dayOf(now) ? '' : `${dayLabel(dayOf(starts), dayOf(now))} `
  return (
    <Card>
      <View className='home__next'>
        <View className='home__nextmain'>
          <View className='title nums'>{tie(`${day}${clockOf(starts)} ${whatIsBooked(booking)}`)}</View>
          <View className='phrase'>{place.name}</View>
        </View>
        {walkMinutes !== null && <WalkDial minutes={walkMinutes} />}
      </View>
      <View className='home__leave'>
        <Leaving booking={booking} now={now} />
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
      <HeroButton icon='size' onTap={() => saveSettings({ elder: true })}>
        长辈版
      </HeroButton>
    </HeroDial>
  )
}

function Home({ home, elder, well }: { home: HomeView; elder: boolean; well: ReactNode }) {
  const now = new Date()
  const { notice, nextBooking, doors } = home
  const noticeBar = notice && (
    <NoticeBar onTap={() => open(`/notices/notice?id=${notice.id}`)}>{notice.title}</NoticeBar>
  )
  if (!elder)
    return (
      <>
        {noticeBar}
        {well}
        {nextBooking && <NextUp booking={nextBooking} now={now} />}
        <Entrances home={home} doors={doors} />
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
      {well}
      {nextBooking && <NextUpForElders booking={nextBooking} now={now} />}
      <Entrances home={home} doors={doors.filter(({ code }) => ELDER_DOORS.includes(code))} />
      <MoreEntrances home={home} doors={doors.filter(({ code }) => !ELDER_DOORS.includes(code))} />
      <View className='home__foot'>
        <Button icon='phone' block onTap={() => void callCommunity()}>
          给社区打电话
        </Button>
        <Button look='bare' block onTap={() => saveSettings({ elder: false })}>
          退出长辈版
        </Button>
      </View>
    </>
  )
}

/**
 * The places nearby, the next booking, and the doors; for a signed-in person also the people they care for. Shown when
 * both are loaded: nothing may move under a finger that wants 呼救.
 */
export default function HomePage() {
  const settings = useSettings()
  const community = useCommunity()
  const near = nearText(usePosition())
  const home = useCached('home', getHome, { near, pace: walkingPace(settings) }, { onData: rememberHome })
  const care = useCached('care', getMyCare, useSession() ? {} : null)
  const { elder } = settings
  const { error, reload } = home
  const data = care.loading && !care.data ? undefined : home.data
  const showsHero = Boolean(data) && !elder

  return (
    <Page
      title={data?.community.name ?? community?.name ?? '一刻'}
      tab='tabs/home'
      seenAt={home.cachedAt}
      hero={showsHero}
      top={data && showsHero && <Hero home={data} />}
      ownCall={elder && Boolean(data)}
      className='home'
    >
      {error && home.cachedAt === null && <Failed error={error} onRetry={() => void reload()} />}
      {data ? (
        <Home
          home={data}
          elder={elder}
          well={care.data && <DailyCheckCard care={care.data} elder={elder} onChange={care.reload} />}
        />
      ) : (
        !error && <Loading shape='home' />
      )}
    </Page>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import type { StaffMe } from '@yike/shared/people/schemas'
import { clockOf, dayLabel, dayOf, type Day } from '@yike/shared/time/china'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { getMyVisits } from '@yike/shared/visits/endpoints'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { openPage } from '@/lib/phone/open-page'
import { scanCode } from '@/lib/phone/scan'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { keepAnswer } from '@/lib/offline/cached-answers'
import { keepOwnCases } from '@/lib/offline/keep-own-cases'
import { useCachedRead } from '@/lib/offline/use-cached'
import { Alerts, CarePeopleCell } from './alerts'
import { CheckInSheet } from './check-in'
import { readDesk, readsSittings, type DeskData } from './read-desk'
import { ReceivedList } from './received-list'
import { SignInPrompts } from './sign-in-prompts'
import { hasLoans, LoansCell, MyVisits } from './today-cards'
import { Cases } from './desk-cases'
import { IncomingTransfers } from './incoming-transfers'
import { RecurringCells } from './recurring-cells'
import './desk.scss'

/** A member of staff at work with a phone: the people who come today, and the open reports. */
export default function DeskPage() {
  const today = dayOf(new Date())
  const desk = useCachedRead('work:desk', `desk ${today}`, () => readDesk(today), {
    // The round of the day, its cases, and the page that reports, are on the phone though they were never opened.
    onData: ({ me, visits, cases, received }) => {
      void keepAnswer('work:me', getStaffMe, {}, me)
      if (visits?.isCarer) void keepAnswer('work:visits', getMyVisits, {}, visits)
      void keepOwnCases('case', cases?.items ?? [])
      void keepOwnCases('received', received?.items ?? [])
    },
  })
  const { data, error, reload, cachedAt } = desk
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (data) return <Desk desk={data} today={today} cachedAt={cachedAt} onChange={reload} />
  return (
    <Page title='工作台'>
      {error?.code === 'FORBIDDEN' ? (
        <Empty
          title='这个微信号还没绑工作账号'
          say='在设置里点“我是工作人员”，用社区给的账号绑一次'
          action='去绑定'
          onAction={() => void openPage('/people/settings')}
        />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

function Desk({
  desk,
  today,
  cachedAt,
  onChange,
}: {
  desk: DeskData
  today: Day
  cachedAt: number | null
  onChange: () => Promise<void>
}) {
  const { me, sittings, halls, alerts, visits, places, offers, appeals, received, loans } = desk
  const [checking, setChecking] = useState<string | null>(null)
  const later = useOfflineQueue({ onHeard: () => void onChange() })
  const may = (permission: StaffMe['permissions'][number]) => me.permissions.includes(permission)
  const scan = async () => {
    const read = await scanCode?.()
    if (read) setChecking(read)
  }
  const leaveChecking = () => {
    setChecking(null)
    void onChange()
  }
  const servings = may('booking.check_in') && !me.featuresOff.includes('meals') ? servingsOf(sittings?.items ?? []) : 0
  const calls = offers?.items.length ?? 0
  const words = appeals?.items.length ?? 0
  // A line each, and none for what there is nothing of.
  const ways = [
    servings > 0 && <Kitchen key='kitchen' servings={servings} />,
    halls && halls.items.length > 0 && <Window key='window' halls={halls.items} />,
    may('case.create') && <Report key='report' />,
    may('person.find') && <HelpSomebody key='help' />,
    places && places.staleCount > 0 && <ToVerify key='verify' count={places.staleCount} />,
    calls + words > 0 && <ToCall key='call' calls={calls} words={words} />,
    hasLoans(loans) && <LoansCell key='loans' {...loans} />,
  ].filter(Boolean)
  return (
    <Page
      title='工作台'
      seenAt={cachedAt}
      bar={
        may('booking.check_in') && (
          <Buttons>
            {scanCode && (
              <Button look='main' icon='qr' onTap={() => void scan()}>
                扫码签到
              </Button>
            )}
            <Button look={scanCode ? 'plain' : 'main'} block={!scanCode} onTap={() => setChecking('')}>
              输号签到
            </Button>
          </Buttons>
        )
      }
    >
      <OfflineQueueBar {...later} />
      <View className='lead'>{me.name}</View>
      <View className='note'>
        {[...new Set(me.roles.map(({ role, area }) => `${area.name} ${role.label}`))].join('、')}
      </View>
      {me.needsSecondFactor && (
        <Cell
          icon='lock'
          title='管理的岗位在这部手机上还不算'
          brief='先在电脑上设好动态码，再在这儿用账号、密码和动态码绑一次'
          onTap={() => void openPage('/people/settings')}
        />
      )}
      {me.confirmsSignIns && <SignInPrompts />}
      {alerts && <Alerts alerts={alerts.items} />}
      {visits?.isCarer && <MyVisits visits={visits.items} />}
      {ways.length > 0 && (
        <Section>
          <Card flush>{ways}</Card>
        </Section>
      )}
      {readsSittings(me) && <Today day={today} sittings={sittings?.items} onRetry={onChange} />}
      {may('case.accept') && <IncomingTransfers />}
      {may('case.read') && <Cases desk={desk} onGrid={() => void onChange()} />}
      {may('case.read') && <RecurringCells />}
      {received && <ReceivedList first={received} />}
      {may('care.read') && <CarePeopleCell />}
      <Section>
        <Card flush>
          {may('case.accept') && (
            <Cell
              icon='family'
              title='需求清单'
              brief='几件、多少人需要、办到哪儿'
              onTap={() => void openPage('/office/needs')}
            />
          )}
          {may('casework.handle') && (
            <Cell icon='care' title='我的社工个案' onTap={() => void openPage('/sessions/day?kind=casework')} />
          )}
          {may('mediation.handle') && (
            <Cell icon='care' title='我的调解' onTap={() => void openPage('/sessions/day?kind=dispute')} />
          )}
          {may('admission.work') && (
            <Cell icon='clock' title='街道交办，记工时' onTap={() => void openPage('/admission/hours')} />
          )}
          <Cell
            icon='calendar'
            title='我要休假'
            brief='休假的日子不派新的，手上的事交给代班的人'
            onTap={() => void openPage('/office/leave')}
          />
        </Card>
      </Section>
      {checking !== null && <CheckInSheet first={checking} onClose={leaveChecking} />}
    </Page>
  )
}

/** The servings that are cooked today. */
const servingsOf = (sittings: readonly StaffSitting[]) =>
  sittings
    .filter(({ kind, availability }) => kind.code === 'meal' && availability !== 'cancelled')
    .reduce((sum, { taken }) => sum + taken, 0)

const Kitchen = ({ servings }: { servings: number }) => (
  <Cell
    icon='meal'
    title={`今天做 ${servings} 份`}
    brief='做什么、另做什么、送到哪几家'
    onTap={() => void openPage('/desk/kitchen')}
  />
)

const Report = () => (
  <Cell icon='camera' title='随手报' brief='看见隐患拍一张，没网也能报' onTap={() => void openPage('/cases/report')} />
)

const HelpSomebody = () => (
  <Cell icon='family' title='帮人办' brief='找到老人，替他约、核对家人' onTap={() => void openPage('/desk/help')} />
)

/** The halls in which this person calls numbers. */
function Window({ halls }: { halls: readonly { waiting: number }[] }) {
  const waiting = halls.reduce((sum, hall) => sum + hall.waiting, 0)
  return (
    <Cell
      icon='bell'
      title='叫号'
      brief={waiting === 0 ? '现在没有人在等' : `${waiting} 位在等`}
      onTap={() => void openPage('/hall/window')}
    />
  )
}

const ToVerify = ({ count }: { count: number }) => (
  <Cell
    icon='pin'
    title={`${count} 处该核对了`}
    brief='路过看一眼，对就点一下'
    onTap={() => void openPage('/directory/verify')}
  />
)

/** The people to phone: their turn has come, or they say why they did not come. */
function ToCall({ calls, words }: { calls: number; words: number }) {
  const say = [calls > 0 && `${calls} 位要打电话`, words > 0 && `${words} 份说明等答复`].filter(Boolean).join('，')
  return (
    <Cell
      icon='phone'
      title={say}
      brief={calls > 0 ? '轮到了不答应，位子就让给后面的' : '答复了，他才知道这次算不算'}
      onTap={() => void openPage('/desk/calls')}
    />
  )
}

const isOver = ({ endsAt }: StaffSitting, now: Date) => Date.parse(endsAt) < now.getTime()

function SittingCell({ sitting, day }: { sitting: StaffSitting; day: Day }) {
  const { startsAt, title, serviceName, placeName, taken, checkedIn, availability } = sitting
  return (
    <Cell
      title={`${clockOf(new Date(startsAt))} ${title.startsWith(serviceName) ? title : `${serviceName} ${title}`}`}
      brief={placeName}
      extra={availability === 'cancelled' ? '取消了' : taken === 0 ? '没人约' : `到 ${checkedIn} / ${taken}`}
      onTap={() => void openPage(`/desk/sitting?id=${sitting.id}&day=${day}`)}
    />
  )
}

const AT_FIRST = 4

/** The next few first, so that the cases below stay in sight; the rest of the day, past and to come, at a tap. */
function Today({
  day,
  sittings,
  onRetry,
}: {
  day: Day
  /** Undefined where the list alone was refused. */
  sittings: readonly StaffSitting[] | undefined
  onRetry: () => Promise<void>
}) {
  const [whole, setWhole] = useState(false)
  const now = new Date()
  const items = sittings ?? []
  const next = items.filter((sitting) => !isOver(sitting, now)).slice(0, AT_FIRST)
  const shown = whole ? items : next
  const rest = items.length - shown.length
  return (
    <Section title={`${dayLabel(day, day)}的场次`}>
      {!sittings && <Empty title='今天的场次没读到' action='再试' onAction={() => void onRetry()} />}
      {sittings?.length === 0 && <Empty title='今天没有场次' />}
      {shown.length > 0 && (
        <Card flush>
          {shown.map((sitting) => (
            <SittingCell key={sitting.id} sitting={sitting} day={day} />
          ))}
        </Card>
      )}
      {rest > 0 && (
        <View className='desk__more'>
          <Button block onTap={() => setWhole(true)}>
            {next.length > 0 ? `看今天全部 ${items.length} 场` : `今天的 ${items.length} 场都过去了，看一看`}
          </Button>
        </View>
      )}
    </Section>
  )
}

import { listAlerts } from '@yike/shared/care/endpoints'
import { getToday } from '@yike/shared/insight/endpoints'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { listMyWaitingPhones } from '@yike/shared/people/phone-endpoints'
import { dayOf, weekdayLabel, clockOf } from '@yike/shared/time/china'
import { Link, Navigate, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useShortcuts } from '../kit/page/shortcuts'
import { GuardedModal, UnsavedGuard } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { useOnline } from '../kit/hooks/useOnline'
import { Icon } from '../kit/show/Icon'
import { printedBy, PrinterContext } from '../kit/show/PrintSheet'
import { isSessionEnd } from '../lib/api'
import { scrollKey, useListAddress } from '../lib/lists'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'
import { PersonSearch } from './PersonSearch'
import { Nav } from './Nav'
import { isList, landingOf, mayOpen, sectionsOf } from './sections'
import { SignIn } from './SignIn'
import { SignInForm } from '../lib/SignInForm'

/**
 * The frame of every page: the person, the menu, the search. A visitor sees the sign-in at the address they asked for;
 * a session that ends later asks again above the page, so that nothing typed is lost.
 */
export function Shell() {
  const { data: me, error, refetch } = useRead(getStaffMe, {})

  if (!me && isSessionEnd(error)) return <SignIn />
  if (!me && error) return <Failed error={error} onRetry={refetch} />
  if (!me) return <Loading />

  return (
    <>
      <UnsavedGuard />
      <Desk />
      <GuardedModal
        open={isSessionEnd(error)}
        title='请再登录一次'
        footer={null}
        closable={false}
        width={380}
        keyboard={false}
      >
        <p className='note'>这一页写的内容还在。</p>
        <SignInForm />
      </GuardedModal>
    </>
  )
}

const placeOf = scrollKey(isList)

function Desk() {
  useListAddress(isList)
  const { data: me } = useRead(getStaffMe, {})
  const mayRead = me?.permissions.includes('insight.read') ?? false
  const { data: today } = useRead(getToday, {}, { enabled: mayRead, everySeconds: 60 })
  const responds = me?.permissions.includes('care.respond') ?? false
  const { data: alerts } = useRead(listAlerts, {}, { enabled: responds, everySeconds: 20 })
  const { data: phones } = useRead(listMyWaitingPhones, {}, { everySeconds: 20 })
  const { pathname } = useLocation()
  const isOnline = useOnline()
  const navigate = useNavigate()
  const mayFile = me?.permissions.includes('case.create') ?? false
  const mayBook = me?.permissions.includes('booking.book') ?? false

  useShortcuts([
    ...(mayFile ? [{ key: 'n', label: '登记来电诉求', run: () => void navigate('/cases/new') }] : []),
    ...(mayBook ? [{ key: 'b', label: '替居民预约', run: () => void navigate('/bookings?book=1') }] : []),
  ])

  return (
    <div className='shell'>
      <ScrollRestoration getKey={placeOf} />
      <Nav
        name={me?.name ?? ''}
        role={me?.roles[0]?.role.label ?? ''}
        communities={me?.communities ?? []}
        lateCases={today?.cases.late ?? 0}
        bookingsToday={today?.bookings.today ?? 0}
        alerts={alerts?.open ?? 0}
        sections={me ? sectionsOf(me) : []}
        landing={me ? landingOf(me) : '/'}
      />
      <div className='main'>
        <header className='top'>
          <PersonSearch />
          <span className='note push'>{me?.communities.map(({ street, name }) => `${street} ${name}`).join('、')}</span>
          <Clock />
        </header>
        {!isOnline && (
          <div className='offline' role='status'>
            <Icon name='warn' />
            没有网络。看到的是断网以前的；写的还在，连上网再存。
          </div>
        )}
        {phones && phones.items.length > 0 && pathname !== '/account' && (
          <div className='offline' role='status'>
            <Icon name='phone' />
            有一部手机要绑您的账号。<Link to='/account'>去看是不是您的</Link>
          </div>
        )}
        <main className='body'>
          <PrinterContext.Provider value={me?.name ?? ''}>
            <Here />
          </PrinterContext.Provider>
        </main>
        <PrintedBy name={me?.name ?? ''} />
      </div>
    </div>
  )
}

/** The page of the address; a person at the start, or without the permission for it, is led to a page of theirs. */
function Here() {
  const { me } = useMe()
  const { pathname } = useLocation()
  if (!me || mayOpen(me, pathname)) return <Outlet />
  const landing = landingOf(me)
  if (pathname === '/' && landing !== '/') return <Navigate to={landing} replace />
  return (
    <Empty text='这一页不归您这个岗位办。'>
      <Link to={landing}>去我的页面</Link>
    </Empty>
  )
}

/** The name of the person and the time, on paper alone. */
function PrintedBy({ name }: { name: string }) {
  const now = useNow()
  return (
    <p className='printed-by' aria-hidden>
      {printedBy(name, now)}
    </p>
  )
}

function Clock() {
  const now = useNow()
  const day = dayOf(now)
  return (
    <time className='note nums strong' dateTime={now.toISOString()}>
      {Number(day.slice(5, 7))}月{Number(day.slice(8))}日 {weekdayLabel(day)} {clockOf(now)}
    </time>
  )
}

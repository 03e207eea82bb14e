import { useQueryClient } from '@tanstack/react-query'
import { signOutStaff } from '@yike/shared/people/endpoints'
import { Dropdown } from 'antd'
import { Link, NavLink } from 'react-router'
import { Mark } from '../kit/show/Dial'
import { Icon } from '../kit/show/Icon'
import type { IconName } from '../kit/show/icons'
import { useShortcuts } from '../kit/page/shortcuts'
import { chooseTheme, useThemeChoice, type ThemeChoice } from '../kit/theme/theme'
import { dropDrafts } from '../kit/form/useDraft'
import { useWrite } from '../lib/query'

interface Props {
  name: string
  role: string
  communities: { id: string; name: string }[]
  lateCases: number
  bookingsToday: number
  /** Alerts nobody took yet; null where this person answers none. */
  alerts: number | null
}

const THEME_WORDS: Record<ThemeChoice, string> = { auto: '跟随系统', light: '浅色', dark: '深色' }

export function Nav({ name, role, communities, lateCases, bookingsToday, alerts }: Props) {
  const client = useQueryClient()
  const theme = useThemeChoice()
  const { showAll } = useShortcuts([])
  const signOut = useWrite(signOutStaff, () => {
    dropDrafts()
    void client.resetQueries()
  })

  return (
    <nav className='nav' aria-label='主菜单'>
      <Link to='/' className='nav__brand'>
        <Mark />
        一刻
      </Link>
      <Item to='/' icon='clock' label='今天' />
      <Item to='/cases' icon='speak' label='诉求' count={lateCases ? `${lateCases} 件超期` : undefined} isLate />
      <Item to='/bookings' icon='calendar' label='预约' count={bookingsToday ? String(bookingsToday) : undefined} />
      <Item to='/hall' icon='ticket' label='叫号' />
      {alerts !== null && (
        <Item to='/care' icon='care' label='照护' count={alerts ? `${alerts} 件没人接` : undefined} isLate />
      )}
      <Item to='/meals' icon='bag' label='助餐' />
      <Item to='/visits' icon='walk' label='上门' />
      <Item to='/loans' icon='tool' label='借还' />
      <Item to='/notices' icon='bell' label='通知' />
      <Item to='/places' icon='map' label='生活圈' />
      <Item to='/services' icon='meal' label='服务' />
      <Item to='/people' icon='family' label='居民' />
      <Item to='/messages' icon='phone' label='没送到' />
      <Item to='/territory' icon='pin' label='区划' />
      <div className='nav__group'>我管的地方</div>
      {communities.map((community) => (
        <div key={community.id} className='nav__place'>
          <Icon name='pin' />
          {community.name}
        </div>
      ))}
      <div className='nav__foot'>
        <Dropdown
          trigger={['click']}
          menu={{
            selectedKeys: [theme],
            items: [
              {
                key: 'theme',
                type: 'group',
                label: '界面颜色',
                children: (Object.keys(THEME_WORDS) as ThemeChoice[]).map((choice) => ({
                  key: choice,
                  label: THEME_WORDS[choice],
                  onClick: () => chooseTheme(choice),
                })),
              },
              { type: 'divider' },
              { key: 'keys', label: '全部按键', onClick: showAll },
              { key: 'out', label: '退出登录', onClick: () => signOut.mutate({}) },
            ],
          }}
        >
          <button type='button' className='plain-button nav__item'>
            <Icon name='user' />
            {name}
            <span className='nav__n'>{role}</span>
          </button>
        </Dropdown>
      </div>
    </nav>
  )
}

interface ItemProps {
  to: string
  icon: IconName
  label: string
  count?: string
  isLate?: boolean
}

const Item = ({ to, icon, label, count, isLate }: ItemProps) => (
  <NavLink to={to} end={to === '/'} className='nav__item'>
    <Icon name={icon} />
    {label}
    {count && <span className={`nav__n${isLate ? ' nav__n--late' : ''}`}>{count}</span>}
  </NavLink>
)

import { useQueryClient } from '@tanstack/react-query'
import { signOutStaff } from '@yike/shared/people/endpoints'
import { Dropdown } from 'antd'
import { useEffect, useRef } from 'react'
import { Link, NavLink, useLocation, useNavigate } from 'react-router'
import { Mark } from '../kit/show/Dial'
import { Icon } from '../kit/show/Icon'
import type { IconName } from '../kit/show/icons'
import { useShortcuts } from '../kit/page/shortcuts'
import { chooseTheme, useThemeChoice, type ThemeChoice } from '../kit/theme/theme'
import { dropDrafts } from '../kit/form/useDraft'
import { forgetLists } from '../lib/lists'
import { useWrite } from '../lib/query'
import type { Section } from './sections'

interface Props {
  name: string
  role: string
  communities: { id: string; name: string }[]
  lateCases: number
  bookingsToday: number
  /** Alerts nobody took yet. */
  alerts: number
  sections: readonly Section[]
  landing: string
}

const THEME_WORDS: Record<ThemeChoice, string> = { auto: '跟随系统', light: '浅色', dark: '深色' }

export function Nav({ name, role, communities, lateCases, bookingsToday, alerts, sections, landing }: Props) {
  const client = useQueryClient()
  const theme = useThemeChoice()
  const { showAll } = useShortcuts([])
  const menu = useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  const navigate = useNavigate()
  // `void`, because scrollIntoView gives a promise in newer browsers, which React would call as a clean-up.
  useEffect(() => void menu.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' }), [pathname])
  const signOut = useWrite(signOutStaff, () => {
    dropDrafts()
    forgetLists()
    void client.resetQueries()
  })

  const counts: Partial<Record<string, Pick<ItemProps, 'count' | 'isLate'>>> = {
    '/cases': { count: lateCases ? `${lateCases} 件超期` : undefined, isLate: true },
    '/bookings': { count: bookingsToday ? String(bookingsToday) : undefined },
    '/care': { count: alerts ? `${alerts} 件没人接` : undefined, isLate: true },
  }

  return (
    <nav className='nav' aria-label='主菜单'>
      <Link to={landing} className='nav__brand'>
        <Mark />
        一刻
      </Link>
      <div ref={menu} className='nav__menu'>
        {sections.map(({ to, icon, label }) => (
          <Item key={to} to={to} icon={icon} label={label} {...counts[to]} />
        ))}
        <div className='nav__group'>我管的地方</div>
        {communities.map((community) => (
          <div key={community.id} className='nav__place'>
            <Icon name='pin' />
            {community.name}
          </div>
        ))}
      </div>
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
              { key: 'account', label: '我的账号', onClick: () => void navigate('/account') },
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

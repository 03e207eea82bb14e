import { expect, it } from 'vitest'
import { ROLES, permissionsOfRole, type Role } from '@yike/shared/people/permissions'
import type { Feature } from '@yike/shared/territory/features'
import { landingOf, mayOpen, sectionsOf } from './sections'

const somebody = (role: Role) => ({
  permissions: [...permissionsOfRole({ role })],
  featuresOff: [] as Feature[],
  areaPermissions: role === 'provider' ? [] : [...permissionsOfRole({ role })],
  roles: [
    { role: { code: role, label: ROLES[role].label }, area: { id: '', name: '', level: 'community' }, placeIds: null },
  ],
})
const menuOf = (role: Role) => sectionsOf(somebody(role)).map(({ label }) => label)

it('shows a cook and a carer what is theirs, and begins there', () => {
  expect(menuOf('cook')).toEqual(['预约', '助餐'])
  expect(landingOf(somebody('cook'))).toBe('/meals')
  expect(menuOf('carer')).toEqual(['诉求', '预约', '照护', '上门'])
  expect(landingOf(somebody('carer'))).toBe('/visits')
  expect(menuOf('receiver')).toEqual(['来件'])
  const department = { ...somebody('receiver'), handsWorkDown: true }
  expect(sectionsOf(department).map(({ label }) => label)).toEqual(['来件', '准入'])
  expect([department, somebody('receiver')].map((who) => mayOpen(who, '/admissions'))).toEqual([true, false])
  expect(landingOf(somebody('receiver'))).toBe('/received')
})

it('shows the log to an auditor, and to nobody else', () => {
  expect(menuOf('auditor')).toEqual(['审计', '权限'])
  expect(landingOf(somebody('auditor'))).toBe('/audit')
  expect(mayOpen(somebody('community_admin'), '/audit')).toBe(false)
})

it('shows the office everything, and begins with today', () => {
  for (const role of ['community_admin', 'clerk'] as const) {
    expect(menuOf(role)).toHaveLength(role === 'community_admin' ? 27 : 20)
    expect(landingOf(somebody(role))).toBe('/')
  }
  expect(menuOf('grid_worker')).toHaveLength(16)
})

it('shows each of the three duties what is theirs, and no work of the office', () => {
  expect(menuOf('security_admin')).toEqual(['权限', '安全事件'])
  for (const label of ['居民', '上门', '借还']) expect(menuOf('provider')).not.toContain(label)
  expect(menuOf('provider')).toContain('服务')
  // Their own place is theirs to change; new ones are added by those who keep the area.
  expect(['/places', '/places/new', '/places/import'].map((path) => mayOpen(somebody('provider'), path))).toEqual([
    true,
    false,
    false,
  ])
  expect(mayOpen(somebody('clerk'), '/places/new')).toBe(true)
})

it('opens only pages that lead somewhere', () => {
  const roles = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'custom')
  for (const role of roles) expect(mayOpen(somebody(role), landingOf(somebody(role)))).toBe(true)
  expect(mayOpen(somebody('cook'), '/')).toBe(false)
  expect(mayOpen(somebody('cook'), '/notices/new')).toBe(false)
  expect(mayOpen(somebody('cook'), '/meals/statement')).toBe(false)
  expect(mayOpen(somebody('cook'), '/meals/till')).toBe(true)
  expect(mayOpen(somebody('cook'), '/cases/65f000000000000000000000')).toBe(false)
  expect(mayOpen(somebody('grid_worker'), '/notices/new')).toBe(false)
  expect(mayOpen(somebody('grid_worker'), '/notices/65f000000000000000000000')).toBe(true)
  expect(mayOpen(somebody('clerk'), '/a/page/that/is/not')).toBe(true)
})

it('leaves out what the community does without, its pages too', () => {
  const admin = { ...somebody('community_admin'), featuresOff: ['meals', 'hall'] as Feature[] }
  const labels = sectionsOf(admin).map(({ label }) => label)
  expect(labels).toEqual(menuOf('community_admin').filter((label) => label !== '助餐' && label !== '叫号'))
  expect(mayOpen(admin, '/meals/menus')).toBe(false)
  expect(mayOpen(admin, '/loans')).toBe(true)
})

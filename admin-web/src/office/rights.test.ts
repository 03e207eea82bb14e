import { expect, it } from 'vitest'
import { reasonsOf, type Account } from './rights'

const chen: Account = {
  personId: '1',
  name: '陈静',
  can: { change: true },
  roles: [
    {
      ...{ code: 'clerk', customId: null, label: '窗口人员', area: { id: '2', name: '颐园社区' }, places: [] },
      ...{ ownOnly: false, permissions: ['care.read', 'case.read'] },
    },
    {
      ...{ code: 'provider', customId: null, label: '服务单位', area: { id: '2', name: '颐园社区' } },
      ...{ places: ['颐园长者食堂'], ownOnly: false, permissions: ['booking.read'] },
    },
  ],
}

it('says by which role, permission and area somebody may do a thing', () => {
  expect(reasonsOf(chen, 'care.read')).toEqual([
    '陈静是颐园社区的窗口人员，这个岗位可以“看照护档案”，范围是颐园社区和它下面的地方。',
  ])
  expect(reasonsOf(chen, 'booking.read')[0]).toContain('范围是只在颐园长者食堂')
})

it('gives no reason where no role gives it', () => {
  expect(reasonsOf(chen, 'notice.publish')).toEqual([])
})

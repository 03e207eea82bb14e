import { domain, every, SECOND_MS } from '../domain'
import { noticeCarriers } from './carriers'
import { NoticeModel, NoticeReadModel } from './model'
import { tellNotices } from './publish'
import { noticeRoutes } from './routes'

export const notices = domain({
  name: 'notices',
  floor: 'middle',
  models: [NoticeModel, NoticeReadModel],
  areaRecords: noticeCarriers,
  outboxes: [NoticeModel],
  permissions: ['notice.read', 'notice.edit', 'notice.publish'],
  routes: () => [noticeRoutes()],
  jobs: () => [every(SECOND_MS, 'notices', tellNotices)],
})

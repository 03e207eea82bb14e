import { noticeMessages } from '@yike/shared/notices/messages'
import { domain, every, SECOND_MS } from '../domain'
import { noticeAreaRecords } from './area-records'
import { NoticeModel, NoticeReadModel } from './model'
import { notifyResidents } from './publish'
import { noticeRoutes } from './routes'

export const notices = domain({
  name: 'notices',
  floor: 'middle',
  models: [NoticeModel, NoticeReadModel],
  areaRecords: noticeAreaRecords,
  outboxes: [NoticeModel],
  messages: noticeMessages,
  permissions: ['notice.read', 'notice.edit', 'notice.publish'],
  routes: () => [noticeRoutes()],
  jobs: () => [every(SECOND_MS, 'notices', notifyResidents)],
})

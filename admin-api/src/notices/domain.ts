import { noticeMessages } from '@yike/shared/notices/messages'
import { domain, whenDue } from '../domain'
import { noticeAreaRecords } from './area-records'
import { NoticeModel, NoticeReadModel } from './model'
import { notifyResidents, noticesToTell } from './publish'
import { countPublishedIn, publicNotice } from './read'
import { noticeRoutes } from './routes'
import { noticeData } from './person-data'
import { writtenByStaff } from '../privacy/person-data'

export const notices = domain({
  name: 'notices',
  floor: 'middle',
  models: [NoticeModel, NoticeReadModel],
  areaRecords: noticeAreaRecords,
  outboxes: [NoticeModel],
  messages: noticeMessages,
  firstSteps: { notice: countPublishedIn },
  permissions: ['notice.read', 'notice.edit', 'notice.publish'],
  personData: noticeData,
  keepsPeople: writtenByStaff(NoticeModel),
  reportables: [{ type: 'notice', find: publicNotice }],
  routes: ({ config: { wechat, sms } }) => [
    noticeRoutes({
      templateId: wechat?.templates.notice_published?.id ?? null,
      bySms: sms?.kinds?.includes('notice_published') ?? false,
    }),
  ],
  jobs: () => [whenDue('notices', notifyResidents, noticesToTell)],
})

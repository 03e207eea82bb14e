import { moderationMessages } from '@yike/shared/moderation/messages'
import { domain, every, MINUTE_MS } from '../domain'
import { removedByDatabase } from '../privacy/retention'
import { Wechat } from '../wechat/client'
import { useContentDoor } from './content-check'
import { ReportModel } from './model'
import { askAboutPictures, hearPictureCheck, usePictureDoor } from './picture-check'
import { PictureCheckModel } from './picture-model'
import { moderationData } from './person-data'
import { moderationRoutes } from './routes'

/** Public words and pictures: the check before they are read by others, and the reports of those who read them. */
export const moderation = domain({
  name: 'moderation',
  floor: 'ground',
  models: [ReportModel, PictureCheckModel],
  areaRecords: [{ model: ReportModel }, { model: PictureCheckModel }],
  outboxes: [ReportModel],
  messages: moderationMessages,
  permissions: ['report.decide'],
  personRecords: [{ model: ReportModel, fields: ['reporterId'] }],
  personData: moderationData,
  retention: [removedByDatabase(ReportModel, 'expiresAt', { what: '举报', kept: '有结果后半年' })],
  keepsPeople: [{ model: PictureCheckModel, why: 'Who published a picture, by id alone, for a week.' }],
  useConfig({ wechat: settings, publicOrigin }) {
    const wechat = settings && new Wechat(settings)
    useContentDoor(wechat)
    // WeChat fetches a picture from outside, and pushes its answer.
    usePictureDoor(wechat && publicOrigin && settings.pushToken ? { wechat, origin: publicOrigin } : null)
  },
  wechatEvents: { wxa_media_check: hearPictureCheck },
  jobs: () => [every(MINUTE_MS, 'checks of pictures', askAboutPictures)],
  routes: ({ registry }) => [moderationRoutes(registry.reportables)],
})

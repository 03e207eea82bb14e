import type { AreaRecords } from '../territory/area-records'
import { NoticeModel } from './model'

export const noticeAreaRecords: AreaRecords[] = [{ model: NoticeModel, what: '通知', namesCommunity: true }]

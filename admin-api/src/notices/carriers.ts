import type { Carrier } from '../territory/carriers'
import { NoticeModel } from './model'

export const noticeCarriers: Carrier[] = [{ model: NoticeModel, what: '通知', namesCommunity: true }]

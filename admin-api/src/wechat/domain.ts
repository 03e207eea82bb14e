import { domain } from '../domain'
import { WechatTokenModel } from './client'

/** The one door to WeChat; it has no endpoints of its own. */
export const wechat = domain({ name: 'wechat', floor: 'ground', models: [WechatTokenModel] })

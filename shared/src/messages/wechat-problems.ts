/** The reason why WeChat refused a call, and where to mend it. */
export interface Problem {
  says: string
  mend: string
}

const PLATFORM = '微信公众平台 → 开发 → 开发管理'

/**
 * WeChat's return codes that an office meets while it sets its mini-program up, after the pages "获取稳定版接口调用凭据" and
 * "获取个人模板列表" of its documentation.
 */
const PROBLEMS: Readonly<Record<number, Problem>> = {
  40013: { says: '小程序号不对', mend: `对照${PLATFORM}里的 AppID，改 WECHAT_APPID，再启动一次` },
  40125: { says: '密钥不对', mend: `在${PLATFORM}里重置 AppSecret，改 WECHAT_SECRET，再启动一次` },
  40001: { says: '密钥不对，或者刚刚换过', mend: `在${PLATFORM}里看 AppSecret，改 WECHAT_SECRET，再启动一次` },
  40164: { says: '这台机器的网址不在白名单里', mend: `在${PLATFORM}的“IP 白名单”里加上这台机器的公网 IP` },
  40243: { says: '密钥被冻结了', mend: `在${PLATFORM}里解冻 AppSecret` },
  48001: { says: '这个小程序没有订阅消息的权限', mend: '在微信公众平台 → 功能 → 订阅消息里开通' },
  45009: { says: '今天调用的次数用完了', mend: '明天再试，或者在微信公众平台申请提高额度' },
  50007: { says: '这个小程序被封了', mend: '登录微信公众平台看站内信' },
  89503: { says: '微信要管理员点头', mend: '小程序管理员在微信里点“确认”，然后再试' },
}

/** The problem behind a return code; for one that is not listed, the code itself and where it is explained. */
export const wechatProblem = (errcode: number): Problem =>
  PROBLEMS[errcode] ?? {
    says: `微信不答应，回了 ${errcode}`,
    mend: '在微信开放文档的“全局返回码”里查这个号',
  }

/** No answer at all: not a word about the secret that stands in the address. */
export const UNREACHABLE: Problem = {
  says: '连不上微信',
  mend: '看看这台机器能不能上网，防火墙放不放行 api.weixin.qq.com',
}

/** 「会议时间:{{date2.DATA}}\n地点:{{thing5.DATA}}」: the fields of a template, in its order. */
export const fieldsOfTemplate = (content: string) =>
  [...content.matchAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g)].map(([, field]) => field!)

/**
 * The fault of a template of ours beside the one that WeChat has under its id: WeChat refuses a message that lacks a field
 * or has one of another name. Null where they fit; undefined `content`: WeChat has none.
 */
export function templateProblem(fields: readonly string[], content: string | undefined): Problem | null {
  if (content === undefined)
    return { says: '微信里没有这个模板号', mend: '在微信公众平台 → 功能 → 订阅消息 → 我的模板里抄模板 ID' }
  const theirs = fieldsOfTemplate(content)
  const missing = theirs.filter((field) => !fields.includes(field))
  const unknown = fields.filter((field) => !theirs.includes(field))
  if (missing.length === 0 && unknown.length === 0) return null
  const said = [
    missing.length > 0 && `少了 ${missing.join('、')}`,
    unknown.length > 0 && `微信的模板里没有 ${unknown.join('、')}`,
  ]
  return { says: said.filter(Boolean).join('，'), mend: '照模板详情里的字段名，改 WECHAT_TEMPLATES 里的 fields' }
}

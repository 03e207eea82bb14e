import { createHash } from 'node:crypto'
import type { Channels } from '@yike/shared/messages/channel-schemas'
import { templateProblem, UNREACHABLE, wechatProblem, type Problem } from '@yike/shared/messages/wechat-problems'
import { toApiTime } from '@yike/shared/time/china'
import { AppError } from '@yike/shared/errors'
import type { Config } from '../config'
import type { Actor } from '../http/policy'
import { keyedDigest } from '../idempotency'
import { countTry } from '../people/sign-in'
import { WechatError, type Wechat } from '../wechat/client'
import { ChannelTryModel, type ChannelTry } from './model'
import { declaredKinds, labelOf } from './registry'
import type { SmsSettings } from './sms'

/** The ways out as this installation has them. */
export interface ChannelSettings {
  wechat: Wechat | null
  templates: NonNullable<Config['wechat']>['templates']
  sms: SmsSettings | null
}

/** Tries of one administrator in 15 minutes: each asks WeChat twice. */
const MOST_TRIES = 20
const TIMEOUT_MS = 8000

type Tried = ChannelTry['items'][number]

const fine = (what: string, says: string): Tried => ({ what, isOk: true, says, mend: null })
const bad = (what: string, { says, mend }: Problem): Tried => ({ what, isOk: false, says, mend })
const coded = (kind: string) => ({ code: kind, label: labelOf(kind) })

type PlainSettings = Omit<ChannelSettings, 'wechat'> & { app: Config['wechat'] }

/** Changes with any of the settings, and tells nobody what they are. */
const digestOf = ({ app, templates, sms }: PlainSettings) =>
  keyedDigest(
    createHash('sha256')
      .update(JSON.stringify([app, templates, sms]))
      .digest('base64url'),
  )

let inUse: PlainSettings = { app: null, templates: {}, sms: null }
/** Takes the settings of this installation: a try counts while it was made with the same. */
export const useChannelSettings = (settings: PlainSettings) => void (inUse = settings)

/** The ways out, and how the last try of them ended. */
export async function describeChannels(settings: ChannelSettings): Promise<Channels> {
  const { wechat, templates, sms } = settings
  const last = await ChannelTryModel.findById('last').lean<ChannelTry>()
  const set = Object.keys(templates)
  return {
    wechat: wechat && {
      appId: wechat.settings.appId,
      templates: set.map(coded),
      without: declaredKinds().filter((kind) => !set.includes(kind)).length,
    },
    sms: sms && { host: new URL(sms.url).host, kinds: sms.kinds.map(coded) },
    lastTry: last && {
      at: toApiTime(last.at),
      isOfNow: last.digest === digestOf(inUse),
      items: last.items.map(({ what, isOk, says, mend }) => ({ what, isOk, says, mend })),
    },
  }
}

/** The problem behind a failed call to WeChat; anything else is a fault of ours. */
function problemOf(cause: unknown): Problem {
  if (cause instanceof WechatError) return wechatProblem(cause.errcode)
  if (cause instanceof AppError && cause.code === 'WECHAT_UNREACHABLE') return UNREACHABLE
  throw cause
}

async function tryWechat({ wechat, templates }: ChannelSettings, now: Date): Promise<Tried[]> {
  const app = '小程序号和密钥'
  if (!wechat)
    return [bad(app, { says: '还没有写', mend: '启动时写上 WECHAT_APPID 和 WECHAT_SECRET，在微信公众平台里抄' })]
  try {
    await wechat.checkSecret()
  } catch (cause) {
    return [bad(app, problemOf(cause))]
  }
  const set = Object.entries(templates)
  const none = { says: '一个也没有写', mend: '在微信公众平台 → 订阅消息里选模板，写进 WECHAT_TEMPLATES' }
  if (set.length === 0) return [fine(app, '微信认得'), bad('订阅消息的模板', none)]
  try {
    const known = new Map((await wechat.listTemplates(now)).map(({ id, content }) => [id, content]))
    return [
      fine(app, '微信认得'),
      ...set.map(([kind, { id, fields }]) => {
        const what = `“${labelOf(kind)}”的模板`
        const problem = templateProblem(Object.keys(fields), known.get(id))
        return problem ? bad(what, problem) : fine(what, '微信里有，字段也对得上')
      }),
    ]
  } catch (cause) {
    return [fine(app, '微信认得'), bad('订阅消息的模板', problemOf(cause))]
  }
}

/** True when the gateway answers at all. No SMS is sent: that would cost money and reach somebody. */
async function trySms({ sms }: ChannelSettings): Promise<Tried[]> {
  if (!sms) return []
  const answer = await fetch(sms.url, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null)
  await answer?.body?.cancel()
  return [
    answer
      ? fine('短信网关', '连得上')
      : bad('短信网关', { says: '连不上', mend: '看看 SMS_WEBHOOK_URL 的地址对不对、网关开着没有' }),
  ]
}

/** Calls WeChat and the gateway with the settings of now, and keeps the result. Throws TOO_MANY_REQUESTS. */
export async function tryChannels(settings: ChannelSettings, { personId }: Pick<Actor, 'personId'>, now: Date) {
  if ((await countTry(`channels:${String(personId)}`, now)) > MOST_TRIES) throw new AppError('TOO_MANY_REQUESTS')
  const items = (await Promise.all([tryWechat(settings, now), trySms(settings)])).flat()
  const problems = items.filter(({ isOk }) => !isOk).length
  await ChannelTryModel.updateOne(
    { _id: 'last' },
    { $set: { at: now, digest: digestOf(inUse), problems, items } },
    { upsert: true },
  )
  return describeChannels(settings)
}

/** 1 where the last try found nothing wrong with the settings of now, else 0. */
export const countGoodTries = () => ChannelTryModel.countDocuments({ problems: 0, digest: digestOf(inUse) })

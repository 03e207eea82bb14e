import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import { readUntypedJson } from './body'

/** An event that WeChat pushes, in the format JSON and in clear, as the settings of the mini-program say. */
export type WechatEvent = Readonly<Record<string, unknown>> & { Event?: string }
export type HearWechat = (event: WechatEvent, now: Date) => Promise<unknown>

interface Settings {
  /** The token of the settings of the mini-program; null where nothing is pushed here. */
  token: string | null
  /** By the name of the event. */
  hears: Readonly<Record<string, HearWechat>>
  now(): Date
}

const PATH = '/wechat/push'
/** A signature is worth nothing later: an old one was overheard. */
const FRESH_SECONDS = 600

const wordOf = (ctx: Context, name: string) => {
  const value = ctx.query[name]
  return typeof value === 'string' ? value : ''
}

/** Whether WeChat has signed this request: SHA-1 over token, time and nonce in the order of their letters. */
function isSigned(ctx: Context, token: string, now: Date) {
  const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map((name) => wordOf(ctx, name)) as [
    string,
    string,
    string,
  ]
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp))
  const right = Buffer.from(createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex'))
  const given = Buffer.from(signature)
  return age <= FRESH_SECONDS && given.length === right.length && timingSafeEqual(given, right)
}

/**
 * The address to which WeChat pushes events. Its format is WeChat's, so it stands beside the contract: a signature in the
 * query, an echo to try it, and `success`, without which WeChat sends the event again.
 */
export const wechatPush =
  ({ token, hears, now }: Settings): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== PATH || token === null) return next()
    if (!isSigned(ctx, token, now())) {
      ctx.status = 403
      return
    }
    ctx.type = 'text/plain'
    if (ctx.method === 'GET') {
      ctx.body = wordOf(ctx, 'echostr')
      return
    }
    const event = (await readUntypedJson(ctx.req)) as WechatEvent
    await hears[String(event.Event)]?.(event, now())
    ctx.body = 'success'
  }

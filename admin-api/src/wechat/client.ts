import { Schema, model } from 'mongoose'
import { AppError } from '@yike/shared/errors'

export interface WechatSettings {
  appId: string
  secret: string
  apiBase: string
}

/** The access token of the app: one for all processes, because asking for a new one ends the old. */
interface KeptToken {
  _id: string
  token: string
  expiresAt: Date
}
const TokenSchema = new Schema<KeptToken>(
  { _id: String, token: { type: String, required: true }, expiresAt: { type: Date, required: true } },
  { autoIndex: false, versionKey: false },
)
export const WechatTokenModel = model<KeptToken>('WechatToken', TokenSchema, 'wechat_tokens')

const TIMEOUT_MS = 8000
/** Renewed this long before its end, so that no call uses an expired one. */
const MARGIN_MS = 5 * 60_000
/** Codes by which WeChat says that the token is not valid (any more). */
const BAD_TOKEN = new Set([40001, 40014, 42001])

interface Answer {
  errcode?: number
  errmsg?: string
}

/** A refusal of WeChat with its own code. */
export class WechatError extends Error {
  constructor(
    readonly call: string,
    readonly errcode: number,
    errmsg: string,
  ) {
    super(`${call}: ${errcode} ${errmsg}`)
    this.name = 'WechatError'
  }
}

/** The one door to api.weixin.qq.com. */
export class Wechat {
  constructor(readonly settings: WechatSettings) {}

  async #ask<Out extends object>(call: string, query: Record<string, string>, body?: object): Promise<Out> {
    const url = new URL(call, this.settings.apiBase)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      // The address is the operator's: an answer leads to no other one.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
      .then((response) => response.json() as Promise<Out & Answer>)
      .catch(() => {
        // No answer, or one that is no JSON (a gateway's page): its words may hold the secret of the address.
        throw new AppError('WECHAT_UNREACHABLE')
      })
    if (answer.errcode) throw new WechatError(call, answer.errcode, answer.errmsg ?? '')
    return answer
  }

  /** The openid behind a `wx.login` code (5 minutes, once). The session key stays here and is not kept. */
  async openIdOf(code: string): Promise<string> {
    try {
      const { openid } = await this.#ask<{ openid: string }>('/sns/jscode2session', {
        appid: this.settings.appId,
        secret: this.settings.secret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      return openid
    } catch (cause) {
      if (cause instanceof WechatError) throw new AppError('WECHAT_REFUSED')
      throw cause
    }
  }

  /**
   * The access token, one for all processes: WeChat gives the same one to all who ask within its life. `dead` is one
   * that it has refused; when another process has stored a new one meanwhile, that one is taken, because WeChat makes
   * new ones by force only 20 times a day.
   */
  async accessToken(now: Date, dead?: string): Promise<string> {
    const kept = await WechatTokenModel.findById(this.settings.appId).lean()
    const lives = kept && kept.expiresAt.getTime() - MARGIN_MS > now.getTime()
    if (lives && kept.token !== dead) return kept.token
    const { access_token: token, expires_in: seconds } = await this.#ask<{ access_token: string; expires_in: number }>(
      '/cgi-bin/stable_token',
      {},
      {
        grant_type: 'client_credential',
        appid: this.settings.appId,
        secret: this.settings.secret,
        force_refresh: dead !== undefined,
      },
    )
    const expiresAt = new Date(now.getTime() + seconds * 1000)
    await WechatTokenModel.updateOne({ _id: this.settings.appId }, { $set: { token, expiresAt } }, { upsert: true })
    return token
  }

  /**
   * Asks WeChat for the token anew, so that a secret that was changed there is noticed at once; it gives the same one
   * within its life. Throws WechatError, or WECHAT_UNREACHABLE.
   */
  async checkSecret(): Promise<void> {
    const { appId: appid, secret } = this.settings
    await this.#ask(
      '/cgi-bin/stable_token',
      {},
      { grant_type: 'client_credential', appid, secret, force_refresh: false },
    )
  }

  /** The subscribe templates of the mini-program, with the text that names their fields. */
  async listTemplates(now: Date): Promise<{ id: string; title: string; content: string }[]> {
    const { data } = await this.#withToken<{ data: { priTmplId: string; title: string; content: string }[] }>(
      '/wxaapi/newtmpl/gettemplate',
      undefined,
      now,
    )
    return data.map(({ priTmplId: id, title, content }) => ({ id, title, content }))
  }

  async #withToken<Out extends object>(call: string, body: object | undefined, now: Date): Promise<Out> {
    const token = await this.accessToken(now)
    try {
      return await this.#ask<Out>(call, { access_token: token }, body)
    } catch (cause) {
      if (!(cause instanceof WechatError && BAD_TOKEN.has(cause.errcode))) throw cause
      return this.#ask<Out>(call, { access_token: await this.accessToken(now, token) }, body)
    }
  }

  /** The phone number behind the code of the button (5 minutes, once). */
  async phoneNumberOf(code: string, now: Date): Promise<string> {
    const { phone_info: info } = await this.#withToken<{ phone_info: { purePhoneNumber: string } }>(
      '/wxa/business/getuserphonenumber',
      { code },
      now,
    )
    return info.purePhoneNumber
  }

  /** Sends one subscribe message. The caller decides whether it may be sent; it is never sent twice for one consent. */
  async sendSubscribeMessage(
    message: { openId: string; templateId: string; page: string; data: Record<string, { value: string }> },
    now: Date,
  ): Promise<void> {
    await this.#withToken(
      '/cgi-bin/message/subscribe/send',
      { touser: message.openId, template_id: message.templateId, page: message.page, data: message.data },
      now,
    )
  }

  /** Whether a text may be shown to others: msgSecCheck 2.0; scene 1 profile, 2 comment, 3 forum, 4 log. */
  async checkText(text: string, openId: string, scene: 1 | 2 | 3 | 4, now: Date): Promise<'pass' | 'review' | 'risky'> {
    const { result } = await this.#withToken<{ result: { suggest: 'pass' | 'review' | 'risky' } }>(
      '/wxa/msg_sec_check',
      { content: text, version: 2, scene, openid: openId },
      now,
    )
    return result.suggest
  }

  /** Asks WeChat to check a picture; the answer comes by push. Returns the trace id it will name. */
  async checkImage(mediaUrl: string, openId: string, scene: 1 | 2 | 3 | 4, now: Date): Promise<string> {
    const { trace_id: traceId } = await this.#withToken<{ trace_id: string }>(
      '/wxa/media_check_async',
      { media_url: mediaUrl, media_type: 2, version: 2, scene, openid: openId },
      now,
    )
    return traceId
  }
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SentMessage {
  touser: string
  template_id: string
  page: string
  data: Record<string, { value: string }>
}

/** A server that answers as WeChat's documentation says api.weixin.qq.com does, as far as the product asks it. */
export class WechatStandIn {
  readonly appId = 'wx0000000000000000'
  readonly secret = 'app-secret'
  readonly sent: SentMessage[] = []
  /** The number of requests for a token, and of those by force. */
  readonly asked = { token: 0, forced: 0 }
  /** Openids that agreed to no messages. */
  readonly refusing = new Set<string>()
  /** A code by which every subscribe message is refused; null when they are taken. */
  breaking: number | null = null
  /** A code by which every request for a token is refused; null when they are granted. */
  refusingTokens: number | null = null
  /** The templates of the mini-program. */
  readonly templates: { priTmplId: string; title: string; content: string }[] = []
  /** The texts that it was asked about. */
  readonly checked: string[] = []
  /** The addresses of the pictures that it was asked about. */
  readonly pictures: string[] = []
  /** Calls without an answer: the connection is cut after the message was taken. */
  cutsLine = false

  readonly #codes = new Map<string, string>()
  readonly #phoneCodes = new Map<string, string>()
  #token = 'token-0'
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  async start() {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop() {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  get apiBase() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get settings() {
    return { appId: this.appId, secret: this.secret, apiBase: this.apiBase }
  }

  /** The code that `wx.login` gives on this person's phone: valid once. */
  giveCode(openId: string) {
    const code = `code-${this.#codes.size + 1}`
    this.#codes.set(code, openId)
    return code
  }

  givePhoneCode(phone: string) {
    const code = `phone-${this.#phoneCodes.size + 1}`
    this.#phoneCodes.set(code, phone)
    return code
  }

  /** Makes the token in use invalid before its time, as a second server with the same app would. */
  endToken() {
    this.#token = `token-${this.asked.token + 1}-${this.asked.forced}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.apiBase)
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = (chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}) as Record<string, unknown>
    const answer = this.#of(url, body)
    if (this.cutsLine) return response.destroy()
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(answer))
  }

  #of(url: URL, body: Record<string, unknown>): object {
    const query = (name: string) => url.searchParams.get(name)
    if (url.pathname === '/sns/jscode2session') {
      if (query('appid') !== this.appId) return refusal(40013, 'invalid appid')
      if (query('secret') !== this.secret) return refusal(40125, 'invalid appsecret')
      const openid = this.#codes.get(query('js_code') ?? '')
      if (openid === undefined) return refusal(40029, 'invalid code')
      if (openid === '') return refusal(40163, 'code been used')
      this.#codes.set(query('js_code')!, '')
      return { openid, session_key: 'a-secret-of-wechat' }
    }
    if (url.pathname === '/cgi-bin/stable_token') {
      if (body.appid !== this.appId) return refusal(40013, 'invalid appid')
      if (body.secret !== this.secret) return refusal(40125, 'invalid appsecret')
      if (this.refusingTokens) return refusal(this.refusingTokens, 'refused')
      this.asked.token++
      if (body.force_refresh) {
        this.asked.forced++
        this.endToken()
      }
      return { access_token: this.#token, expires_in: 7200 }
    }
    if (query('access_token') !== this.#token) return refusal(40001, 'invalid credential, access_token is invalid')
    return this.#withToken(url.pathname, body)
  }

  #withToken(path: string, body: Record<string, unknown>): object {
    if (path === '/wxa/business/getuserphonenumber') {
      const phone = this.#phoneCodes.get(String(body.code))
      if (!phone) return refusal(40029, 'invalid code')
      this.#phoneCodes.delete(String(body.code))
      return { ...OK, phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86' } }
    }
    if (path === '/cgi-bin/message/subscribe/send') {
      const message = body as unknown as SentMessage
      if (this.breaking) return refusal(this.breaking, 'refused')
      if (this.refusing.has(message.touser)) return refusal(43101, 'user refuse to accept the msg')
      const wrong = Object.entries(message.data).find(([name, { value }]) => !fits(name, value))
      if (wrong) return refusal(47003, `argument invalid! data.${wrong[0]}.value invalid`)
      this.sent.push(message)
      return { ...OK, msgid: this.sent.length }
    }
    if (path === '/wxaapi/newtmpl/gettemplate') return { ...OK, data: this.templates }
    if (path === '/wxa/msg_sec_check') {
      const content = String(body.content)
      this.checked.push(content)
      if (content.length > 2500) return refusal(47001, 'content too long')
      const suggest = content.includes('违规') ? 'risky' : content.includes('拿不准') ? 'review' : 'pass'
      return { ...OK, result: { suggest, label: suggest === 'pass' ? 100 : 20001 }, trace_id: 'trace-text' }
    }
    if (path === '/wxa/media_check_async') {
      this.pictures.push(String(body.media_url))
      return { ...OK, trace_id: this.pictures.length === 1 ? 'trace-image' : `trace-image-${this.pictures.length}` }
    }
    return refusal(-1, 'system error')
  }
}

const OK = { errcode: 0, errmsg: 'ok' }
const refusal = (errcode: number, errmsg: string) => ({ errcode, errmsg })

/** The limits of template fields, by the beginning of their names. */
function fits(name: string, value: string) {
  if (!value || /[\r\n]/.test(value)) return false
  if (name.startsWith('thing')) return [...value].length <= 20
  if (name.startsWith('phrase')) return /^\p{Script=Han}{1,5}$/u.test(value)
  if (name.startsWith('time') || name.startsWith('date'))
    return /^\d{4}年\d{1,2}月\d{1,2}日( \d{2}:\d{2})?$/.test(value)
  return false
}

import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { Types } from 'mongoose'
import {
  API_BASE_PATH,
  CLIENT_VERSION_HEADER,
  DEVICE_HEADER,
  IDEMPOTENCY_HEADER,
  readsQuery,
} from '@yike/shared/endpoint'
import { AppError } from '@yike/shared/errors'
import { SECOND_STEP_FIRST } from '@yike/shared/people/second-factor'
import type { Feature } from '@yike/shared/territory/features'
import type { z } from '@yike/shared/zod'
import { readJson } from './body'
import { accessCookie, checkCsrf, checkOrigin, clearCookies, refreshCookie, setCookies, type Side } from './cookies'
import { parseInput } from './errors'
import type { Call, Client, Route, Routes, StreamAnswer, Tokens } from './handle'
import type { RateLimit } from './limits'
import { networkOf } from './network'
import { holdsSomewhere, type Actor } from './policy'
import { refuseUnstorable } from './storable'

/** A call for the audit log. */
interface RecordedCall {
  kind: 'read' | 'change' | 'export' | 'security'
  /** A security event, or a method and an address of the contract. */
  act: string
  actor: Actor | null
  people: readonly Types.ObjectId[]
  /** The ids in the address, or the facts of the event. */
  facts: Record<string, string>
  ip: string
}

export interface Doors {
  /** The actor of an access token now; null when the session has ended. */
  actorOf(accessToken: string, now: Date): Promise<Actor | null>
  now(): Date
  limits: { person: RateLimit; address: RateLimit }
  publicOrigin: string | undefined
  minClientVersion: string
  secureCookies: boolean
  /** Counts an export of a member of staff over all processes, or refuses it with TOO_MANY_REQUESTS. */
  countExport(actor: Actor, now: Date): Promise<void>
  /** Puts a call of staff on record, or a security event. */
  record(call: RecordedCall, now: Date): Promise<void>
  /**
   * Refuses where a feature is switched off: for staff in all their areas, for everybody else in the whole
   * installation. A record of an area where it is off is refused by its domain.
   */
  refuseOff(feature: Feature, staff: Actor | null): Promise<void>
  /** Called after a request that may have written something. */
  onWrite(): void
  /** Tests check every answer against the contract. */
  checkAnswers: boolean
}

interface Served {
  route: Route
  feature: Feature | undefined
}

const KEY = /^[\w-]{8,64}$/

const clientOf = (ctx: Context): Client => {
  const said = ctx.get('X-Client')
  if (said === 'weapp' || said === 'h5' || said === 'console') return said
  return ctx.path.startsWith(`${API_BASE_PATH}/staff/`) ? 'console' : 'h5'
}
const sideOf = (client: Client): Side => (client === 'console' ? 'staff' : 'resident')

/** Whether version `a` is below `b`: '1.9.0' is below '1.10.0'. A text that is no version is not refused. */
export function isBelow(a: string, b: string) {
  const [left, right] = [a, b].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number))
  if (!left || !right) return false
  const differs = left.findIndex((part, index) => part !== right[index])
  return differs >= 0 && left[differs]! < right[differs]!
}

/** The word that an address begins with: places, staff/cases. */
const FIRST_WORD = /^\/(?:staff\/)?[^/]*/
const firstWordOf = (path: string) => FIRST_WORD.exec(path)![0].toLowerCase()

/**
 * Serves every route of the contract, in the order given. A request is compared with the routes that begin with the same
 * word only: there are hundreds.
 */
export function serve(all: Routes[], doors: Doors) {
  const routers = new Map<string, Router>()
  for (const { route, feature } of all.flatMap(({ all: own, feature }) => own.map((route) => ({ route, feature })))) {
    const { method, path } = route.endpoint
    const word = firstWordOf(path)
    const router = routers.get(word) ?? new Router({ prefix: API_BASE_PATH, exclusive: false })
    routers.set(word, router)
    router.register(path, [method], (ctx) =>
      answer(ctx as unknown as Context, { route, feature }, ctx.params as Record<string, string>, doors),
    )
  }
  const served = new Map([...routers].map(([word, router]) => [word, router.routes() as unknown as Middleware]))
  const wordOf = (address: string) =>
    address.startsWith(`${API_BASE_PATH}/`) ? firstWordOf(address.slice(API_BASE_PATH.length)) : ''
  const middleware: Middleware = (ctx, next) => served.get(wordOf(ctx.path))?.(ctx, next) ?? next()
  return {
    middleware,
    /** Whether some method is served at this address. */
    knows: (address: string) =>
      routers.get(wordOf(address))?.stack.some((layer) => layer.path !== '' && layer.match(address)) ?? false,
  }
}

async function answer(ctx: Context, { route, feature }: Served, params: Record<string, string>, doors: Doors) {
  const now = doors.now()
  if (isBelow(ctx.get(CLIENT_VERSION_HEADER), doors.minClientVersion)) throw new AppError('UPDATE_REQUIRED')
  const client = clientOf(ctx)
  if (ctx.method !== 'GET' && client !== 'weapp') checkOrigin(ctx, doors.publicOrigin)
  const { cost } = route.endpoint
  const countAddress = () => doors.limits.address.take(networkOf(ctx.ip), now.getTime(), cost)
  const visitor = await whoActs(ctx, route, { client, now }, doors).catch(async (cause: unknown) => {
    // A forged or expired token names nobody: the call counts for the address.
    await countAddress()
    throw cause
  })
  if (visitor) await doors.limits.person.take(String(visitor.personId), now.getTime(), cost)
  else await countAddress()
  mayEnter(route, visitor)
  if (feature) await doors.refuseOff(feature, typeof route.endpoint.access === 'object' ? visitor : null)
  const key = keyOf(ctx, route)
  const given = await inputOf(ctx, route, params)
  refuseUnstorable(given)
  const input = parseInput(route.input, given)
  if (visitor && isExport(route)) await doors.countExport(visitor, now)
  const seen: Types.ObjectId[] = []
  const result = await route.run(input, callOf(ctx, { now, client, visitor, key, doors, seen }))
  if (ctx.method !== 'GET') doors.onWrite()
  const kind = kindOf(route, seen)
  if (visitor && kind) {
    const people = [...new Map(seen.map((id) => [String(id), id])).values()]
    const act = `${route.endpoint.method} ${route.endpoint.path}`
    await doors.record({ kind, act, actor: visitor, people, facts: params, ip: ctx.ip }, now)
  }
  if (route.output) {
    if (doors.checkAnswers) checkAnswer(ctx, result, route.output)
    sendJson(ctx, result, route.endpoint.access === 'public' && !visitor)
  } else sendStream(ctx, result as StreamAnswer)
}

/** Staff take data with them: tables, files of an incident, the log. */
const isExport = ({ endpoint: { access }, output }: Route) => typeof access === 'object' && output === null

/** The kind of entry that a call of staff leaves; null where nobody's data was in it. Residents' own calls note nobody. */
function kindOf({ endpoint: { access, method }, output }: Route, seen: readonly Types.ObjectId[]) {
  if (typeof access !== 'object' && seen.length === 0) return null
  if (output === null) return 'export'
  if (method !== 'GET') return 'change'
  return seen.length > 0 ? 'read' : null
}

async function whoActs(ctx: Context, route: Route, { client, now }: { client: Client; now: Date }, doors: Doors) {
  const bearer = /^Bearer (.+)$/.exec(ctx.get('Authorization'))?.[1]
  // The mini-program has no cookies: a caller that claims to be it cannot avoid the checks that cookies need.
  const side = client === 'weapp' ? null : sideOf(client)
  const cookie = bearer || !side ? undefined : accessCookie(ctx, side)
  const token = bearer ?? cookie
  if (!token) {
    if (route.endpoint.access !== 'public' && side && refreshCookie(ctx, side)) throw new AppError('SESSION_ENDED')
    return null
  }
  const actor = await doors.actorOf(token, now)
  if (!actor) {
    // Signing in, renewing and signing out (the public writes) work for people whose session has ended.
    if (route.endpoint.access === 'public' && ctx.method !== 'GET') return null
    throw new AppError('SESSION_ENDED')
  }
  if (cookie && ctx.method !== 'GET') checkCsrf(ctx)
  return actor
}

function mayEnter({ endpoint: { access } }: Route, visitor: Actor | null) {
  if (access === 'public') return
  if (!visitor) throw new AppError('SIGN_IN_REQUIRED')
  if (access === 'resident' || holdsSomewhere(visitor, access.staff)) return
  const isWithheld = holdsSomewhere({ roles: visitor.withheld ?? [] }, access.staff)
  throw new AppError('FORBIDDEN', isWithheld ? SECOND_STEP_FIRST : undefined)
}

function keyOf(ctx: Context, { endpoint }: Route) {
  if (!endpoint.idempotent) return ''
  const key = ctx.get(IDEMPOTENCY_HEADER)
  if (!key && endpoint.idempotent === 'optional') return ''
  if (!KEY.test(key)) throw new AppError('KEY_REQUIRED')
  return key
}

/** Path parameters with the query (GET, DELETE) or with the body (others), never both. */
async function inputOf(ctx: Context, route: Route, params: Record<string, string>) {
  if (readsQuery(route.endpoint)) {
    const repeated = Object.entries(ctx.query).find(([, value]) => Array.isArray(value))
    if (repeated) throw new AppError('INVALID_INPUT', undefined, { fields: { [repeated[0]]: ['只能写一次'] } })
    if (ctx.request.length || ctx.get('Transfer-Encoding'))
      throw new AppError('INVALID_INPUT', '内容要放在网址后面，不放在正文里。')
    return { ...ctx.query, ...params }
  }
  if (ctx.querystring) throw new AppError('INVALID_INPUT', '内容要放在正文里，不放在网址后面。')
  if (route.raw) return params
  const body = await readJson(ctx.req)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('INVALID_INPUT', '正文要是一组内容。')
  const twice = Object.keys(params).filter((name) => name in body)
  if (twice.length > 0) throw new AppError('INVALID_INPUT', `这几项在网址里已经有了：${twice.join('、')}`)
  return { ...body, ...params }
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** A request through a proxy on this machine comes from somewhere else. */
const isLocal = (ctx: Context) =>
  LOOPBACK.test(ctx.req.socket.remoteAddress ?? '') && !ctx.get('X-Forwarded-For') && !ctx.get('Forwarded')

interface Known {
  now: Date
  client: Client
  visitor: Actor | null
  key: string
  doors: Doors
  seen: Types.ObjectId[]
}

function callOf(ctx: Context, { now, client, visitor, key, doors, seen }: Known): Call {
  const side = sideOf(client)
  return {
    now,
    ip: ctx.ip,
    isLocal: isLocal(ctx),
    client,
    agent: ctx.get('User-Agent'),
    key,
    device: ctx.get(DEVICE_HEADER),
    visitor,
    get actor() {
      if (!visitor) throw new AppError('SIGN_IN_REQUIRED')
      return visitor
    },
    body: ctx.req,
    get refreshCookie() {
      const cookie = client === 'weapp' ? undefined : refreshCookie(ctx, side)
      if (cookie) checkCsrf(ctx)
      return cookie
    },
    giveTokens(tokens: Tokens) {
      if (client === 'weapp') return tokens
      if (doors.secureCookies && !ctx.secure)
        throw new AppError(
          'FORBIDDEN',
          `请用 ${doors.publicOrigin} 打开再登录：这次连接没有加密。前面有反向代理的，把 TRUST_PROXY 设成代理的层数。`,
        )
      setCookies(ctx, side, tokens, doors.secureCookies)
      return { accessToken: null, refreshToken: null, expiresIn: tokens.expiresIn }
    },
    dropTokens: () => clearCookies(ctx, side),
    record: (event, facts) =>
      doors.record({ kind: 'security', act: event, actor: visitor, people: [], facts, ip: ctx.ip }, now),
    saw: (people) => void seen.push(...people),
  }
}

/** An answer that is the same for everybody carries a tag: a browser that has it already is told so in a few bytes. */
function sendJson(ctx: Context, result: unknown, isForEverybody: boolean) {
  const text = JSON.stringify(result)
  ctx.type = 'application/json'
  ctx.body = text
  ctx.set('Cache-Control', 'no-store')
  if (!isForEverybody || ctx.method !== 'GET') return
  ctx.set('Cache-Control', 'private, no-cache')
  ctx.set('ETag', `W/"${createHash('sha1').update(text).digest('base64url')}"`)
  if (ctx.fresh) ctx.status = 304
}

/** Fails where an answer differs from its contract, even by an extra field: that field would be public by accident. */
function checkAnswer(ctx: Context, result: unknown, output: z.ZodType) {
  const sentAs = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  const { data, error } = output.safeParse(result)
  const why = error?.message ?? (isDeepStrictEqual(sentAs(data), sentAs(result)) ? null : 'it has fields of its own')
  if (why) throw new Error(`${ctx.method} ${ctx.path} answered against its contract: ${why}`)
}

function sendStream(ctx: Context, { type, body, headers = {} }: StreamAnswer) {
  ctx.set(headers)
  ctx.type = type
  ctx.body = body
}

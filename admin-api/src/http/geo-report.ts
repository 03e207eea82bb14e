import type { Context, Middleware } from 'koa'
import { AppError, ERRORS } from '@yike/shared/errors'
import { readForm } from './body'
import { refusalOf } from './errors'
import type { RateLimit } from './limits'
import { networkOf } from './network'
import { refuseUnstorable } from './storable'
import { toXml } from './xml'

/** A call of a resource: arguments of the query or the form, with those of the path. */
export interface GeoReportCall {
  input: Record<string, string>
  /** The `Idempotency-Key` of a caller that sends one; empty for others. */
  key: string
  /** The address under which these resources are served. */
  origin: string
  ip: string
  now: Date
}
/** An answer: the name of its root in XML, and its value; a list there is the list itself in JSON. */
interface GeoReportAnswer {
  root: string
  value: unknown
}
/** A resource of GeoReport v2, `/requests/:service_request_id`. */
export interface GeoReportResource {
  method: 'GET' | 'POST'
  path: string
  run(call: GeoReportCall): Promise<GeoReportAnswer>
}

export interface GeoReportDoors {
  isReady(): boolean
  isDatabaseUp(): boolean
  now(): Date
  publicOrigin: string | undefined
  /** By network address: reading needs no key. */
  limit: RateLimit
  /** Called after a request that may have written something. */
  onWrite(): void
}

export const GEO_REPORT_PATH = '/open311/v2'
const TYPES = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' } as const
type Format = keyof typeof TYPES

/** The elements of each list in XML. */
const ITEM_OF: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

const ENDING = /\.(json|xml)$/
/** By the ending of the address, else by what the caller accepts; XML is what the specification requires. */
const formatOf = (ctx: Context): Format =>
  (ENDING.exec(ctx.path)?.[1] as Format | undefined) ??
  (ctx.accepts('text/xml', 'application/xml', 'application/json') === 'application/json' ? 'json' : 'xml')

function send(ctx: Context, format: Format, { root, value }: GeoReportAnswer) {
  ctx.set('Cache-Control', 'no-store')
  ctx.vary('Accept')
  ctx.body = format === 'json' ? JSON.stringify(value) : toXml(root, value, ITEM_OF)
  ctx.type = TYPES[format]
}

/** The status by the specification: 404 and 403 for what they say, 400 for whatever else the caller can mend. */
function statusOf({ code }: AppError) {
  const { status } = ERRORS[code]
  return status === 404 || status === 403 || status === 429 || status >= 500 ? status : 400
}

/** Each bad field is an error of its own. */
function sentencesOf({ message, details }: AppError) {
  const fields = Object.entries(details?.fields ?? {}).map(([field, said]) => `${field}：${said.join('；')}`)
  return fields.length > 0 ? fields : [message]
}

/** The resource and the arguments of a path; null where none is there. */
function match(resources: readonly GeoReportResource[], path: string) {
  const parts = path.split('/')
  const at = resources.filter((one) => {
    const named = one.path.split('/')
    return named.length === parts.length && named.every((name, index) => name.startsWith(':') || name === parts[index])
  })
  const args = (one: GeoReportResource) =>
    Object.fromEntries(
      one.path
        .split('/')
        .flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), decoded(parts[index]!)] as const] : [])),
    )
  return at.map((one) => ({ resource: one, args: args(one) }))
}

function decoded(part: string) {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new AppError('NOT_FOUND')
  }
}

/** The arguments as one text each: where a filter is named twice, both count. */
const argumentsOf = (given: URLSearchParams) =>
  Object.fromEntries([...new Set(given.keys())].map((name) => [name, given.getAll(name).join(',')]))

async function inputOf(ctx: Context, args: Record<string, string>) {
  const given = ctx.method === 'GET' ? new URLSearchParams(ctx.querystring) : await readForm(ctx.req)
  const input = { ...argumentsOf(given), ...args }
  refuseUnstorable(input)
  return input
}

/**
 * Open311 GeoReport v2, in JSON and XML. It stands beside the contract because its shapes are the specification's: the
 * arguments of a form, answers in two formats, and errors in a list. Nobody signs in here; a key is an argument.
 */
export function serveGeoReport(resources: readonly GeoReportResource[], doors: GeoReportDoors): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${GEO_REPORT_PATH}/`)) return next()
    const format = formatOf(ctx)
    try {
      const now = doors.now()
      if (!doors.isReady()) throw new AppError('NOT_READY')
      if (!doors.isDatabaseUp()) throw new AppError('DATABASE_UNREACHABLE')
      await doors.limit.take(networkOf(ctx.ip), now.getTime())
      const found = match(resources, ctx.path.slice(GEO_REPORT_PATH.length).replace(ENDING, ''))
      if (found.length === 0) throw new AppError('NOT_FOUND', '没有这个地址，看看 discovery 里的说明。')
      const one = found.find(({ resource }) => resource.method === ctx.method)
      if (!one) throw new AppError('METHOD_NOT_ALLOWED')
      const origin = (doors.publicOrigin ?? `${ctx.protocol}://${ctx.host}`) + GEO_REPORT_PATH
      const input = await inputOf(ctx, one.args)
      const answer = await one.resource.run({ input, key: ctx.get('Idempotency-Key'), origin, ip: ctx.ip, now })
      if (ctx.method === 'POST') doors.onWrite()
      ctx.status = 200
      send(ctx, format, answer)
    } catch (cause) {
      const error = refusalOf(cause)
      ctx.status = statusOf(error)
      ctx.state.refusal = error.code
      const errors = sentencesOf(error).map((description) => ({ code: ctx.status, description }))
      send(ctx, format, { root: 'errors', value: errors })
      if (error.details?.retryAfterSeconds !== undefined)
        ctx.set('Retry-After', String(error.details.retryAfterSeconds))
      if (ctx.status >= 500) ctx.app.emit('error', cause, ctx)
    }
  }
}

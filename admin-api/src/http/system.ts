import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Context, Middleware } from 'koa'
import { AppError } from '@yike/shared/errors'
import type { RateLimit } from './limits'
import { networkOf } from './network'

export interface System {
  /** Whether requests of the API are accepted. */
  isStarted(): boolean
  /** Whether it is stopping: it still answers, and wants no new requests. */
  isStopping(): boolean
  /** Null when the database answers and knows of no damage. */
  databaseFailure(): Promise<Error | null>
  /** Whether a request may be tried; without a database it would only wait. */
  isDatabaseUp(): boolean
  /** Makes the OpenAPI document; called once. */
  describe(): object
  /** By address: these endpoints need no sign-in. */
  limit: RateLimit
  now(): Date
}

/** `/healthz`, `/readyz` and the OpenAPI document; and 503 for the API while it cannot answer. */
export function systemEndpoints(system: System): Middleware {
  let description: ReturnType<typeof ready> | undefined
  const limited = (ctx: Context) => system.limit.take(networkOf(ctx.ip), system.now().getTime())
  return async (ctx, next) => {
    if (ctx.path === '/healthz') ctx.body = { alive: true }
    else if (ctx.path === '/readyz') {
      await limited(ctx)
      const failure = await system.databaseFailure()
      // The log names the damage; a caller from outside learns only that there is some.
      if (failure) ctx.app.emit('error', failure, ctx)
      const isReady = system.isStarted() && !system.isStopping() && !failure
      ctx.status = isReady ? 200 : 503
      ctx.body = { ready: isReady }
    } else if (!ctx.path.startsWith('/api/')) await next()
    else if (ctx.path === '/api/openapi.json') {
      await limited(ctx)
      sendReady(ctx, (description ??= ready(system.describe())))
    } else if (!system.isStarted()) throw new AppError('NOT_READY')
    else if (!system.isDatabaseUp()) throw new AppError('DATABASE_UNREACHABLE')
    else await next()
  }
}

/** A document as it is sent, compressed once: compressing it for each caller would cost more than everything else. */
function ready(document: object) {
  const plain = Buffer.from(JSON.stringify(document))
  return {
    plain,
    compressed: gzipSync(plain),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`,
  }
}

function sendReady(ctx: Context, { plain, compressed, etag }: ReturnType<typeof ready>) {
  ctx.status = 200
  ctx.etag = etag
  ctx.vary('Accept-Encoding')
  ctx.set('Cache-Control', 'public, max-age=300')
  if (ctx.fresh) {
    ctx.status = 304
    return
  }
  ctx.type = 'application/json'
  if (!ctx.acceptsEncodings('gzip')) {
    ctx.body = plain
    return
  }
  ctx.set('Content-Encoding', 'gzip')
  ctx.body = compressed
  ctx.type = 'application/json'
}

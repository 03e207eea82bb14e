import type { Middleware } from 'koa'
import { pino, type Logger } from 'pino'
import { randomUUID } from 'node:crypto'
import type { ErrorCode } from '@yike/shared/errors'

export const makeLog = (level: string): Logger =>
  pino({ level, base: undefined, redact: ['password', 'token', 'accessToken', 'refreshToken', 'phone', 'code'] })

/** Refusals that the operator of an installation wants to count. */
const SECURITY = new Set<ErrorCode>([
  'WRONG_CREDENTIALS',
  'TOO_MANY_REQUESTS',
  'CSRF',
  'FORBIDDEN',
  'DEVICE_UNKNOWN',
  'FAMILY_CODE_WRONG',
])

/** One line a request: method and path (never the query, which may hold a position or a name), result, duration. */
export const logRequests =
  (log: Logger): Middleware =>
  async (ctx, next) => {
    const begun = performance.now()
    const requestId = randomUUID()
    ctx.state.requestId = requestId
    ctx.set('X-Request-Id', requestId)
    await next()
    const line = {
      requestId,
      method: ctx.method,
      path: ctx.path,
      status: ctx.status,
      ms: Math.round(performance.now() - begun),
    }
    const refusal = ctx.state.refusal as ErrorCode | undefined
    if (refusal && SECURITY.has(refusal)) log.warn({ ...line, security: refusal, ip: ctx.ip })
    // 503 means only that the server is starting or stopping.
    if (ctx.status === 500) log.error(line)
    else log.debug(line)
  }

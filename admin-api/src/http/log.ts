import type { Middleware } from 'koa'
import { pino, type Logger } from 'pino'
import { randomUUID } from 'node:crypto'

export const makeLog = (level: string): Logger =>
  pino({ level, base: undefined, redact: ['password', 'token', 'accessToken', 'refreshToken', 'phone', 'code'] })

/** One line a request: what was asked (never the query, which may hold a position or a name), how it ended, how long. */
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
    // 503 only says that the server is starting or stopping.
    if (ctx.status === 500) log.error(line)
    else log.debug(line)
  }

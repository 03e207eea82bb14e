import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type Koa from 'koa'

/**
 * Longer than a proxy (nginx: 60 s) keeps an unused connection: a request sent on a connection that is just being
 * closed gets no answer, and a write cannot be sent again blindly.
 */
const KEEP_ALIVE_MS = 65_000

/** The time that a connection may stay silent, or take to send, before it is closed. */
interface Patience {
  /** From the opening of a connection, or the start of a request, to the end of its headers. */
  headersMs: number
  /** To the end of a request: 5 MB over a slow phone. */
  requestMs: number
}
const PATIENCE: Patience = { headersMs: 10_000, requestMs: 120_000 }

/** Resolves once requests are accepted. */
export async function listen(app: Koa, port: number, host: string, patience = PATIENCE): Promise<Server> {
  const answer = app.callback()
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.headersMs / 4,
    },
    (request, response) => void answer(request, response),
  )
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

const POLL_MS = 50

/**
 * Ends the server without losing a request. For `graceMs` everything is still answered, each answer with `Connection:
 * close`, so that kept-alive clients and the proxy before us go elsewhere (readiness is red by then). Then nothing new
 * is accepted; resolves when the requests under way are answered.
 */
export async function stopListening(server: Server, graceMs = 0): Promise<void> {
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
  await wait(graceMs)
  // Node keeps a busy connection alive when it falls idle.
  const idle = setInterval(() => server.closeIdleConnections(), POLL_MS)
  server.close()
  await once(server, 'close')
  clearInterval(idle)
}

import { once } from 'node:events'
import type { Server } from 'node:http'
import type Koa from 'koa'

/**
 * Longer than a proxy (nginx: 60 s) keeps a line that is not used: who sends on a line that is just being closed gets no
 * answer, and a write cannot be sent again blindly.
 */
const KEEP_ALIVE_MS = 65_000

/** Resolves once requests are taken. */
export async function listen(app: Koa, port: number, host: string): Promise<Server> {
  const server = app.listen(port, host)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await once(server, 'listening')
  return server
}

const LOOK_MS = 50

/** No new requests; resolves when those under way are answered. A line that was busy is kept alive by Node when it falls idle. */
export async function stopListening(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS)
  server.close()
  await once(server, 'close')
  clearInterval(idle)
}

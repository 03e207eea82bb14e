import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that systems give to outgoing connections (Linux from 32768 on). */
const FIRST = 20_000
const LAST = 31_999

/**
 * A free port of loopback, for tests. A server may be killed and started again on it: no outgoing connection takes it
 * meanwhile. One that knocks at a port of its own range can even answer itself.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST, LAST + 1)
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    return freePort()
  }
  probe.close()
  await once(probe, 'close')
  return port
}

import type { Config } from '../config'
import { makeSetupLink } from './setup'

/** The console's address for a browser on this machine, or behind the proxy. */
const consoleOrigin = ({ publicOrigin, host, port }: Pick<Config, 'publicOrigin' | 'host' | 'port'>) =>
  `${publicOrigin ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`}/admin`

/**
 * A new set-up link as an address; the one before is not valid any more. Null where an administrator exists already.
 */
export async function setupAddress(
  config: Pick<Config, 'publicOrigin' | 'host' | 'port'>,
  now: Date,
): Promise<string | null> {
  const link = await makeSetupLink(now)
  return link && `${consoleOrigin(config)}/setup#${link.token}`
}

import type { Config } from '../config'
import { makeSetupLink } from './setup'

/** The console as a browser on this machine, or behind the proxy, reaches it. */
const consoleOrigin = ({ publicOrigin, host, port }: Pick<Config, 'publicOrigin' | 'host' | 'port'>) =>
  `${publicOrigin ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`}/admin`

/** A new set-up link as an address; the one before is good no more. Null where an administrator exists already. */
export async function setupAddress(
  config: Pick<Config, 'publicOrigin' | 'host' | 'port'>,
  now: Date,
): Promise<string | null> {
  const link = await makeSetupLink(now)
  return link && `${consoleOrigin(config)}/setup#${link.token}`
}

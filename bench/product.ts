import { readFileSync, readdirSync } from 'node:fs'
import { DOMAINS } from '../admin-api/src/domains'
import { startProduct } from '../tests/support/product'

export const SECRET = 'only for this measurement, 32 characters'

/** Makes this process seal values and sign tokens as the product under measurement does. */
export const useProductSecret = () => DOMAINS.forEach((one) => one.useSecrets?.([SECRET]))

/** The built product as an office runs it, on a database with the demo community, without limits for one address. */
export const product = (uri: string) =>
  startProduct({
    ...{ MONGODB_URI: uri, SECRET, NODE_ENV: 'production', DEMO: '1', LOG_LEVEL: 'error' },
    REQUESTS_PER_SECOND: '100000',
  })

/** Processes whose command line has this text: a server that was started by somebody else. */
export const processesLike = (text: string) =>
  readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text) ? [Number(pid)] : []
    } catch {
      return []
    }
  })

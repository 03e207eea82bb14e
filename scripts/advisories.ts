import { spawnSync } from 'node:child_process'
import { adviceOf } from './advisory-answer'
import { ROOT } from './build'

/**
 * `npm run advisories`: asks the registry for known weaknesses of the packages that ship. Ends with 1 where a severe one
 * is known. A registry that cannot be asked ends with 0 and says so. CI does not run it: a release does not turn red
 * because of what was published overnight.
 */
const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
const { verdict, says } = adviceOf(stdout)
process.stdout.write(`${says}\n`)
if (verdict === 'weak') process.exit(1)

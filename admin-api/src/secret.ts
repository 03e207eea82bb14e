import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from './config'

/** The secret of this installation: from SECRET, or made once and kept beside the data, readable by its owner only. */
export async function secretOf({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>) {
  if (secret) return secret
  const file = path.join(dataDir, 'secret')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  return readFile(file, 'utf8')
}

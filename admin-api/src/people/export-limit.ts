import { AppError } from '@yike/shared/errors'
import type { Actor } from '../http/policy'
import { countTry } from './sign-in'

/**
 * Counts an export of a member of staff, over all processes: whoever holds a stolen account takes away so many tables at
 * most. Throws TOO_MANY_REQUESTS beyond `most` in 15 minutes.
 */
export async function countExport({ personId }: Actor, most: number, now: Date): Promise<void> {
  if ((await countTry(`exports:${String(personId)}`, now)) > most)
    throw new AppError('TOO_MANY_REQUESTS', '导出的次数太多了，过 15 分钟再导；急着用，请同事导一份。', {
      retryAfterSeconds: 900,
    })
}

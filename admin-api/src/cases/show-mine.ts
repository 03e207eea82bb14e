import type { Call } from '../http/handle'
import { describeTalk } from './describe'
import { asItsReporterReads } from './own-words'
import type { CaseRecord } from './model'
import { presentCase } from './presenter'
import { partsOfMine } from './related'

/** A case as its reporter reads it. */
export async function showMine(record: CaseRecord, { actor, now }: Call) {
  const [talked, parts] = await Promise.all([describeTalk(record), partsOfMine(actor, record)])
  return presentCase({ ...(await asItsReporterReads(talked)), ...parts }, now)
}

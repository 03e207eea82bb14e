import { momentInWords } from '../time/words'
import type { WhistleView } from './whistle-schemas'

type Party = WhistleView['parties'][number]

/** The standing of a receiver that was called: 「今天 11:00 前应哨」, 「应哨了，明天 11:00 前联系」, 「到时没来报到」. */
export function partyStanding(party: Party, now: Date): { text: string; tone: 'late' | 'go' | 'done' } {
  const at = (instant: string) => momentInWords(instant, now)
  if (party.reportedInAt) return { text: `${at(party.reportedInAt)} 到场报到了`, tone: 'done' }
  const missing = { sign: '没应哨', contact: '没来联系', reportIn: '没来报到' }
  if (party.overdue) return { text: `到时${missing[party.overdue]}`, tone: 'late' }
  if (party.contactedAt) return { text: `联系了，${at(party.reportInDueAt)} 前报到`, tone: 'go' }
  if (party.signedAt) return { text: `应哨了，${at(party.contactDueAt)} 前联系`, tone: 'go' }
  return { text: `${at(party.signDueAt)} 前应哨`, tone: 'go' }
}

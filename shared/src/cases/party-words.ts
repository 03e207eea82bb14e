import { momentInWords } from '../time/words'
import type { WhistleView } from './whistle-schemas'

type Party = WhistleView['parties'][number]

/** The standing of a receiver that was called: 「今天 11:00 前应哨」, 「应哨了，…前来联系」, 「到时没来报到」. */
export function partyStanding(party: Party, now: Date): { text: string; tone: 'late' | 'go' | 'done' } {
  const at = (instant: string) => momentInWords(instant, now)
  if (party.reportedInAt) return { text: `${at(party.reportedInAt)} 到场报到了`, tone: 'done' }
  const missing = { sign: '没应哨', contact: '没来联系', reportIn: '没来报到' }
  if (party.overdue) return { text: `到时${missing[party.overdue]}`, tone: 'late' }
  if (party.contactedAt) return { text: `联系了，${at(party.reportInDueAt)}前报到`, tone: 'go' }
  if (party.signedAt) return { text: `应哨了，${at(party.contactDueAt)}前联系`, tone: 'go' }
  return { text: `${at(party.signDueAt)}前应哨`, tone: 'go' }
}

/** The steps of a receiver that was called, in the words of both clients. */
export const PARTY_STEP_WORDS = {
  contact: { label: '跟社区联系过了', submit: '告诉社区', asks: '约好谁来、什么时候来', photos: null, least: 2 },
  reportIn: { label: '到场报到', submit: '报到', asks: '来了谁，先做什么', photos: '现场的照片', least: 2 },
} as const

import type { SessionState } from '../cases/sessions'
import { addDays, dayOf, instantAt, type Day } from '../time/china'

/** The sides of a dispute. The applicant is the one who asked for mediation. */
export const SIDES = { applicant: '申请人', other: '对方' } as const
export type Side = keyof typeof SIDES

export const SESSION_STATES: Record<SessionState, string> = { planned: '约好了', held: '开过了', cancelled: '取消了' }

/** How a session stands: one that was planned for a time after the mediation ended does not take place. */
export const sessionStanding = ({ state, at }: { state: SessionState; at: Date }, endedAt: Date | null) => {
  const code: SessionState = state === 'planned' && endedAt && at > endedAt ? 'cancelled' : state
  return { code, label: SESSION_STATES[code] }
}

/** The ways in which a mediation ends, for staff and parties alike. */
export const OUTCOMES = {
  agreed: '达成协议',
  agreed_orally: '口头和好',
  not_agreed: '没谈成',
  withdrawn: '不调解了',
} as const
export type Outcome = keyof typeof OUTCOMES
export const isAgreed = (outcome: Outcome | null) => outcome === 'agreed' || outcome === 'agreed_orally'

/** The ways that stay open when there is no agreement (人民调解法, article 26). */
export const OTHER_WAYS = [
  '行政调解：去街道司法所，或者管这件事的行政部门',
  '仲裁：劳动争议找劳动仲裁委，合同里写了仲裁的找约好的仲裁委',
  '打官司：向区人民法院起诉，打 12348 先问法律援助',
] as const

/** Parties may ask the court together to confirm their agreement within these days (article 33). */
const CONFIRM_DAYS = 30
const REMIND_DAYS_BEFORE = 7
const TEN_O_CLOCK = 600

/** The last day on which both parties can ask the court to confirm an agreement in force since an instant. */
export const confirmBy = (effectiveAt: Date): Day => addDays(dayOf(effectiveAt), CONFIRM_DAYS)
/** The time at which the parties are reminded of that day. */
export const remindAt = (effectiveAt: Date): Date =>
  instantAt(addDays(confirmBy(effectiveAt), -REMIND_DAYS_BEFORE), TEN_O_CLOCK)

interface Signable {
  form: 'written' | 'oral'
  partyIds: readonly unknown[]
  signatures: readonly { by: unknown }[]
}

/** The signers of an agreement who have not signed yet, in their order; the mediator signs last. Ids as text. */
export function missingSigners({ form, partyIds, signatures }: Signable, mediatorId: unknown): string[] {
  if (form === 'oral') return []
  const signed = new Set(signatures.map(({ by }) => String(by)))
  return [...partyIds, mediatorId].map(String).filter((one) => !signed.has(one))
}
/** Whether the words of an agreement may still be changed. */
export const isLocked = ({ signatures }: Pick<Signable, 'signatures'>) => signatures.length > 0

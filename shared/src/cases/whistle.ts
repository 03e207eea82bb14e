import { MINUTE_MS } from '../time/china'
import { addWorkingMinutes, nextOpening, type WorkCalendar } from '../time/work-calendar'
import type { WhistleLimits } from '../territory/whistle-limits'
import { OCCASIONS, type Occasion } from './occasions'
import { answerDueAt } from './promises'
import type { CaseEventKind } from './events'

/** The limits of one receiver of a whistle. */
export interface PartyLimits {
  signDueAt: Date
  contactDueAt: Date
  reportInDueAt: Date
}

/** By when a receiver has to answer: in its own hours, except in an emergency, which counts by the clock. */
export function whistleLimits(
  { blownAt, occasion, hard }: { blownAt: Date; occasion: Occasion; hard: boolean },
  { signMinutes, contactHours, reportInWorkdays, hardWorkdays }: WhistleLimits,
  theirs: WorkCalendar,
): PartyLimits {
  const afterMinutes = (minutes: number) => new Date(blownAt.getTime() + minutes * MINUTE_MS)
  const { byTheClock } = OCCASIONS[occasion]
  const signDueAt = byTheClock ? afterMinutes(signMinutes) : addWorkingMinutes(blownAt, signMinutes, theirs)
  const dayLater = afterMinutes(contactHours * 60)
  const contactDueAt = later(signDueAt, byTheClock ? dayLater : nextOpening(dayLater, theirs))
  const workdays = hard ? hardWorkdays : reportInWorkdays
  return { signDueAt, contactDueAt, reportInDueAt: later(contactDueAt, answerDueAt(blownAt, { workdays }, theirs)) }
}
const later = (one: Date, other: Date) => (one > other ? one : other)

/** A receiver that was called, as the event of the whistle names it. */
export interface Called<Id> extends PartyLimits {
  receiver: Id
  leads: boolean
}
/** A receiver of a whistle, and the steps that it took. */
export interface Party<Id> extends Called<Id> {
  signedAt: Date | null
  contactedAt: Date | null
  reportedInAt: Date | null
  /** The rating by the community: 3, 2 or 1. */
  rating: number | null
}
/** The latest whistle of a case: several receivers are called at once, one of them leads. */
export interface Whistle<Id> {
  occasion: Occasion
  hard: boolean
  blownAt: Date
  blownBy: Id
  parties: Party<Id>[]
}

/** The steps of a receiver, in their order; a later one includes the earlier ones. */
export const PARTY_STEPS = {
  sign: { kind: 'whistle_signed', field: 'signedAt', due: 'signDueAt' },
  contact: { kind: 'whistle_contacted', field: 'contactedAt', due: 'contactDueAt' },
  reportIn: { kind: 'whistle_reported_in', field: 'reportedInAt', due: 'reportInDueAt' },
} as const satisfies Record<
  string,
  { kind: CaseEventKind; field: 'signedAt' | 'contactedAt' | 'reportedInAt'; due: keyof PartyLimits }
>
export type PartyStep = keyof typeof PARTY_STEPS
const STEPS = Object.keys(PARTY_STEPS) as PartyStep[]

/** Whether a receiver may still take a step. */
export const partyCan = (party: Party<unknown>, step: PartyStep) => party[PARTY_STEPS[step].field] === null

/** The first step that is overdue; null where the receiver is in time, or has reported in. */
export const overdueStep = (party: Party<unknown>, now: Date): PartyStep | null =>
  STEPS.find((step) => partyCan(party, step) && party[PARTY_STEPS[step].due] < now) ?? null

/** Every receiver has reported in: another whistle may be blown. */
export const isWhistleOver = ({ parties }: Whistle<unknown>) =>
  parties.every(({ reportedInAt }) => reportedInAt !== null)

/** The part of an event that a whistle reads. */
export interface WhistleEvent<Id> {
  kind: CaseEventKind
  at: Date
  actor: Id
  whistle?: { occasion: Occasion; hard: boolean; parties: readonly Called<Id>[] }
  receiver?: Id
  partyScore?: number
}

/** The whistle of a case after an event. */
export function whistleAfter<Id>(before: Whistle<Id> | null, event: WhistleEvent<Id>): Whistle<Id> | null {
  if (event.whistle) {
    const { occasion, hard, parties } = event.whistle
    const untouched = { signedAt: null, contactedAt: null, reportedInAt: null, rating: null }
    const called = parties.map(({ receiver, leads, signDueAt, contactDueAt, reportInDueAt }) => ({
      ...{ receiver, leads, signDueAt, contactDueAt, reportInDueAt },
      ...untouched,
    }))
    return { occasion, hard, blownAt: event.at, blownBy: event.actor, parties: called }
  }
  const taken = STEPS.findIndex((step) => PARTY_STEPS[step].kind === event.kind)
  if (!before || (taken < 0 && event.partyScore === undefined)) return before
  const parties = before.parties.map((party) => {
    if (String(party.receiver) !== String(event.receiver)) return party
    const after = { ...party, rating: event.partyScore ?? party.rating }
    for (const step of STEPS.slice(0, taken + 1)) after[PARTY_STEPS[step].field] ??= event.at
    return after
  })
  return { ...before, parties }
}

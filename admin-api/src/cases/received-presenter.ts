import type { CaseEventKind } from '@yike/shared/cases/events'
import type { ReceivedCase, ReceivedCaseCard } from '@yike/shared/cases/received-schemas'
import { PARTY_STATES, partyState, RECEIVED_STATES, receivedState } from '@yike/shared/cases/received-states'
import { withoutReporter } from '@yike/shared/cases/redact'
import { CASE_STATES } from '@yike/shared/cases/states'
import { metresBetween } from '@yike/shared/geo/walking'
import { RECEIVER_KINDS } from '@yike/shared/receivers/kinds'
import { toApiTime } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { orNotFound } from '../http/policy'
import type { DescribedCase, Hidden, TalkedCase } from './describe'
import type { receiversForCase } from './dispatch'
import type { CaseRecord } from './model'
import { casePolicy, hasReceived, partyOf, receiverCan } from './policy'
import { presentWhistle } from './whistle-presenter'
import { presentCard, presentDetails, presentTimeline } from './presenter'
import { phoneLast4 } from '../sealed-values'
import { placeOf, reportedHome } from './sealed-words'

/** Nearer than this to the reporter's home a position is that home. */
const HOME_METRES = 60

/** `mine`: the receivers of which the reader is a member. */
export type ReceivedRow = DescribedCase & Hidden & { mine: readonly Types.ObjectId[] }

/** 「职责清单：公共设施 · 路灯」, 「会商定过：路灯」: why a receiver is suggested. */
export const presentChoices = ({ choices, whistle }: Awaited<ReturnType<typeof receiversForCase>>) => ({
  whistle,
  items: choices.map(({ receiver, line, openCases, unmanned, categoryName }) => ({
    id: String(receiver._id),
    name: receiver.name,
    kind: RECEIVER_KINDS[receiver.kind].label,
    reason: line && `${line.source === 'ruling' ? '会商定过' : '职责清单'}：${categoryName}`,
    duty: line && categoryName,
    phone: receiver.phone,
    openCases,
    unmanned,
  })),
})

/** Replaces what tells of the reporter, unless the office released them. */
const shownTo =
  ({ record, hides, mine }: ReceivedRow) =>
  (text: string) =>
    casePolicy.knowsReleased(record, mine) ? text : withoutReporter(text, hides)

/** The part of the reader's organisation: it has the case, or a whistle called it. */
function partIn({ record, mine }: ReceivedRow) {
  const { receiver, state, whistle } = record
  const labelled = <Code extends string>(code: Code, labels: Record<Code, { label: string }>) => ({
    code,
    label: state === 'merged' ? CASE_STATES.merged.label : labels[code].label,
  })
  if (receiver && hasReceived(record, mine)) {
    return { ...receiver, state: labelled(receivedState(state, receiver), RECEIVED_STATES) }
  }
  const party = orNotFound(partyOf(record, mine))
  const { receiver: id, signDueAt } = party
  return { id, since: whistle!.blownAt, signDueAt, state: labelled(partyState(state, party), PARTY_STATES) }
}

export function presentReceivedCard(row: ReceivedRow, now: Date): ReceivedCaseCard {
  const shown = shownTo(row)
  const part = partIn(row)
  const { id, number, kind, title, category, address, promise } = presentCard(row, now, 'staff')
  return {
    id,
    number,
    kind,
    title: shown(title),
    category: category?.name ?? null,
    address: address && shown(address),
    state: part.state,
    receiver: { id: String(part.id), name: row.receivers.get(String(part.id))?.name ?? '已撤销的单位' },
    since: toApiTime(part.since),
    signDueAt: toApiTime(part.signDueAt),
    promise,
    seq: row.record.seq,
  }
}

/** The reporters of these cases whom the reader's organisation may know: the log names them. */
export const releasedReporters = (rows: readonly CaseRecord[], mine: readonly Types.ObjectId[]) =>
  rows.flatMap((c) => (c.reporterId && casePolicy.knowsReleased(c, mine) ? [c.reporterId] : []))

/** Whether a case lies at the home of its reporter. */
export function isAtHome({ words, hides }: DescribedCase & Hidden): boolean {
  const position = words && placeOf(words).position
  return Boolean(position && hides.position) && metresBetween(position!, hides.position!) < HOME_METRES
}

/** The position of a case; null where it is the home of a reporter whom the office has not released. */
export const receivedPosition = (row: ReceivedRow) =>
  isAtHome(row) && !casePolicy.knowsReleased(row.record, row.mine) ? null : row.words && placeOf(row.words).position

/** By when the reader's organisation may hand the case back. */
const returnLimit = ({ record, mine }: ReceivedRow) => {
  const limit = hasReceived(record, mine) && !record.receiver!.bound ? record.receiver!.returnDueAt : null
  return limit ? toApiTime(limit) : null
}

/** The steps of the office among itself, whose words are for colleagues alone, and the words of neighbours. */
const AMONG_COLLEAGUES: ReadonlySet<CaseEventKind> = new Set([
  ...(['unassigned', 'extension_asked', 'extension_refused', 'whistle_rated', 'still_broken'] as const),
  ...(['transferred', 'transfer_returned', 'transfer_ruled'] as const),
])

/** The case without those steps, and without the alerts of what the office owes: organisations read only of their own. */
const forReceivers = (c: TalkedCase): TalkedCase => ({
  ...c,
  record: {
    ...c.record,
    events: c.record.events.filter(
      ({ kind, receiver }) => !AMONG_COLLEAGUES.has(kind) && (kind !== 'alerted' || receiver),
    ),
  },
})

export function presentReceivedCase(c: TalkedCase & ReceivedRow, now: Date): ReceivedCase {
  const shown = shownTo(c)
  const knows = casePolicy.knowsReleased(c.record, c.mine)
  const { description, photos, phone } = presentDetails(c, now)
  const called = knows && c.reporter ? c.reporter.name : '居民'
  return {
    ...presentReceivedCard(c, now),
    description: shown(description),
    position: receivedPosition(c),
    photos,
    timeline: presentTimeline(forReceivers(c), now, 'receiver', called).map((entry) => ({
      ...entry,
      who: shown(entry.who),
      why: entry.why && shown(entry.why),
    })),
    reporter:
      knows && c.reporter
        ? {
            name: c.reporter.name,
            phoneLast4: phoneLast4(c.reporter.phone),
            home: reportedHome(c.reporter.home),
          }
        : null,
    returnDueAt: returnLimit(c),
    phone,
    whistle: partyOf(c.record, c.mine) && presentWhistle(c, now, 'receiver'),
    can: receiverCan(c.record, c.mine, now),
  }
}

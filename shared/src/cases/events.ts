import { CASE_STATE_CODES, OPEN_CASE_STATES, type CaseState, type Flow } from './states'

/** A ruling gives a case to a receiver whether or not a colleague has it. */
export const WITH_RECEIVER = ['accepted', 'in_progress', 'waiting'] as const

/**
 * The events of a case. `from` are the states in which an event may happen, `to` the state it leads to; without `to`
 * the state stays. The flow of the kind has the last word on every change of state.
 */
export const CASE_EVENTS = {
  filed: { from: [], to: 'submitted' },
  accepted: { from: ['submitted', 'returned'], to: 'accepted' },
  classified: { from: ['submitted', 'accepted', 'returned', 'in_progress', 'waiting'] },
  returned: { from: ['submitted', 'accepted', 'in_progress'], to: 'returned' },
  assigned: { from: ['accepted'], to: 'in_progress' },
  /** Given to somebody else. The state stays, so that a case which waits for the resident still waits. */
  reassigned: { from: ['in_progress', 'waiting'] },
  /** The assignee cannot do it: somebody else is to be found. The resident still waits for the same promise. */
  unassigned: { from: ['in_progress'], to: 'accepted' },
  replied: { from: ['accepted', 'in_progress', 'waiting'] },
  asked: { from: ['accepted', 'in_progress'], to: 'waiting' },
  /** A clerk said of papers how they stand. */
  checked: { from: WITH_RECEIVER },
  /** The papers that it waited for came over the counter: the clock runs again. */
  brought: { from: ['waiting'], to: 'in_progress' },
  /** It can be collected, and it was: by the resident or by somebody else. */
  ready: { from: WITH_RECEIVER, to: 'ready' },
  collected: { from: ['ready'], to: 'closed' },
  commented: { from: ['submitted', 'accepted', 'in_progress', 'ready', 'resolved', 'merged'] },
  /** The resident's comment on a case that waited for it: the clock runs again. */
  supplemented: { from: ['waiting'], to: 'in_progress' },
  /** The resident did not answer in the time they had: it closes, and they may have it reopened. */
  lapsed: { from: ['waiting'], to: 'closed' },
  /** More time: asked for, then granted or refused by a colleague. */
  extension_asked: { from: ['accepted', 'in_progress'] },
  extended: { from: WITH_RECEIVER },
  extension_refused: { from: WITH_RECEIVER },
  /** Promises from the table, for a case from before it had them. */
  promised: { from: OPEN_CASE_STATES },
  /** The need is met by a place or a service of the directory. */
  matched: { from: ['accepted', 'in_progress'], to: 'resolved' },
  /** A need became part of a project, and when the project was dropped it waits for the office again. */
  planned: { from: ['accepted', 'in_progress'], to: 'in_progress' },
  unplanned: { from: ['in_progress'], to: 'accepted' },
  resolved: { from: ['accepted', 'in_progress', 'waiting'], to: 'resolved' },
  rated: { from: ['resolved', 'closed'] },
  /** The resident answers 好了, which closes the case. */
  confirmed: { from: ['resolved'], to: 'closed' },
  closed: { from: ['resolved'], to: 'closed' },
  /** It has an outcome that needs no call-back: an agreement, or that there is none. */
  concluded: { from: ['accepted', 'in_progress'], to: 'closed' },
  reopened: { from: ['resolved', 'closed'], to: 'in_progress' },
  /** A neighbour who follows it says that it is not mended. The office reads it; the state stays. */
  still_broken: { from: ['resolved', 'closed'] },
  /** Sent to another community, which takes it on or sends it back; after two returns an arbiter decides. */
  transferred: { from: ['accepted'] },
  transfer_ruled: { from: ['accepted'] },
  transfer_accepted: { from: ['accepted'] },
  transfer_returned: { from: ['accepted'] },
  /** Given to a receiver, an organisation that mends. The office stays the one that answers the resident. */
  dispatched: { from: ['accepted'], to: 'in_progress' },
  redispatched: { from: ['in_progress', 'waiting'] },
  /** The community cannot do it: an arbiter gives it to a receiver, or back to the community. */
  handed_up: { from: ['accepted', 'in_progress'] },
  handed_down: { from: WITH_RECEIVER },
  /** Given by an arbiter, after two returns or because it was handed up: it cannot be handed back. */
  ruled: { from: WITH_RECEIVER },
  signed: { from: WITH_RECEIVER },
  handed_back: { from: WITH_RECEIVER },
  /** The receiver's word to the office; the resident does not read it. */
  noted: { from: WITH_RECEIVER },
  /** The receiver says that it is done, with proof; the office then answers the resident. */
  reported: { from: WITH_RECEIVER },
  /** The receiver may know the reporter. */
  released: { from: WITH_RECEIVER },
  /** A step was not taken in time, and somebody was notified of it. Nobody did it: it came by itself. */
  alerted: { from: [...OPEN_CASE_STATES, 'resolved'] },
  /** The same matter as an older case, which goes on for both. */
  merged: { from: OPEN_CASE_STATES, to: 'merged' },
  /** It stands again as it stood before it was merged. */
  unmerged: { from: ['merged'] },
  /** Another case was merged into this one, or taken out of it again. */
  absorbed: { from: OPEN_CASE_STATES },
  parted: { from: CASE_STATE_CODES },
  /** A part of it became a case of its own, and on that one: it was a part of another until then. */
  split: { from: ['submitted', 'accepted', 'in_progress'] },
  split_off: { from: ['submitted', 'accepted'] },
  /** A later table of work orders says otherwise of this one: its limits, its state, that it is asked for again. */
  order_changed: { from: CASE_STATE_CODES },
  order_urged: { from: CASE_STATE_CODES },
  /** The upper level has it done once more. */
  order_reopened: { from: ['resolved', 'closed'], to: 'in_progress' },
  /** Several receivers are called at once; each signs, makes contact, reports in, and is rated by the community. */
  whistled: { from: WITH_RECEIVER },
  whistle_signed: { from: WITH_RECEIVER },
  whistle_contacted: { from: WITH_RECEIVER },
  whistle_reported_in: { from: WITH_RECEIVER },
  whistle_rated: { from: ['accepted', 'in_progress', 'waiting', 'resolved', 'closed'] },
  /** A note that the staff who see the case write for each other: nobody else reads it, and nothing changes by it. */
  office_noted: { from: CASE_STATE_CODES },
  /** Words of it are hidden from everybody but their author, and shown again. */
  words_hidden: { from: CASE_STATE_CODES },
  words_unhidden: { from: CASE_STATE_CODES },
  /** Neighbours and anybody else outside the office read nothing of it, and may again. */
  taken_off_public: { from: CASE_STATE_CODES },
  put_back_public: { from: CASE_STATE_CODES },
  /** It is about a colleague, who does not see it from then on, or it is not after all. */
  accused_named: { from: CASE_STATE_CODES },
  accused_cleared: { from: CASE_STATE_CODES },
} as const satisfies Record<string, { from: readonly CaseState[]; to?: CaseState }>
export type CaseEventKind = keyof typeof CASE_EVENTS

type Row = { from: readonly CaseState[]; to?: CaseState }

/** The state that an event brings a case to; undefined when the state stays. */
export const leadsTo = (kind: CaseEventKind) => (CASE_EVENTS[kind] as Row).to

/** Whether this event may happen to a case of this state, by the flow of its kind. */
export function mayHappen(kind: CaseEventKind, state: CaseState, flow: Flow) {
  const { from, to }: Row = CASE_EVENTS[kind]
  return from.includes(state) && (to === undefined || flow[state]?.includes(to) === true)
}

const NO_STEPS: ReadonlySet<CaseEventKind> = new Set([
  ...(['alerted', 'promised', 'office_noted'] as const),
  ...(['words_hidden', 'words_unhidden', 'taken_off_public', 'put_back_public'] as const),
  ...(['accused_named', 'accused_cleared'] as const),
])
/**
 * Whether an event is a step that the next one follows. What came by itself is none, and a note or the hiding of words
 * is none either: somebody who is about to take a step need not read it first, and a receiver never reads it.
 */
export const isStep = (kind: CaseEventKind) => !NO_STEPS.has(kind)

/** Whether an event has the case done once more, with a new answer and a new rating. */
export const isReopening = (kind: CaseEventKind) => kind === 'reopened' || kind === 'order_reopened'

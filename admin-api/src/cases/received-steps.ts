import type * as r from '@yike/shared/cases/received-schemas'
import type { ReceivedState } from '@yike/shared/cases/received-states'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import type { z } from '@yike/shared/zod'
import type { QueryFilter, Types } from 'mongoose'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { personById } from '../people/me'
import { receiversOf } from '../receivers/list'
import type { MessageKind } from '@yike/shared/messages/declaration'
import type { CaseNotification, NewEvent, Said } from './append'
import { askAfterReturn } from './arbiters'
import { CaseModel, CaseWordsModel, type CaseRecord } from './model'
import { byLimit } from './order'
import { casePolicy, partyOf, receiverCan, type ReceiverStep } from './policy'
import { reasonAndOwner } from './staff-steps'
import { takeStep, type Asked } from './take-step'

type Filter = QueryFilter<CaseRecord>
const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
type Ids = readonly Types.ObjectId[]
/** The cases of a state, by the part of these receivers: one has the case, or a whistle called it. */
const inState = (state: ReceivedState, mine: Ids): Filter => {
  const asReceiver = { 'receiver.id': { $in: mine } }
  const asParty = (more: object) => ({ 'whistle.parties': { $elemMatch: { receiver: { $in: mine }, ...more } } })
  switch (state) {
    case 'to_sign':
      return { ...OPEN, $or: [{ ...asReceiver, 'receiver.signedAt': null }, asParty({ signedAt: null })] }
    case 'in_hand':
      return {
        ...OPEN,
        $or: [
          { ...asReceiver, 'receiver.signedAt': { $ne: null }, 'receiver.reportedAt': null },
          asParty({ signedAt: { $ne: null }, reportedInAt: null }),
        ],
      }
    case 'reported':
      return {
        ...OPEN,
        $or: [{ ...asReceiver, 'receiver.reportedAt': { $ne: null } }, asParty({ reportedInAt: { $ne: null } })],
      }
    case 'done':
      return { state: { $nin: [...OPEN_CASE_STATES] } }
  }
}
/** The cases that these receivers have to sign for, or to mend. */
export const toDoFor = (mine: Ids): Filter => ({ $or: [inState('to_sign', mine), inState('in_hand', mine)] })
const LIST = byLimit('listReceivedCases')

/** The organisations that the actor is a member of. */
export const organisationsOf = async (actor: Actor): Promise<Types.ObjectId[]> =>
  (await receiversOf(actor)).map(({ _id }) => _id)

export async function listReceived(actor: Actor, { state, ...asked }: z.output<typeof r.ListReceivedCases>) {
  const mine = await organisationsOf(actor)
  const all = casePolicy.received(mine, actor)
  const count = (of: ReceivedState) => CaseModel.countDocuments({ $and: [all, inState(of, mine)] })
  const [rows, toSign, inHand, reported] = await Promise.all([
    CaseModel.find({ $and: [all, state ? inState(state, mine) : {}, LIST.from(asked.cursor)] })
      .sort(LIST.sort)
      .limit(asked.limit + 1)
      .lean<CaseRecord[]>(),
    count('to_sign'),
    count('in_hand'),
    count('reported'),
  ])
  return { ...LIST.page(rows, asked.limit), counts: { to_sign: toSign, in_hand: inHand, reported } }
}

export const loadReceived = async (actor: Actor, id: string | Types.ObjectId) =>
  orNotFound(
    await CaseModel.findOne({
      $and: [casePolicy.received(await organisationsOf(actor), actor), { _id: id }],
    }).lean<CaseRecord>(),
  )

/** The reporter of a received case, once the office released them. */
export async function releasedReporter(actor: Actor, id: string) {
  const c = await loadReceived(actor, id)
  authorize(casePolicy.knowsReleased(c, await organisationsOf(actor)))
  return personById(orNotFound(c.reporterId))
}

interface ReceivedEffect {
  /** The event, or what makes it of the party that acts. */
  move: NewEvent | ((party: Types.ObjectId) => NewEvent)
  said: Said
  /** The message to the one who handles the case at the office; none without a kind. */
  kind?: MessageKind
  what?: string
  /** Somebody else at the office who gets it too. */
  alsoTo?(c: CaseRecord): Types.ObjectId | undefined
  /** Other messages; their recipients do not get the one above. */
  also?: readonly CaseNotification[]
}

/** A step of a member of a receiver that has the case, or that a whistle called. */
export async function receivedStep(
  call: CallContext,
  asked: Asked,
  code: ReceiverStep,
  effectOn: ReceivedEffect | ((c: CaseRecord) => Promise<ReceivedEffect>),
) {
  const mine = await organisationsOf(call.actor)
  return takeStep(
    call,
    asked,
    {
      filter: casePolicy.received(mine, call.actor),
      isOpen: (c) => receiverCan(c, mine, call.now)[code],
      isPermitted: () => true,
      leaves: code === 'handBack',
    },
    async (c) => {
      const effect = typeof effectOn === 'function' ? await effectOn(c) : effectOn
      const { move, said, also = [] } = effect
      return {
        moves: [typeof move === 'function' ? move(orNotFound(partyOf(c, mine)).receiver) : move],
        said,
        notifications: [...(await toOffice(c, effect)), ...also],
      }
    },
  )
}

/** To the one who handles it at the office, or who took it over. */
async function toOffice(c: CaseRecord, effect: ReceivedEffect): Promise<CaseNotification[]> {
  const { kind, what = '', said, alsoTo, also = [] } = effect
  const told = also.flatMap(({ recipients }) => recipients)
  const people = [c.assigneeId ?? c.ownerId, alsoTo?.(c)]
    .flatMap((one) => one ?? [])
    .filter((one) => !told.some((other) => other.equals(one)))
  const recipients = [...new Map(people.map((one) => [String(one), one])).values()]
  if (!kind || recipients.length === 0) return []
  const words = await CaseWordsModel.findById(c._id, { title: 1 }).lean()
  return [{ kind, to: 'office', recipients, title: `${what}：${words?.title ?? ''}`, body: said.text }]
}

export const NOTHING: Said = { text: '', photoIds: [] }
export const toStaff = { visibleTo: 'staff' } as const

/** Takes note of a case that was given to it: the receiver is on it. */
export const signCase = (call: CallContext, input: z.output<typeof r.SignCase>) =>
  receivedStep(call, input, 'sign', { move: { kind: 'signed', ...toStaff }, said: NOTHING })

/** Hands a case back, with whose it is. The office dispatches it anew; the second time it goes to the arbiter. */
export const handBackCase = (call: CallContext, input: z.output<typeof r.HandBackCase>) =>
  receivedStep(call, input, 'handBack', async (c) => {
    const text = reasonAndOwner(input)
    const asked = await askAfterReturn(c, text, call.now)
    return {
      move: { kind: 'handed_back', receiver: c.receiver!.id, ...toStaff, ...(asked ? { arbiter: asked.arbiter } : {}) },
      said: { text, photoIds: [] },
      kind: 'case_handed_back',
      what: asked ? '单位第二次退回来了，等会商' : '单位退回来了',
      also: asked?.notifications ?? [],
    }
  })

/** A word to the office: a question, what was arranged with the resident through it. */
export const noteToOffice = (call: CallContext, input: z.output<typeof r.NoteToOffice>) =>
  receivedStep(call, input, 'note', {
    move: { kind: 'noted', ...toStaff },
    said: input,
    kind: 'case_noted',
    what: '单位有话要说',
  })

/** It is mended. The office reads the proof and answers the resident. */
export const reportDone = (call: CallContext, input: z.output<typeof r.ReportDone>) =>
  receivedStep(call, input, 'report', {
    move: { kind: 'reported', ...toStaff },
    said: input,
    kind: 'case_reported',
    what: '单位说办好了，请核实后告诉居民',
  })

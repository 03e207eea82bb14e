import type * as r from '@yike/shared/cases/received-schemas'
import type { ReceivedState } from '@yike/shared/cases/received-states'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import type { z } from '@yike/shared/zod'
import type { QueryFilter, Types } from 'mongoose'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { personById } from '../people/me'
import { receiversOf } from '../receivers/list'
import type { NotificationDraft } from '../messages/notify'
import type { MessageKind } from '@yike/shared/messages/declaration'
import type { NewEvent, Said } from './append'
import { CaseModel, CaseWordsModel, type CaseRecord } from './model'
import { casePolicy, receiverCan, type ReceiverStep } from './policy'
import { reasonAndOwner } from './staff-steps'
import { takeStep } from './take-step'

type Filter = QueryFilter<CaseRecord>
const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
const STATES: Record<ReceivedState, Filter> = {
  to_sign: { ...OPEN, 'receiver.signedAt': null },
  in_hand: { ...OPEN, 'receiver.signedAt': { $ne: null }, 'receiver.reportedAt': null },
  reported: { ...OPEN, 'receiver.reportedAt': { $ne: null } },
  done: { state: { $nin: [...OPEN_CASE_STATES] } },
}
const LIST = pagedList<CaseRecord>('listReceivedCases', { dueOrder: [1, INSTANT], _id: [1, OBJECT_ID] })

/** The cases of the organisations that the actor is a member of. */
const received = async (actor: Actor): Promise<Filter> =>
  casePolicy.received((await receiversOf(actor)).map(({ _id }) => _id))

export async function listReceived(actor: Actor, { state, ...asked }: z.output<typeof r.ListReceivedCases>) {
  const mine = await received(actor)
  const count = (of: ReceivedState) => CaseModel.countDocuments({ $and: [mine, STATES[of]] })
  const [rows, toSign, inHand, reported] = await Promise.all([
    CaseModel.find({ $and: [mine, state ? STATES[state] : {}, LIST.from(asked.cursor)] })
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
  orNotFound(await CaseModel.findOne({ $and: [await received(actor), { _id: id }] }).lean<CaseRecord>())

/** The reporter of a received case, once the office released them. */
export async function releasedReporter(actor: Actor, id: string) {
  const c = await loadReceived(actor, id)
  authorize(casePolicy.knowsReleased(c))
  return personById(orNotFound(c.reporterId))
}

const step = async (
  call: CallContext,
  asked: { id: string; seq: number },
  code: ReceiverStep,
  { move, said, kind, what }: { move: NewEvent; said: Said; kind?: MessageKind; what?: string },
) =>
  takeStep(
    call,
    asked,
    {
      filter: await received(call.actor),
      isOpen: (c) => receiverCan(c)[code],
      isPermitted: () => true,
      leaves: code === 'handBack',
    },
    async (c) => ({ moves: [move], said, notifications: kind ? await toOffice(c, kind, what ?? '', said.text) : [] }),
  )

/** The one who handles it at the office, or who took it over. */
async function toOffice(c: CaseRecord, kind: MessageKind, what: string, text: string): Promise<NotificationDraft[]> {
  const to = c.assigneeId ?? c.ownerId
  if (!to) return []
  const words = await CaseWordsModel.findById(c._id, { title: 1 }).lean()
  return [{ kind, recipients: [to], title: `${what}：${words?.title ?? ''}`, body: text }]
}

const NOTHING: Said = { text: '', photoIds: [] }
const toStaff = { visibleTo: 'staff' } as const

/** Takes note of a case that was given to it: the receiver is on it. */
export const signCase = (call: CallContext, input: z.output<typeof r.SignCase>) =>
  step(call, input, 'sign', { move: { kind: 'signed', ...toStaff }, said: NOTHING })

/** Hands a case back, with whose it is. The office dispatches it anew; after the second time it takes a ruling. */
export const handBackCase = (call: CallContext, input: z.output<typeof r.HandBackCase>) =>
  step(call, input, 'handBack', {
    move: { kind: 'handed_back', ...toStaff },
    said: { text: reasonAndOwner(input), photoIds: [] },
    kind: 'case_handed_back',
    what: '单位退回来了',
  })

/** A word to the office: a question, what was arranged with the resident through it. */
export const noteToOffice = (call: CallContext, input: z.output<typeof r.NoteToOffice>) =>
  step(call, input, 'note', {
    move: { kind: 'noted', ...toStaff },
    said: input,
    kind: 'case_noted',
    what: '单位有话要说',
  })

/** It is mended. The office reads the proof and answers the resident. */
export const reportDone = (call: CallContext, input: z.output<typeof r.ReportDone>) =>
  step(call, input, 'report', {
    move: { kind: 'reported', ...toStaff },
    said: input,
    kind: 'case_reported',
    what: '单位说办好了，请核实后告诉居民',
  })

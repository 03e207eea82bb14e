import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { isOwnWork, isTitledByKind } from '@yike/shared/cases/kinds'
import { PAUSE_REASON_CODES, PAUSE_REASONS } from '@yike/shared/cases/pause-reasons'
import { limitsOfCategory } from '@yike/shared/cases/reclassifying'
import { flowOf } from '@yike/shared/cases/reduce'
import { promisesFrom, waitEndsAt } from '@yike/shared/cases/promises'
import type * as s from '@yike/shared/cases/schemas'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import type { MessageKind } from '@yike/shared/messages/declaration'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { leaveOf } from '../office/away'
import { peopleByIds, personById, staffOver } from '../people/me'
import { communityById } from '../territory/areas'
import type { CaseNotification, NewEvent } from './append'
import { officeHours } from '../territory/office-hours'
import { categoryFor, promiseOf } from './categories'
import { CaseModel, CaseWordsModel, type CaseRecord } from './model'
import { canHappen, casePolicy, staffCan, type StaffStep } from './policy'
import { takeStep, type Asked, type Effect } from './take-step'

export async function loadVisible(actor: Actor, id: string | Types.ObjectId): Promise<CaseRecord> {
  const c = await CaseModel.findOne({ ...casePolicy.reached(actor), _id: id }).lean<CaseRecord>()
  return orNotFound(c && casePolicy.opens(actor, c) ? c : null)
}

/** The reporter of a case that the actor sees; FORBIDDEN where they reported anonymously. */
export async function reporterOf(actor: Actor, id: string) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.seeReporter(actor, c))
  return personById(orNotFound(c.reporterId))
}

/** A step of a member of staff with a case that they see. */
export const step = (
  call: CallContext,
  asked: Asked,
  code: StaffStep,
  effectOn: (c: CaseRecord) => Effect | Promise<Effect>,
) =>
  takeStep(
    call,
    asked,
    {
      filter: casePolicy.reached(call.actor),
      isOpen: (c) => casePolicy.opens(call.actor, c) && staffCan(call.actor, c)[code],
      isPermitted: (c) => casePolicy.opens(call.actor, c) && PERMITS[code](call.actor, c),
      leaves: code === 'returnTransfer',
    },
    effectOn,
  )

const PERMITS: Record<StaffStep, (actor: Actor, c: CaseRecord) => boolean> = {
  accept: casePolicy.accept,
  return: casePolicy.return,
  assign: casePolicy.assign,
  reply: casePolicy.handle,
  ask: casePolicy.handle,
  resolve: casePolicy.handle,
  close: casePolicy.close,
  dispatch: casePolicy.assign,
  rule: casePolicy.rule,
  handUp: casePolicy.handle,
  handDown: casePolicy.ruleAbove,
  release: casePolicy.release,
  unassign: casePolicy.unassign,
  whistle: casePolicy.whistle,
  rateParty: casePolicy.assign,
  merge: casePolicy.assign,
  split: casePolicy.assign,
  unmerge: casePolicy.assign,
  reclassify: casePolicy.reclassify,
  transfer: casePolicy.transfer,
  acceptTransfer: casePolicy.receiveTransfer,
  returnTransfer: casePolicy.receiveTransfer,
  ruleTransfer: casePolicy.rule,
  checkPapers: casePolicy.handlesMatters,
  makeReady: casePolicy.handlesMatters,
  collect: casePolicy.handlesMatters,
  match: casePolicy.handle,
  plan: casePolicy.handle,
  askExtension: casePolicy.handle,
  grantExtension: casePolicy.close,
  refuseExtension: casePolicy.close,
}

/** The notification for the reporter; none where nobody was named. */
export async function toReporter(
  c: CaseRecord,
  kind: MessageKind,
  what: string,
  text: string,
): Promise<CaseNotification[]> {
  if (!c.reporterId) return []
  const words = await CaseWordsModel.findById(c._id).lean()
  return [{ kind, to: 'reporter', recipients: [c.reporterId], title: `${what}：${words?.title ?? ''}`, body: text }]
}

/**
 * The first receiver takes it over and stays responsible. Another category than the resident's brings its own promise,
 * counted from the filing: after a correction the old one must not stay. Who may not hand a case on keeps it.
 */
export const acceptCase = (call: CallContext, input: z.output<typeof s.AcceptCase>) =>
  step(call, input, 'accept', async (c) => {
    const { actor, now } = call
    const [category, hours] = await Promise.all([categoryFor(c.kind, input.categoryId, c.categoryId), officeHours()])
    const office = hours.calendarIn(c.areas)
    const moves: NewEvent[] = [{ kind: 'accepted' }]
    // The limits of a work order stay.
    const toSolve = c.matterId ? c.solve?.promise : undefined
    if (c.answeredAt && !c.fromAbove) Object.assign(moves[0]!, promisesFrom(now, c.promise, office, toSolve))
    if (category && !c.categoryId?.equals(category._id)) {
      const promise = promiseOf(c.kind, category)
      const promisedAt = c.answeredAt ? now : c.promisedAt
      const given = c.fromAbove ? {} : { promisedAt, ...promisesFrom(promisedAt, promise, office) }
      moves.push({ kind: 'classified', visibleTo: 'staff', category: category._id, ...given })
    }
    if (casePolicy.keepsWhatTheyAccept(actor, c)) moves.push({ kind: 'assigned', assignee: actor.personId })
    // Before the step: a title without its step does no harm, and the same tap again writes the same.
    if (input.title && !isTitledByKind(c.kind))
      await CaseWordsModel.updateOne(
        { _id: c._id, description: null, 'hidden.title': { $exists: false } },
        { $set: { title: input.title } },
      )
    const text = input.text ?? ''
    return {
      moves,
      said: { text, photoIds: [] },
      notifications: await toReporter(c, 'case_accepted', '社区收下了', text),
    }
  })

/**
 * Puts an accepted case under another category, with the reason. Its lesson, its tallies and the receivers that are
 * suggested for it follow the category; a receiver that has it keeps it until somebody gives it to another.
 */
export const reclassifyCase = (call: CallContext, input: z.output<typeof s.ReclassifyCase>) =>
  step(call, input, 'reclassify', async (c) => {
    const category = (await categoryFor(c.kind, input.categoryId))!
    if (c.categoryId?.equals(category._id))
      throw new AppError('INVALID_INPUT', undefined, { fields: { categoryId: ['已经是这一类了，选另一类'] } })
    const office = (await officeHours()).calendarIn(c.areas)
    const promise = promiseOf(c.kind, category)
    const limits = limitsOfCategory(c.events, { flow: flowOf(c.kind), promise, now: call.now }, office)
    return {
      moves: [{ kind: 'classified', category: category._id, ...limits }],
      said: { text: input.text, photoIds: [] },
      notifications: [],
    }
  })

/**
 * The reason why a case is not ours, and whose it is: 「路口的灯不归社区。按职责清单上的“信号灯”，这件事归交警管，电话
 * 122。」
 */
export const reasonAndOwner = ({
  reason,
  belongsTo,
  phone,
  duty,
}: {
  reason: string
  belongsTo: string
  phone?: string | undefined
  duty?: string | undefined
}) =>
  `${reason.replace(/([^。！？])$/, '$1。')}${duty ? `按职责清单上的“${duty}”，` : ''}这件事归${belongsTo}管${phone ? `，电话 ${phone}` : ''}。`

/**
 * Returns a case that is not ours: the reason, the responsible office and where to go, in one sentence that the
 * resident reads.
 */
export const returnCase = (call: CallContext, input: z.output<typeof s.ReturnCase>) =>
  step(call, input, 'return', async (c) => {
    if (c.returnUntil && call.now > c.returnUntil)
      throw new AppError('CASE_STEP_NOT_ALLOWED', '回退的期限已经过了，这件不能再退。要退，请先跟派单的上级说好。')
    const text = reasonAndOwner(input)
    const notifications = await toReporter(c, 'case_returned', '这件事不归社区管', text)
    return { moves: [{ kind: 'returned' }], said: { text, photoIds: [] }, notifications }
  })

/**
 * The assignee cannot do it: the case waits for somebody else, and those who assign cases there read why. The promise
 * to the resident stays.
 */
export const unassignCase = (call: CallContext, input: z.output<typeof s.UnassignCase>) =>
  step(call, input, 'unassign', async (c) => {
    const words = await CaseWordsModel.findById(c._id).lean()
    const dispatchers = (await staffOver(c.areas)).filter((person) => casePolicy.dispatches(person, c))
    const title = `${call.actor.name}退回重派：${words?.title ?? ''}`
    const recipients = dispatchers.map(({ _id }) => _id)
    return {
      moves: [{ kind: 'unassigned', assignee: null, visibleTo: 'staff' }],
      said: { text: input.reason, photoIds: [] },
      notifications:
        recipients.length > 0 ? [{ kind: 'case_unassigned', to: 'office', recipients, title, body: input.reason }] : [],
    }
  })

/** Assigns it to a colleague who handles cases in this community. */
export const assignCase = (call: CallContext, input: z.output<typeof s.AssignCase>) =>
  step(call, input, 'assign', async (c) => {
    const assignee = new Types.ObjectId(input.assigneeId)
    const [colleague] = await peopleByIds([assignee])
    const community = await communityById(c.communityId)
    if (!colleague || !casePolicy.takeOver(colleague, c, community._id))
      throw new AppError('INVALID_INPUT', undefined, { fields: { assigneeId: ['这位同事接不了这一件，换一位'] } })
    const leave = await leaveOf(assignee, call.now)
    if (leave) {
      const instead = leave.delegate ? `派给代班的${leave.delegate}` : '换一位'
      const sentence = `${colleague.name}${leave.words}休假，${instead}`
      throw new AppError('INVALID_INPUT', undefined, { fields: { assigneeId: [sentence] } })
    }
    const kind = canHappen('assigned', c) ? 'assigned' : 'reassigned'
    const text = input.text ?? ''
    const words = await CaseWordsModel.findById(c._id).lean()
    const notifications: CaseNotification[] = [
      {
        ...{ kind: 'case_assigned', to: 'office', recipients: [assignee] },
        title: `派给您了：${words?.title ?? ''}`,
        body: text,
      },
      ...(await toReporter(c, 'case_assigned', `${colleague.name}来办`, text)),
    ]
    return { moves: [{ kind, assignee }], said: { text, photoIds: [] }, notifications }
  })

/**
 * A word to the resident in between. With `ask` the case waits for the answer, and so does the clock; without one it
 * closes after the days that the message names.
 */
export const replyToCase = (call: CallContext, input: z.output<typeof s.ReplyToCase>) =>
  step(call, input, input.ask ? 'ask' : 'reply', async (c) => {
    if (!input.ask) {
      const notifications = await toReporter(c, 'case_replied', '社区有答复', input.text)
      return { moves: [{ kind: 'replied' }], said: input, notifications }
    }
    const waitsFor = input.waitsFor ?? PAUSE_REASON_CODES[0]
    const waitUntil = waitEndsAt(call.now, (await officeHours()).calendarIn(c.areas))
    const text = `${input.text}（${dateInText(dayOf(waitUntil))}前没有回音就先办结，以后还能要求重办。）`
    return {
      moves: [{ kind: 'asked', waitUntil, waitsFor }],
      said: input,
      notifications: await toReporter(c, 'case_asked', `请您${PAUSE_REASONS[waitsFor].asks}`, text),
    }
  })

export const resolveCase = (call: CallContext, input: z.output<typeof s.ResolveCase>) =>
  step(call, input, 'resolve', async (c) => ({
    // Nobody is called back about what nobody asked for.
    moves: isOwnWork(c.kind) ? [{ kind: 'resolved' }, { kind: 'closed' }] : [{ kind: 'resolved' }],
    said: input,
    notifications: await toReporter(c, 'case_resolved', '办好了', input.text),
  }))

/** Closes a case after the call-back. */
export const closeCase = (call: CallContext, input: z.output<typeof s.CloseCase>) =>
  step(call, input, 'close', async (c) => ({
    moves: [{ kind: 'closed' }],
    said: { text: input.text, photoIds: [] },
    notifications: await toReporter(c, 'case_closed', '办结了', input.text),
  }))

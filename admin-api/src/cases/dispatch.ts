import { alertsFor } from '@yike/shared/cases/alerts'
import { signDueAt } from '@yike/shared/cases/promises'
import { returnDueAt } from '@yike/shared/cases/returns'
import type * as s from '@yike/shared/cases/schemas'
import type { z } from '@yike/shared/zod'
import { authorize, type Actor, type CallContext } from '../http/policy'
import { awayNow } from '../office/away'
import { forgetRuling, openReceiver, recordRuling, suggestReceivers } from '../receivers/catalogue'
import type { Receiver } from '../receivers/model'
import { calendarOfReceiver, isUnmanned, membersOnDuty } from '../receivers/duty'
import { officeHours } from '../territory/office-hours'
import { whistleLimitsIn } from '../territory/whistle-limits'
import { categoryAndAbove, categoryNames } from './known-categories'
import { canHappen, casePolicy } from './policy'
import { countOfReceivers } from './counts'
import { titleOf } from './extensions'
import { forReceivers } from './describe'
import { CaseModel, type CaseRecord } from './model'
import type { CaseNotification } from './new-event'
import { presentStaff } from './present-staff'
import { loadVisible, step } from './staff-steps'
import type { Effect } from './take-step'

/** The receivers that a case can be given to, those of the dispatch catalogue first, each with its open cases. */
export async function receiversForCase(actor: Actor, id: string, now: Date) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.choosesReceiver(actor, c))
  const categories = await categoryAndAbove(c.categoryId)
  const { suggested, others } = await suggestReceivers({ areas: c.areas, categories }, now)
  const choices = [...suggested, ...others.map((receiver) => ({ receiver, line: null }))]
  const open = await countOfReceivers(choices.map(({ receiver }) => receiver._id))
  const names = await categoryNames(suggested.map(({ line }) => line.categoryId))
  const isAway = await awayNow(
    choices.flatMap(({ receiver }) => receiver.memberIds),
    now,
  )
  const found = choices.map(({ receiver, line }) => ({
    receiver,
    line,
    categoryName: (line && names.get(String(line.categoryId))) ?? '',
    openCases: open.get(String(receiver._id)) ?? 0,
    unmanned: isUnmanned(receiver, now, isAway),
  }))
  return { choices: found, whistle: await whistleLimitsIn(c.areas) }
}

/** A case is given to a receiver: its clock starts, and its members are notified. */
async function giveTo(
  receiver: Receiver,
  c: CaseRecord,
  { kind, text, now }: { kind: 'dispatched' | 'redispatched' | 'ruled'; text: string; now: Date },
): Promise<Effect> {
  const shown = await forReceivers(c, text)
  const [hours, isAway] = await Promise.all([officeHours(), awayNow(receiver.memberIds, now)])
  const theirs = calendarOfReceiver(receiver, hours)
  const dueAt = signDueAt(now, c.promise, theirs)
  const alerts = alertsFor(
    'signature',
    { receiver: receiver._id, dueAt },
    { theirs, office: hours.calendarIn(c.areas) },
  )
  return {
    moves: [
      {
        ...{ kind, receiver: receiver._id, signDueAt: dueAt, alerts },
        ...(kind === 'ruled' ? {} : { returnDueAt: returnDueAt(now, c.promise, theirs) }),
      },
    ],
    said: { text, photoIds: [] },
    notifications: [
      {
        kind: 'case_dispatched',
        to: 'receivers',
        recipients: membersOnDuty(receiver, now, isAway),
        title: `派给${receiver.name}：${shown.title}`,
        body: shown.text,
      },
      ...(isUnmanned(receiver, now, isAway) ? await unmannedNotice(receiver, c, now) : []),
    ],
  }
}

/** To those who give out work there: nobody of the receiver is there to take note of the case. */
async function unmannedNotice({ name, phone }: Receiver, c: CaseRecord, now: Date): Promise<CaseNotification[]> {
  const recipients = await presentStaff(c, (person) => casePolicy.dispatches(person, c), now)
  if (recipients.length === 0) return []
  const title = `${name}没有人在岗：${await titleOf(c)}`
  return [
    {
      kind: 'case_unanswered',
      to: 'office',
      recipients,
      title,
      body: `派过去时他们都不在岗，急的先打电话 ${phone}，或者换一家。`,
    },
  ]
}

/** Gives a case to a receiver. After two returns it takes a ruling. */
export const dispatchCase = (call: CallContext, input: z.output<typeof s.DispatchCase>) =>
  step(call, input, 'dispatch', async (c) => {
    const kind = canHappen('dispatched', c) ? 'dispatched' : 'redispatched'
    return giveTo(await openReceiver(input.receiverId, c.areas), c, { kind, text: input.text ?? '', now: call.now })
  })

/**
 * An arbiter gives a case for good, and from then on the catalogue names this receiver for its category in its
 * community. The catalogue is written first, so that no ruling is without its entry, and the same tap writes no second;
 * of two arbiters at once, the entry of the one who comes second goes.
 */
export async function ruleCase(call: CallContext, input: z.output<typeof s.RuleCase>) {
  let written: Parameters<typeof recordRuling>[1] | null = null
  try {
    return await step(call, input, 'rule', async (c) => {
      const receiver = await openReceiver(input.receiverId, c.areas)
      if (c.categoryId) {
        written = {
          caseId: c._id,
          receiverId: receiver._id,
          categoryId: c.categoryId,
          areas: c.areas.slice(c.areas.findIndex((area) => area.equals(c.communityId))),
        }
        await recordRuling(call.actor, written, call.now)
      }
      return giveTo(receiver, c, { kind: 'ruled', text: input.text, now: call.now })
    })
  } catch (cause) {
    if (written && !(await hasRuled(call.actor, written))) await forgetRuling(call.actor, written)
    throw cause
  }
}

/** Whether the ruling that stands for a case is the actor's, for this receiver. */
async function hasRuled({ personId }: Actor, { caseId, receiverId }: Parameters<typeof recordRuling>[1]) {
  const c = await CaseModel.findById(caseId, { events: 1, receiver: 1 }).lean<CaseRecord>()
  const ruled = c?.events.filter(({ kind }) => kind === 'ruled').pop()
  return Boolean(ruled?.actor.equals(personId) && c?.receiver?.id.equals(receiverId))
}

/** Lets the receiver know who reported this case: a word on record says why. */
export const releaseReporter = (call: CallContext, input: z.output<typeof s.ReleaseReporter>) =>
  step(call, input, 'release', () => ({
    moves: [{ kind: 'released', visibleTo: 'staff' }],
    said: { text: input.text, photoIds: [] },
    notifications: [],
  }))

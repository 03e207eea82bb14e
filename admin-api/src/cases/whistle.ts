import { alertsFor, type AwaitedOfReceiver, type PendingAlert } from '@yike/shared/cases/alerts'
import { OCCASIONS } from '@yike/shared/cases/occasions'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { whistleLimits, type Called, type PartyLimits } from '@yike/shared/cases/whistle'
import type * as w from '@yike/shared/cases/whistle-schemas'
import { AppError } from '@yike/shared/errors'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import type { z } from '@yike/shared/zod'
import type { QueryFilter, Types } from 'mongoose'
import type { Actor, CallContext } from '../http/policy'
import { awayNow } from '../office/away'
import { openReceiver } from '../receivers/catalogue'
import { calendarOfReceiver, membersOnDuty } from '../receivers/duty'
import { officeHours } from '../territory/office-hours'
import { whistleLimitsIn } from '../territory/whistle-limits'
import { forReceivers } from './describe'
import { CaseModel, type CaseRecord } from './model'
import { byLimit } from './order'
import { casePolicy } from './policy'
import { step } from './staff-steps'

type Id = Types.ObjectId
const LIMITS: Record<Exclude<AwaitedOfReceiver, 'signature'>, keyof PartyLimits> = {
  whistle_signature: 'signDueAt',
  contact: 'contactDueAt',
  report_in: 'reportInDueAt',
}

const invalid = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })

/** The alerts of a receiver that was called: for each step that it owes. */
const alertsOf = (called: Called<Id>, hours: { theirs: WorkCalendar; office: WorkCalendar }): PendingAlert<Id>[] =>
  (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).flatMap((awaited) =>
    alertsFor(awaited, { receiver: called.receiver, dueAt: called[LIMITS[awaited]] }, hours),
  )

/**
 * Calls several receivers to a case at once. Each is notified, and its clock starts, whether it signs or not; the case
 * stays with whoever has it.
 */
export const blowWhistle = (call: CallContext, input: z.output<typeof w.BlowWhistle>) =>
  step(call, input, 'whistle', async (c) => {
    const { occasion, hard, leadId, text } = input
    const ids = [...new Set(input.receiverIds)]
    if (!ids.includes(leadId)) throw invalid('leadId', '牵头的要在叫来的单位里选')
    const receivers = await Promise.all(ids.map((id) => openReceiver(id, c.areas)))
    const [hours, limits] = await Promise.all([officeHours(), whistleLimitsIn(c.areas)])
    const parties = receivers.map((receiver): Called<Id> => ({
      receiver: receiver._id,
      leads: String(receiver._id) === leadId,
      ...whistleLimits({ blownAt: call.now, occasion, hard }, limits, calendarOfReceiver(receiver, hours)),
    }))
    const isAway = await awayNow(
      receivers.flatMap(({ memberIds }) => memberIds),
      call.now,
    )
    const shown = await forReceivers(c, text)
    return {
      moves: [
        {
          kind: 'whistled',
          whistle: { occasion, hard, parties },
          alerts: parties.flatMap((called, n) =>
            alertsOf(called, {
              theirs: calendarOfReceiver(receivers[n]!, hours),
              office: hours.calendarIn(c.areas),
            }),
          ),
        },
      ],
      said: { text, photoIds: [] },
      notifications: receivers.map((receiver) => ({
        kind: 'case_whistled',
        to: 'receivers',
        recipients: membersOnDuty(receiver, call.now, isAway),
        title: `社区吹哨（${OCCASIONS[occasion].label}）：${shown.title}`,
        body: shown.text,
      })),
    }
  })

/** The community rates a receiver that was called, whether it came or not. */
export const rateParty = (call: CallContext, input: z.output<typeof w.RateParty>) =>
  step(call, input, 'rateParty', (c) => {
    const party = c.whistle!.parties.find(({ receiver }) => String(receiver) === input.receiverId)
    if (!party) throw invalid('receiverId', '这次吹哨没有叫这家单位')
    return {
      moves: [{ kind: 'whistle_rated', visibleTo: 'staff', receiver: party.receiver, partyScore: input.score }],
      said: { text: input.text, photoIds: [] },
      notifications: [],
    }
  })

const LIST = byLimit('listWhistles')

/** The cases of the actor's areas with a whistle; `open`: somebody who was called has not reported in yet. */
export async function listWhistles(actor: Actor, { view, ...asked }: z.output<typeof w.ListWhistles>) {
  const open: QueryFilter<CaseRecord> =
    view === 'open'
      ? { state: { $in: [...OPEN_CASE_STATES] }, 'whistle.parties': { $elemMatch: { reportedInAt: null } } }
      : {}
  const rows = await CaseModel.find({
    $and: [{ 'whistle.blownAt': { $exists: true } }, casePolicy.visible(actor), open, LIST.from(asked.cursor)],
  })
    .sort(LIST.sort)
    .limit(asked.limit + 1)
    .lean<CaseRecord[]>()
  return LIST.page(rows, asked.limit)
}

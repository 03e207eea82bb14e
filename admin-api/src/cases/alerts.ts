import { alertRule, AWAITED, type PendingAlert } from '@yike/shared/cases/alerts'
import { nextOpening, type WorkCalendar } from '@yike/shared/time/work-calendar'
import type { Types } from 'mongoose'
import type { Due } from '../jobs'
import { awayNow } from '../office/away'
import { calendarOfReceiver, membersOnDuty } from '../receivers/duty'
import { receiversByIds } from '../receivers/list'
import type { Receiver } from '../receivers/model'
import { append, type CaseNotification } from './append'
import { communityById } from '../territory/areas'
import { officeHours, type KnownHours } from '../territory/office-hours'
import { forReceivers } from './describe'
import { CaseModel, CaseWordsModel, type CaseRecord } from './model'
import { NOBODY } from './nobody'
import { casePolicy } from './policy'
import { acceptersIn, presentStaff } from './present-staff'

type Pending = PendingAlert<Types.ObjectId>

const BATCH = 100

const dueAt = (now: Date) => ({ alertAt: { $lte: now } })
export const dueAlerts = (now: Date): Due[] => [{ model: CaseModel, filter: dueAt(now) }]

/**
 * A job: sends the alerts whose time has come, each with its event in the timeline, in one write that only the case as
 * it was read accepts. So an alert is sent once however many processes run, and not at all where the receiver was
 * quicker.
 */
export async function sendAlerts(now: Date) {
  const cases = await CaseModel.find(dueAt(now)).sort({ alertAt: 1 }).limit(BATCH).lean<CaseRecord[]>()
  for (const c of cases) await sendNext(c, now)
}

/** An alert with its receiver; null where the office itself owes the step. */
interface Known {
  alert: Pending
  receiver: Receiver | null
}

async function sendNext(c: CaseRecord, now: Date) {
  const { _id, seq } = c
  const receivers = await receiversByIds(c.alerts.flatMap(({ receiver }) => receiver ?? []))
  const office = await officeHours()
  const [next] = c.alerts
    .map((alert) => ({ alert, receiver: receivers.find((one) => alert.receiver?.equals(one._id)) ?? null }))
    .filter(({ alert, receiver }) => receiver !== null || !alert.receiver)
    .map((known) => ({ ...known, at: reachableAt(known.alert, alertedHours(known, c, office), now) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.alert.at.getTime() - b.alert.at.getTime())
  if (!next) return void (await CaseModel.updateOne({ _id, seq }, { $unset: { alertAt: 1 } }))
  const { alert, receiver, at } = next
  if (at > now) return void (await CaseModel.updateOne({ _id, seq }, { $set: { alertAt: at } }))
  const move = { kind: 'alerted' as const, visibleTo: 'staff' as const, alert: alert.code }
  const drafts = await notificationsOf({ alert, receiver }, c, now)
  const call = { actor: NOBODY, now, filter: {}, reason: null }
  await append(call, c, [receiver ? { ...move, receiver: receiver._id } : move], drafts)
}

/** The time at which an alert can be sent: a process that was down at its time makes up for it in working hours. */
const reachableAt = ({ at }: Pending, hours: WorkCalendar, now: Date) => (at > now ? at : nextOpening(now, hours))

/** The hours of those whom an alert reaches: the members of the receiver, the office, or that of another community. */
const alertedHours = ({ alert, receiver }: Known, c: CaseRecord, office: KnownHours) =>
  receiver && alertRule(alert.code).to === 'members'
    ? calendarOfReceiver(receiver, office)
    : office.calendarIn((isForTarget(alert) && c.transfer?.areas) || c.areas)

/** Whether it is for the community that the case was transferred to. */
const isForTarget = ({ code }: Pending) => alertRule(code).at === 'target'

async function notificationsOf({ alert, receiver }: Known, c: CaseRecord, now: Date): Promise<CaseNotification[]> {
  const { to, awaits } = alertRule(alert.code)
  const { missing, advice } = AWAITED[awaits]
  if (receiver && to === 'members') {
    const shown = await forReceivers(c, '')
    return [
      {
        kind: 'case_reminded',
        to: 'receivers',
        recipients: membersOnDuty(receiver, now, await awayNow(receiver.memberIds, now)),
        title: `${missing}：${shown.title}`,
        body: advice,
      },
    ]
  }
  const words = await CaseWordsModel.findById(c._id, { title: 1 }).lean()
  const title = words?.title ?? ''
  if (c.transfer && isForTarget(alert)) {
    const recipients = await acceptersIn(c.transfer.areas, now)
    return [{ kind: 'case_transfer_late', to: 'office', recipients, title: `${missing}：${title}`, body: advice }]
  }
  const toOffice = {
    to: 'office' as const,
    recipients: await presentStaff(c, (person) => to !== 'members' && casePolicy.alerted(person, to, c), now),
  }
  if (c.transfer && awaits === 'takeover') {
    const { name, phone } = await communityById(c.transfer.to)
    const ruling = to === 'case.rule' ? '也可以会商，直接定归哪个社区。' : ''
    return [
      {
        ...{ kind: 'case_transfer_late', ...toOffice },
        title: `${name}还没接收：${title}`,
        body: `提醒过了，还没有动静。打个电话问问：${phone}。${ruling}`,
      },
    ]
  }
  return receiver
    ? [
        {
          ...{ kind: 'case_unanswered', ...toOffice },
          title: `${receiver.name}${missing}：${title}`,
          body: `提醒过了，还没有动静。打个电话问问：${receiver.phone}。`,
        },
      ]
    : [{ kind: 'case_overdue', ...toOffice, title: `${missing}：${title}`, body: advice }]
}

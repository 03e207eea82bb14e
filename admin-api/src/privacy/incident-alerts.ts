import { alertsOf, dutiesOf, INCIDENT_STEPS, type IncidentDuty } from '@yike/shared/privacy/incidents'
import { instantInText } from '@yike/shared/time/words'
import type { Due } from '../jobs'
import { notify } from '../messages/notify'
import { staffOver } from '../people/me'
import { IncidentModel, type Incident } from './incident-model'
import { privacyPolicy } from './policy'

const BATCH = 100

const due = (now: Date) => ({ alertAt: { $lte: now } })
export const incidentAlertsDue = (now: Date): Due[] => [{ model: IncidentModel, filter: due(now) }]

/**
 * A job: tells those who look after security, one hour before a clock of an incident ends, each clock once. Every change
 * of an incident makes it look again; the write accepts only the incident that was read, so that of two processes one
 * tells, and a step that was taken meanwhile is seen in the next round.
 */
export async function tellOfDeadlines(now: Date) {
  const incidents = await IncidentModel.find(due(now)).sort({ alertAt: 1 }).limit(BATCH).lean<Incident[]>()
  for (const incident of incidents) await look(incident, now)
}

async function look(incident: Incident, now: Date) {
  const { _id, revision, entries, told, areas } = incident
  const alertAt = incident.alertAt!
  const duties = dutiesOf(incident, entries, now)
  const { near, over, nextAt } = alertsOf(duties, told, { since: alertAt, now })
  const staff = near.length > 0 ? await staffOver(areas) : []
  const recipients = staff
    .filter((person) => privacyPolicy.hearsOfDeadline(person, incident))
    .map((person) => person._id)
  const messages = near.map((duty) => ({
    ...{ kind: 'incident_due' as const, recipients, about: null, urgent: true },
    ...wordsOf(duty, now),
  }))
  await IncidentModel.updateOne(
    { _id, alertAt, revision, entries: { $size: entries.length } },
    {
      $set: { told: [...told, ...near.map(({ step }) => step), ...over], ...(nextAt ? { alertAt: nextAt } : {}) },
      ...(nextAt ? {} : { $unset: { alertAt: 1 } }),
      ...notify(messages, now),
    },
  )
}

function wordsOf({ step, dueAt }: IncidentDuty, now: Date) {
  const { label } = INCIDENT_STEPS[step]
  const end = instantInText(dueAt!)
  return {
    title: now > dueAt! ? `安全事件：“${label}”过了 ${end} 的时限` : `安全事件：“${label}”最晚 ${end}`,
    body: '还没有记下办了。办完在工作人员后台的“安全事件”里记一笔。',
  }
}

import { ALERT_KINDS } from '@yike/shared/care/rules'
import { instantInText } from '@yike/shared/time/words'
import { MOST_WORK, type OpenWork } from '../open-work'
import { peopleByIds } from '../people/me'
import { advanceAlert } from './advance-alert'
import { AlertModel, type Alert } from './model'
import { carePolicy } from './policy'

const TAKEN = { state: 'taken' as const }

/** Alerts that somebody took and did not settle go to a colleague when the account ends. */
export const alertWork: OpenWork = {
  kind: 'alert',
  async list(takenBy, areaIds, among) {
    const taken = await AlertModel.find({ takenBy, areas: { $in: areaIds }, ...TAKEN })
      .sort({ raisedAt: 1 })
      .limit(MOST_WORK)
      .lean<Alert[]>()
    const people = await peopleByIds(taken.map(({ personId }) => personId))
    return taken.map((alert) => ({
      id: alert._id,
      title: `${people.find(({ _id }) => _id.equals(alert.personId))?.name ?? '老人'}：${ALERT_KINDS[alert.kind]}`,
      detail: instantInText(alert.raisedAt),
      takers: among.flatMap((one) => (carePolicy.responds(one, alert) ? [one._id] : [])),
    }))
  },
  async give(id, { from, to, because }, now) {
    for (;;) {
      const alert = await AlertModel.findOne({ _id: id, takenBy: from._id, ...TAKEN }).lean<Alert>()
      if (!alert) return true
      if (!carePolicy.responds(to, alert)) return false
      const [person] = await peopleByIds([alert.personId])
      const name = person?.name ?? '老人'
      const family = alert.kind === 'help' ? [alert.personId, ...alert.told.family] : alert.told.family
      const notifications = [
        {
          kind: 'care_needs_help' as const,
          recipients: [to._id],
          title: `${name}交给您了`,
          body: `${because}，您接着找。`,
        },
        {
          kind: 'care_taken' as const,
          recipients: family,
          title: `${to.name}接着管${name}的事`,
          body: '有消息马上告诉您。',
        },
      ]
      const step = { set: { takenBy: to._id, takenAt: now }, notifications, filter: { takenBy: from._id, ...TAKEN } }
      if (await advanceAlert(alert, step, now)) return true
    }
  },
}

import { awayNow } from '../office/away'
import { membersOnDuty } from '../receivers/duty'
import { receiversByIds } from '../receivers/list'
import type { CaseNotification } from './append'
import { forReceivers, receiversIn } from './describe'
import type { CaseRecord } from './model'

type Kind = Extract<CaseNotification['kind'], `received_case_${string}`>

/**
 * The notification of the receivers that have a case or were called to it: each member on duty once, without the
 * reporter. `what` stands before the title of the case.
 */
export async function noticeToReceivers(
  c: CaseRecord,
  { kind, what, text }: { kind: Kind; what: string; text: string },
  now: Date,
): Promise<CaseNotification[]> {
  const ids = receiversIn(c)
  const receivers = ids.length > 0 ? await receiversByIds(ids) : []
  if (receivers.length === 0) return []
  const members = receivers.flatMap(({ memberIds }) => memberIds)
  const [isAway, shown] = await Promise.all([awayNow(members, now), forReceivers(c, text)])
  const onDuty = receivers.flatMap((receiver) => membersOnDuty(receiver, now, isAway))
  return [
    {
      kind,
      to: 'receivers',
      recipients: [...new Map(onDuty.map((one) => [String(one), one])).values()],
      title: `${what}：${shown.title}`,
      body: shown.text,
    },
  ]
}

import { AppError } from '@yike/shared/errors'
import type { DecideReport, ListReports, SendReport } from '@yike/shared/moderation/schemas'
import { REPORT_SUBJECTS } from '@yike/shared/moderation/reports'
import { addMinutes } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { notify } from '../messages/notify'
import { countTry } from '../people/sign-in'
import { ReportModel, type Report } from './model'
import { moderationPolicy } from './policy'
import type { Reportable } from './reportable'

/** The reports of one person in 15 minutes. */
const MOST = 20
const KEPT_DAYS = 183

/** Reports a thing that the caller can read. Repeating it before it is decided changes nothing. */
export async function sendReport(
  reportables: readonly Reportable[],
  { actor, key, now }: CallContext,
  input: z.output<typeof SendReport>,
): Promise<void> {
  const idem = idemOf(actor.personId, key, input)
  if (await replayed<Report>(ReportModel, idem)) return
  const { type, id, reason, words } = input
  const { title, areas } = await reportables.find((one) => one.type === type)!.find(id, actor)
  if ((await countTry(`reports:${String(actor.personId)}`, now)) > MOST)
    throw new AppError('TOO_MANY_REQUESTS', '举报得太多了，歇一会儿再来；急事打电话给社区。', {
      retryAfterSeconds: 900,
    })
  try {
    await ReportModel.create({
      ...{ subjectType: type, subjectId: id, title, areas, reason, words },
      ...{ reporterId: actor.personId, at: now, state: 'open', idem },
    })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
}

const OPEN = pagedList<Report>('listOpenReports', { at: [1, INSTANT], _id: [1, OBJECT_ID] })
const DECIDED = pagedList<Report>('listDecidedReports', { at: [-1, INSTANT], _id: [-1, OBJECT_ID] })

/** Open reports the oldest first, decided ones the newest first, with the number of the open ones. */
export async function listReports(actor: Actor, { state, cursor, limit, ...left }: z.output<typeof ListReports>) {
  allRead(left)
  const mine = moderationPolicy.decidable(actor)
  const list = state === 'open' ? OPEN : DECIDED
  const [rows, openCount] = await Promise.all([
    ReportModel.find({
      ...mine,
      state: state === 'open' ? 'open' : { $in: ['removed', 'stays'] },
      $and: [list.from(cursor)],
    })
      .sort(list.sort)
      .limit(limit + 1)
      .lean<Report[]>(),
    ReportModel.countDocuments({ ...mine, state: 'open' }),
  ])
  return { ...list.page(rows, limit), openCount }
}

/**
 * Decides a report, once; its reporter is told in the same write. What is taken down with it is taken down before: the
 * reporter is never told of what was not done.
 */
export async function decideReport(
  reportables: readonly Reportable[],
  call: CallContext,
  { id, removed, takeDown, answer }: z.output<typeof DecideReport>,
): Promise<void> {
  const { actor, now } = call
  const mine = moderationPolicy.decidable(actor)
  const report = orNotFound(await ReportModel.findOne({ _id: id, ...mine }).lean<Report>())
  if (removed && takeDown && report.state === 'open') {
    const taking = reportables.find((one) => one.type === report.subjectType)?.takeDown
    if (!taking)
      throw new AppError('INVALID_INPUT', undefined, {
        fields: { takeDown: ['这一类要到它自己的页面去撤回或修改，改好了再来记'] },
      })
    await taking(call, String(report.subjectId))
  }
  const decided = await ReportModel.updateOne(
    { _id: id, ...mine, state: 'open' },
    {
      $set: {
        ...{ state: removed ? 'removed' : 'stays', answer, decidedByName: actor.name, decidedAt: now },
        expiresAt: addMinutes(now, KEPT_DAYS * 1440),
      },
      ...notify(
        {
          kind: 'report_decided',
          recipients: report.reporterId ? [report.reporterId] : [],
          title: `您举报的${REPORT_SUBJECTS[report.subjectType]}，社区看过了`,
          body: `${report.title}：${removed ? '已经拿掉或者改好了' : '没有问题，留着'}。${answer}`,
          about: null,
        },
        now,
      ),
    },
  )
  if (decided.modifiedCount === 0) throw new AppError('CONFLICT', '这一条刚刚有同事处理过了。')
}

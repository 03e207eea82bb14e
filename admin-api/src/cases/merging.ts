import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type * as m from '@yike/shared/cases/merging-schemas'
import { olderFirst, promiseGivenBack, promiseTakenOver } from '@yike/shared/cases/merging'
import { shownNumber } from '@yike/shared/cases/number'
import { flowOf } from '@yike/shared/cases/reduce'
import type { z } from '@yike/shared/zod'
import { orNotFound, type CallContext } from '../http/policy'
import { append } from './append'
import { noticeToFollowers, listenersOf } from './followers'
import { CaseModel, type CaseRecord } from './model'
import { canHappen } from './policy'
import { noticeToReceivers } from './receiver-notices'
import { loadVisible, step, toReporter } from './staff-steps'

type Id = Types.ObjectId

/**
 * Merges two cases. One write decides: the newer one is merged, and names the older in `settling`. The older one's part,
 * its own event and the earlier limit, follows at once or, after a crash, in a job.
 */
export async function mergeCase(call: CallContext, input: z.output<typeof m.MergeCase>) {
  const mine = await loadVisible(call.actor, input.id)
  const other = await loadVisible(call.actor, input.otherId)
  if (mine._id.equals(other._id)) throw new AppError('CASE_STEP_NOT_ALLOWED', '这是同一件，不用合并。')
  const [stays, goes] = olderFirst(mine, other)
  if (stays.order)
    throw new AppError('CASE_STEP_NOT_ALLOWED', '上级派来的工单要按编号单独答复，不合并。可以把两件关联起来。')
  const seq = goes._id.equals(mine._id) ? input.seq : input.otherSeq
  const merged = await step(call, { id: String(goes._id), seq }, 'merge', async (c) => {
    if (stays.transfer)
      throw new AppError('CASE_STEP_NOT_ALLOWED', `${shownNumber(stays.number)} 正转给别的社区，等他们答了再并。`)
    if (!canHappen('absorbed', stays))
      throw new AppError('CASE_STEP_NOT_ALLOWED', `${shownNumber(stays.number)} 已经不在办了，不能并进去。`)
    return {
      moves: [{ kind: 'merged', other: stays._id }],
      said: { text: input.text, photoIds: [] },
      notifications: [
        ...(await toReporter(c, 'case_merged', '和同一件事并到一起办', input.text)),
        ...(await toReceivers(c, '并到另一件一起办，这件先停下', input.text, call.now)),
      ],
    }
  })
  await settle(merged._id, call.now)
  const after = orNotFound(await CaseModel.findById(stays._id).lean<CaseRecord>())
  if (!after.absorbed.some((one) => one.equals(goes._id)))
    throw new AppError('CASE_MOVED', `${shownNumber(stays.number)} 刚刚办完或者并到别处了，没有合并。`)
  return after
}

/** Takes a merged case out again: it stands as it stood before. */
export async function unmergeCase(call: CallContext, input: z.output<typeof m.UnmergeCase>) {
  const parted = await step(call, input, 'unmerge', async (c) => ({
    moves: [{ kind: 'unmerged', other: c.merged!.into }],
    said: { text: input.text, photoIds: [] },
    notifications: await toldApart(c, input.text, call.now),
  }))
  await settle(parted._id, call.now)
  return orNotFound(await CaseModel.findById(parted._id).lean<CaseRecord>())
}

/** The notification of its receivers about a merge. */
const toReceivers = (c: CaseRecord, what: string, text: string, now: Date) =>
  noticeToReceivers(c, { kind: 'received_case_merged', what, text }, now)

/** The notifications that a merged case stands for itself again. */
const toldApart = async (c: CaseRecord, text: string, now: Date) => [
  ...(await toReporter(c, 'case_merged', '又单独办了', text)),
  ...(await toReceivers(c, '又单独办了，请接着办', text, now)),
]

const byId = (id: Id) => CaseModel.findById(id).lean<CaseRecord>()
/** The one who merged a case, or took it out again, last. */
const whoMerged = ({ events }: CaseRecord) => ({
  personId: events.filter(({ kind }) => kind === 'merged' || kind === 'unmerged').at(-1)!.actor,
})

/**
 * Brings the older case into line with what was decided on the newer one, as often as it takes: each write decides by
 * the case as it was read. Where the older one is not open any more, the newer one stands for itself again.
 */
async function settle(id: Id, now: Date): Promise<void> {
  for (;;) {
    const newer = await byId(id)
    const older = newer?.settling ? await byId(newer.settling) : null
    if (!newer || !older) return
    const isInside = newer.merged?.into.equals(older._id) ?? false
    const isKnown = older.absorbed.some((one) => one.equals(id))
    const call = { actor: whoMerged(newer), now, filter: {}, reason: null }
    if (isInside === isKnown) {
      const done = await CaseModel.updateOne({ _id: id, seq: newer.seq }, { $unset: { settling: 1 } })
      if (done.matchedCount > 0) return
    } else if (!isInside) {
      const back = promiseGivenBack(older.events, flowOf(older.kind), id)
      await append(call, older, [{ kind: 'parted', visibleTo: 'staff', other: id, ...back }], [])
    } else if (canHappen('absorbed', older) && !older.transfer) {
      const taken = promiseTakenOver(older, newer)
      const move = { kind: 'absorbed' as const, visibleTo: 'staff' as const, other: id, ...taken }
      await append({ ...call, also: await missed(older, newer) }, older, [move], [])
    } else {
      const words = '那一件已经有结果了，这一件单独办。'
      await append(call, newer, [{ kind: 'unmerged', other: older._id }], await toldApart(newer, words, now))
    }
  }
}

/** Steps of the older case since the merge, of which those who come with the newer one have not heard. */
async function missed(older: CaseRecord, newer: CaseRecord) {
  const since = older.events.filter(({ at, visibleTo }) => visibleTo === 'all' && at > newer.merged!.at)
  if (since.length === 0) return []
  const recipients = [...(newer.reporterId ? [newer.reporterId] : []), ...(await listenersOf(newer))]
  return noticeToFollowers(older, since, recipients)
}

const BATCH = 100
/** A job: finishes merges, and their undoing, that a crash interrupted. */
export async function settleMerges(now: Date) {
  const open = await CaseModel.find({ settling: { $exists: true } }, { _id: 1 })
    .limit(BATCH)
    .lean()
  for (const { _id } of open) await settle(_id, now)
  return open.length
}

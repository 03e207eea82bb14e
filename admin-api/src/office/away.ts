import type { Types } from 'mongoose'
import { leaveInWords } from '@yike/shared/office/leave'
import { dayOf } from '@yike/shared/time/china'
import { peopleByIds } from '../people/me'
import { LeaveModel, type Leave } from './model'

/** Tells of each of some people whether they are on leave now. */
export async function awayNow(ids: readonly Types.ObjectId[], now: Date): Promise<(id: Types.ObjectId) => boolean> {
  const away = new Set((await leavesNow(ids, now)).map(({ personId }) => String(personId)))
  return (id) => away.has(String(id))
}

/** The leave of somebody today, with the name of the delegate; null where they are there. */
export async function leaveOf(id: Types.ObjectId, now: Date) {
  const [leave] = await leavesNow([id], now)
  if (!leave) return null
  const [delegate] = leave.delegateId ? await peopleByIds([leave.delegateId]) : []
  return { words: leaveInWords(leave), delegate: delegate?.name ?? null }
}

const leavesNow = (ids: readonly Types.ObjectId[], now: Date) =>
  LeaveModel.find({ personId: { $in: ids }, from: { $lte: dayOf(now) }, until: { $gte: dayOf(now) } }).lean<Leave[]>()

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

/** The leave of somebody today, with the name of the one who stands in; null where they are there. */
export async function leaveOf(id: Types.ObjectId, now: Date) {
  const away = await standInOf(id, now)
  if (!away) return null
  const [delegate] = away.delegateId ? await peopleByIds([away.delegateId]) : []
  return { words: away.words, delegate: delegate?.name ?? null }
}

/**
 * The one who stands in for somebody on leave now: the delegate, or, while that one is away too, the delegate's own, and
 * so on. `delegateId` is null where nobody is there at the end, and where the delegates name each other in a circle. Null
 * where the person is not on leave.
 */
export async function standInOf(id: Types.ObjectId, now: Date) {
  const [own] = await leavesNow([id], now)
  if (!own) return null
  const words = leaveInWords(own)
  const asked = new Set([String(id)])
  for (let next = own.delegateId; next && !asked.has(String(next));) {
    asked.add(String(next))
    const [theirs] = await leavesNow([next], now)
    if (!theirs) return { words, delegateId: next }
    next = theirs.delegateId
  }
  return { words, delegateId: null }
}

const leavesNow = (ids: readonly Types.ObjectId[], now: Date) =>
  LeaveModel.find({ personId: { $in: ids }, from: { $lte: dayOf(now) }, until: { $gte: dayOf(now) } }).lean<Leave[]>()

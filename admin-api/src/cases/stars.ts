import { STARS_MAX } from '@yike/shared/cases/saved-filters'
import { AppError } from '@yike/shared/errors'
import { Types } from 'mongoose'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { CaseShortcutsModel } from './shortcut-model'

/** The ids of the cases that somebody follows. */
export async function starredBy({ personId }: Pick<Actor, 'personId'>): Promise<ReadonlySet<string>> {
  const own = await CaseShortcutsModel.findById(personId, { starred: 1 }).lean()
  return new Set((own?.starred ?? []).map(String))
}

/** Puts a case that the actor sees on their shortlist. Twice is once; CONFLICT where the list is full. */
export async function addStar({ personId }: Actor, caseId: Types.ObjectId) {
  const hasRoom = { [`starred.${STARS_MAX - 1}`]: { $exists: false } }
  const add = () =>
    CaseShortcutsModel.updateOne(
      { _id: personId, $or: [hasRoom, { starred: caseId }] },
      { $addToSet: { starred: caseId }, $setOnInsert: { filters: null, revision: 0 } },
      { upsert: true },
    )
  try {
    await add()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    // Either the list is full, or another tap of theirs has just written the first one.
    const { matchedCount } = await CaseShortcutsModel.updateOne(
      { _id: personId, $or: [hasRoom, { starred: caseId }] },
      { $addToSet: { starred: caseId } },
    )
    if (matchedCount === 0) throw new AppError('CONFLICT', `关注的满 ${STARS_MAX} 件了，先拿掉几件。`)
  }
}

export const removeStar = ({ personId }: Actor, caseId: string) =>
  CaseShortcutsModel.updateOne({ _id: personId }, { $pull: { starred: new Types.ObjectId(caseId) } })

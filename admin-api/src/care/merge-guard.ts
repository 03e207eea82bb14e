import type { Types } from 'mongoose'
import { LIVE_STATES } from '@yike/shared/care/rules'
import { AlertModel, CareFileModel, CheckModel } from './model'

/**
 * A care file is sealed for its person and exists once, as does the daily check: the record that has them has to be the
 * one that stays.
 */
export async function careKeepsRecord(fromId: Types.ObjectId): Promise<string | null> {
  if (await AlertModel.exists({ personId: fromId, state: { $in: ['held', ...LIVE_STATES] } }))
    return '要合并掉的那一份正有没办完的求助，先办完。'
  if (await CareFileModel.exists({ _id: fromId, sealed: { $ne: null } }))
    return '照护档案在要合并掉的那一份上。换个方向：留下有档案的那一份；两份都有的，先停掉一份。'
  if (await CheckModel.exists({ _id: fromId }))
    return '“我很好”在要合并掉的那一份上。换个方向：留下那一份；两份都有的，先停掉一份。'
  return null
}

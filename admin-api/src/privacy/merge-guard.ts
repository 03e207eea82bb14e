import type { Types } from 'mongoose'
import { DeathModel } from './death-model'
import { ErasureModel } from './model'

/** A deletion that waits and a death are of one record: a merge would leave the other one as it is. */
export async function openRightsKeepRecord(fromId: Types.ObjectId, intoId: Types.ObjectId): Promise<string | null> {
  const ofEither = { openOf: { $in: [fromId, intoId] } }
  if (await ErasureModel.exists(ofEither)) return '本人要注销账号，撤回以后才能合并。'
  if (await DeathModel.exists(ofEither)) return '登记了离世，不能合并。登记错了的，先撤回离世登记。'
  return null
}

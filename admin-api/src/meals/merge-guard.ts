import type { Types } from 'mongoose'
import { EntitlementModel } from './model'

/** An entitlement was confirmed for the record that it is written on: that one has to stay. */
export const entitlementKeepsRecord = async (fromId: Types.ObjectId): Promise<string | null> =>
  (await EntitlementModel.exists({ personId: fromId }))
    ? '低保等资格在要合并掉的那一份上。换个方向：留下有资格的那一份；两份都有的，先取消一份。'
    : null

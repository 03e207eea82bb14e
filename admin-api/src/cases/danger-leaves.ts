import type { Types } from 'mongoose'
import { DANGERS, DANGER_CODES, type Danger, type DangerCode } from '@yike/shared/cases/dangers'
import { stableId } from '../idempotency'

/** The category of a danger, whatever the office calls it by now. */
export const leafOf = ({ group, leaf }: Pick<Danger, 'group' | 'leaf'>) => stableId('category', group, leaf)

const byLeaf = new Map<string, DangerCode>(DANGER_CODES.map((code) => [String(leafOf(DANGERS[code])), code]))

/** The danger whose reports come under this category; null for most. */
export const dangerOf = (categoryId: Types.ObjectId): DangerCode | null => byLeaf.get(String(categoryId)) ?? null

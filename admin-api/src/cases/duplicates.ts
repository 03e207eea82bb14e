import type { QueryFilter, Types } from 'mongoose'
import { likelyAmong, NEAR_DAYS, type Comparable } from '@yike/shared/cases/duplicates'
import type { FindDuplicates } from '@yike/shared/cases/followed-schemas'
import { MERGED_KINDS } from '@yike/shared/cases/merging'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { personById } from '../people/me'
import { locate } from '../territory/areas'
import { categoryOfReport } from './categories'
import { isOpenCase, isShared, notWithdrawn } from './followers'
import { categoryTree, type KnownCategory, type KnownTree } from './known-categories'
import { casePolicy } from './policy'
import { CaseModel, CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { cellIndexesAround, openedWords, placeOf } from './sealed-words'

const DAY_MS = 86_400_000
/** So many of the newest reports around the place, and of its community, are compared. */
const COMPARED = 200
const SUGGESTED = 3

/** A report to compare others with, and where it belongs. */
interface Report extends Comparable {
  communityId: Types.ObjectId
}

const comparableCategory = (tree: KnownTree, category: KnownCategory | null): Comparable['category'] =>
  category && tree.path(category.id).map(({ id }) => id)

/**
 * The words of what was reported lately around a position, and in a community. Two reads of an index, of so many rows
 * at most, however many cases are open.
 */
async function wordsNear({ communityId, position, at: around }: Report) {
  const away = NEAR_DAYS * DAY_MS
  const at = { $gt: new Date(around.getTime() - away), $lt: new Date(around.getTime() + away) }
  const newest = (filter: QueryFilter<CaseWords>) =>
    CaseWordsModel.find({ ...filter, at }, { title: 1, description: 1, address: 1, position: 1, at: 1 })
      .sort({ at: -1 })
      .limit(COMPARED)
      .lean<CaseWords[]>()
  const found = await Promise.all([
    position ? newest({ cell: { $in: cellIndexesAround(position) } }) : [],
    newest({ areas: communityId }),
  ])
  return [...new Map(found.flat().map((words) => [String(words._id), words])).values()]
}

/** The open cases among those that `filter` reaches which are likely about the same matter, the likeliest first. */
async function likelyDuplicates(report: Report, filter: QueryFilter<CaseRecord>) {
  const words = await wordsNear(report)
  const open = { state: { $in: [...OPEN_CASE_STATES] } }
  const cases = await CaseModel.find(
    { $and: [filter, open, { _id: { $in: words.map(({ _id }) => _id) } }] },
    { events: 0 },
  ).lean<CaseRecord[]>()
  const tree = await categoryTree()
  const others = cases.map((record) => {
    const own = words.find(({ _id }) => _id.equals(record._id))!
    const category = tree.get(record.categoryId && String(record.categoryId))
    return {
      ...{ record, named: category, category: comparableCategory(tree, category) },
      ...{ text: `${own.title} ${openedWords(own.description)}`, ...placeOf(own), at: record.filedAt },
    }
  })
  return likelyAmong(report, others)
}

/** The neighbours' open reports that somebody may follow instead of filing their own. */
export async function findDuplicates(actor: Actor, input: z.output<typeof FindDuplicates>, now: Date) {
  const me = await personById(actor.personId)
  const { communityId } = input.position ? await locate(input.position, me.communityId) : me
  const category = await categoryOfReport(input.kind, input.categoryId)
  const parts = { text: input.description, address: input.address ?? null, position: input.position ?? null, at: now }
  const report = { ...parts, communityId, category: comparableCategory(await categoryTree(), category) }
  const likely = await likelyDuplicates(report, {
    ...casePolicy.neighbours(actor),
    reporterId: { $ne: actor.personId },
  })
  const shared = likely.filter(({ other }) => isShared(other.record, other.named)).map(({ other }) => other.record)
  return (await notWithdrawn(shared)).slice(0, SUGGESTED)
}

const SUGGESTED_TO_STAFF = 5

/** The open cases that a member of staff sees which are likely about the same matter as one of theirs. */
export async function duplicatesOf(actor: Actor, c: CaseRecord) {
  const [words, tree] = await Promise.all([CaseWordsModel.findById(c._id).lean<CaseWords>(), categoryTree()])
  const category = tree.get(c.categoryId && String(c.categoryId))
  if (!words || !isOpenCase(c) || !MERGED_KINDS.includes(c.kind)) return []
  const facts = { text: `${words.title} ${openedWords(words.description)}`, ...placeOf(words), at: c.filedAt }
  const report = { ...facts, communityId: c.communityId, category: comparableCategory(tree, category) }
  // Nor a part of the same report.
  const family = [c._id, ...(c.partOf ? [c.partOf] : [])]
  const apart = { _id: { $nin: [...family, ...c.parts] }, partOf: { $nin: family } }
  const others = { $and: [casePolicy.visible(actor), { kind: { $in: MERGED_KINDS } }, apart] }
  return (await likelyDuplicates(report, others)).slice(0, SUGGESTED_TO_STAFF)
}

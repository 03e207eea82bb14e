import type { Types } from 'mongoose'
import { peopleByIds } from '../people/me'
import { communityById } from '../territory/areas'
import {
  CaseReporterModel,
  CaseSaidModel,
  CaseWordsModel,
  CategoryModel,
  type CaseRecord,
  type CaseReporter,
  type CaseSaid,
  type CaseWords,
  type Category,
} from './model'

/** A case with the erasable records that describe it. Words are null once they were erased. */
export interface DescribedCase {
  record: CaseRecord
  words: CaseWords | null
  category: Category | null
}
type Named = Awaited<ReturnType<typeof peopleByIds>>[number]

export interface TalkedCase extends DescribedCase {
  said: Map<string, CaseSaid>
  people: Map<string, Named>
  reporter: CaseReporter | null
  phone: string
}

const byId = <Doc extends { _id: Types.ObjectId }>(docs: Doc[]) => new Map(docs.map((doc) => [String(doc._id), doc]))

/** The data for the rows of a list, in two reads. */
export async function describeCases(records: CaseRecord[]): Promise<DescribedCase[]> {
  const [words, categories] = await Promise.all([
    CaseWordsModel.find({ _id: { $in: records.map(({ _id }) => _id) } }).lean<CaseWords[]>(),
    CategoryModel.find({ _id: { $in: records.flatMap(({ categoryId }) => categoryId ?? []) } }).lean<Category[]>(),
  ])
  const [wordsOf, categoryOf] = [byId(words), byId(categories)]
  return records.map((record) => ({
    record,
    words: wordsOf.get(String(record._id)) ?? null,
    category: categoryOf.get(String(record.categoryId)) ?? null,
  }))
}

/** Names of the colleagues that rows of a list show. */
export const assigneesOf = async (records: CaseRecord[]) =>
  byId(await peopleByIds(records.flatMap(({ assigneeId }) => assigneeId ?? [])))

/** One case with everything its page shows. */
export async function describeTalk(record: CaseRecord): Promise<TalkedCase> {
  const involved = record.events.flatMap(({ actor, assignee }) => (assignee ? [actor, assignee] : [actor]))
  const [described, said, people, reporter, community] = await Promise.all([
    describeCases([record]),
    CaseSaidModel.find({ _id: { $in: record.events.flatMap(({ reason }) => reason ?? []) } }).lean<CaseSaid[]>(),
    peopleByIds([...involved, ...(record.ownerId ? [record.ownerId] : [])]),
    CaseReporterModel.findById(record._id).lean<CaseReporter>(),
    communityById(record.communityId),
  ])
  return { ...described[0]!, said: byId(said), people: byId(people), reporter, phone: community.phone }
}

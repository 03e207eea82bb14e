import type { Types } from 'mongoose'
import { withoutReporter, type Reported } from '@yike/shared/cases/redact'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import { redactionsOf } from '../files/redaction'
import { peopleByIds } from '../people/me'
import { receiversByIds } from '../receivers/list'
import type { Receiver } from '../receivers/model'
import { areasByIds, communityById } from '../territory/areas'
import { officeHours } from '../territory/office-hours'
import {
  CaseReporterModel,
  CaseSaidModel,
  CaseWordsModel,
  type CaseRecord,
  type CaseReporter,
  type CaseSaid,
  type CaseWords,
} from './model'
import { categoryTree, type KnownCategory } from './known-categories'
import { CasePapersModel, type CasePapers } from './paper-model'
import { homeOf } from '../people/sealed-facts'
import { reportedHome } from './sealed-words'

/** A case with the erasable records that describe it. Words are null once they were erased. */
export interface DescribedCase {
  record: CaseRecord
  words: CaseWords | null
  category: KnownCategory | null
  /** The organisation that has it. */
  receiver: Receiver | null
  /** The organisations that its page names, by id. */
  receivers: Map<string, Receiver>
  /** The office hours that its promise counts. */
  office: WorkCalendar
}
type Named = Awaited<ReturnType<typeof peopleByIds>>[number]

export interface TalkedCase extends DescribedCase {
  said: Map<string, CaseSaid>
  people: Map<string, Named>
  reporter: CaseReporter | null
  /** The pictures that are shown instead of redacted photos, by the id of the photo. */
  redactions: ReadonlyMap<string, Types.ObjectId>
  phone: string
  /** The names of the communities that its events name. */
  communities: ReadonlyMap<string, string>
  /** Of its matter; null where it is a report. */
  papers: CasePapers | null
}

const byId = <Doc extends { _id: Types.ObjectId }>(docs: Doc[]) => new Map(docs.map((doc) => [String(doc._id), doc]))

const receiversNamed = async (ids: readonly Types.ObjectId[]) => byId(ids.length > 0 ? await receiversByIds(ids) : [])

/** The receiver that has a case, and those that a whistle called. */
export const receiversIn = ({ receiver, whistle }: CaseRecord) => [
  ...(receiver ? [receiver.id] : []),
  ...(whistle?.parties ?? []).map((party) => party.receiver),
]

/** The data for the rows of a list, in one read; two where a receiver has one of them. */
export async function describeCases(records: CaseRecord[]): Promise<DescribedCase[]> {
  const [words, tree, receivers, hours] = await Promise.all([
    CaseWordsModel.find({ _id: { $in: records.map(({ _id }) => _id) } }).lean<CaseWords[]>(),
    categoryTree(),
    receiversNamed(records.flatMap(receiversIn)),
    officeHours(),
  ])
  const wordsOf = byId(words)
  return records.map((record) => ({
    record,
    words: wordsOf.get(String(record._id)) ?? null,
    category: tree.get(record.categoryId && String(record.categoryId)),
    receiver: record.receiver && (receivers.get(String(record.receiver.id)) ?? null),
    receivers,
    office: hours.calendarIn(record.areas),
  }))
}

/** Names of the colleagues that rows of a list show. */
export const assigneesOf = async (records: CaseRecord[]) =>
  byId(await peopleByIds(records.flatMap(({ assigneeId }) => assigneeId ?? [])))

/** The receivers that an event names. */
const namedIn = ({ receiver, whistle }: CaseRecord['events'][number]) => [
  ...(receiver ? [receiver] : []),
  ...(whistle?.parties ?? []).map((party) => party.receiver),
]

/** One case with everything its page shows. */
export async function describeTalk(record: CaseRecord): Promise<TalkedCase> {
  const involved = record.events.flatMap(({ actor, assignee, writtenBy, arbiter, mentions, accused }) =>
    [actor, assignee ?? [], writtenBy ?? [], arbiter ?? [], mentions ?? [], accused ?? []].flat(),
  )
  const communityIds = record.events.flatMap(({ community: one }) => one ?? [])
  const [described, said, people, receivers, reporter, community, papers, communities] = await Promise.all([
    describeCases([record]),
    CaseSaidModel.find({ _id: { $in: record.events.flatMap(({ reason }) => reason ?? []) } }).lean<CaseSaid[]>(),
    peopleByIds([...involved, ...(record.ownerId ? [record.ownerId] : [])]),
    receiversNamed(record.events.flatMap(namedIn)),
    CaseReporterModel.findById(record._id).lean<CaseReporter>(),
    communityById(record.communityId),
    record.matterId ? CasePapersModel.findById(record._id).lean<CasePapers>() : null,
    communityIds.length > 0 ? areasByIds(communityIds) : [],
  ])
  const photos = [described[0]!.words, ...said].flatMap((one) => one?.photoIds ?? [])
  const redactions = await redactionsOf(photos)
  return {
    ...described[0]!,
    said: byId(said),
    people: byId(people),
    receivers,
    reporter,
    communities: new Map(communities.map(({ _id, name }) => [String(_id), name])),
    phone: community.phone,
    papers,
    redactions,
  }
}

/**
 * Cases of receivers with what hides their reporters: name and home as on record with the case, and the position of the
 * home.
 */
export async function describeReceived<Described extends DescribedCase>(
  cases: Described[],
): Promise<(Described & Hidden)[]> {
  const ids = cases.map(({ record }) => record._id)
  const [reporters, people] = await Promise.all([
    CaseReporterModel.find({ _id: { $in: ids } }).lean<CaseReporter[]>(),
    peopleByIds(cases.flatMap(({ record }) => record.reporterId ?? [])),
  ])
  const [reporterOf, personOf] = [byId(reporters), byId(people)]
  return cases.map((one) => {
    const reporter = reporterOf.get(String(one.record._id))
    const person = personOf.get(String(one.record.reporterId))
    const hides = {
      name: reporter?.name ?? null,
      home: reportedHome(reporter?.home),
      position: (person && homeOf(person)?.position) ?? null,
    }
    return { ...one, hides }
  })
}
/** The facts that must not reach a receiver: name and home of the reporter, and the position of the home. */
export interface Hidden {
  hides: Reported & { position: { lng: number; lat: number } | null }
}

/** The title of a case and words about it, as receivers may read them: without the reporter. */
export async function forReceivers(c: CaseRecord, text: string): Promise<{ title: string; text: string }> {
  const [words, reporter] = await Promise.all([
    CaseWordsModel.findById(c._id, { title: 1 }).lean<CaseWords>(),
    CaseReporterModel.findById(c._id).lean<CaseReporter>(),
  ])
  const hides = { name: reporter?.name ?? null, home: reportedHome(reporter?.home) }
  return { title: withoutReporter(words?.title ?? '', hides), text: withoutReporter(text, hides) }
}

import type { Types } from 'mongoose'
import { promiseInForce } from '@yike/shared/cases/promises'
import { publishedSteps } from '@yike/shared/cases/published'
import { withoutHomes } from '@yike/shared/cases/redact'
import type { CaseState } from '@yike/shared/cases/states'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { cellOf, middleOfCell } from '@yike/shared/geo/cells'
import type { LngLat } from '@yike/shared/geo/walking'
import { describeCases, describeReceived, type DescribedCase, type Hidden } from './describe'
import { READ_BY_NEIGHBOURS, WHAT } from './event-words'
import { isOpenCase, isShared, notWithdrawn, survivorOf } from './followers'
import { CaseModel, CaseSaidModel, type CaseRecord, type CaseSaid } from './model'
import { categoryTree, type KnownCategory } from './known-categories'
import { casePolicy } from './policy'
import { openedWords, placeOf } from './sealed-words'

type Id = Types.ObjectId

/** The community in which somebody reads, and the partner that they are; null for anybody. */
export interface PublicReader {
  areaIds: readonly Id[]
  partnerId: Id | null
}

/** One step as anybody reads it. */
export interface PublishedStep {
  seq: number
  at: Date
  state: CaseState
  /** The step in words; for the partner that filed the case, the words of the office as neighbours read them. */
  what: string
}

/**
 * A case as anybody reads it: its kind, its category and its steps. Neither the words of residents nor a name, an
 * address or a photo; the position is the middle of a square of about 200 m, and none where that square holds the home
 * of the reporter.
 */
export interface PublishedCase {
  id: Id
  kind: CaseKindCode
  /** Null for a case of the partner's own that has none yet. */
  category: KnownCategory | null
  communityId: Id
  state: CaseState
  filedAt: Date
  dueAt: Date | null
  position: LngLat | null
  steps: PublishedStep[]
  /** The case that goes on for a merged one, where it is published too. */
  survivorId: Id | null
  reference: string | null
}

/** The narrower choice among published cases. `before` is not in the span. */
export interface PublishedChoice {
  ids?: readonly string[] | undefined
  span?: { from: Date; before: Date }
  services?: readonly { kind: CaseKindCode; categoryId: string }[] | undefined
  states?: readonly CaseState[] | undefined
}

async function publishedTo({ areaIds, partnerId }: PublicReader) {
  const shared = (await categoryTree()).inOrder().filter(({ level, isPrivate }) => level > 1 && !isPrivate)
  const ids = shared.map(({ _id }) => _id)
  return { $and: [{ areas: { $in: areaIds } }, casePolicy.published(ids, partnerId)] }
}

function chosenBy({ ids, span, services, states }: PublishedChoice) {
  return {
    ...(ids ? { _id: { $in: ids } } : {}),
    ...(span ? { filedAt: { $gte: span.from, $lt: span.before } } : {}),
    ...(services ? { $or: services.length > 0 ? [...services] : [{ _id: null }] } : {}),
    ...(states ? { state: { $in: states } } : {}),
  }
}

/** Published cases, the newest first; `skip` of them are left out. */
export async function listPublished(
  reader: PublicReader,
  choice: PublishedChoice,
  { skip, limit }: { skip: number; limit: number },
): Promise<PublishedCase[]> {
  const found = await CaseModel.find({ $and: [await publishedTo(reader), chosenBy(choice)] }, { outbox: 0 })
    .sort({ filedAt: -1, _id: -1 })
    .skip(skip)
    .limit(limit)
    .lean<CaseRecord[]>()
  return publish(found, reader)
}

/** Published cases with a step in a span; null where there are more than `most`. */
export async function publishedSince(reader: PublicReader, span: { from: Date; before: Date }, most: number) {
  const during = { events: { $elemMatch: { at: { $gte: span.from, $lt: span.before } } } }
  const found = await CaseModel.find({ $and: [await publishedTo(reader), during] }, { outbox: 0 })
    .limit(most + 1)
    .lean<CaseRecord[]>()
  return found.length > most ? null : publish(found, reader)
}

/** The decision, by the same rules as for neighbours: the query above only finds less to decide about. */
async function publish(records: readonly CaseRecord[], { partnerId }: PublicReader): Promise<PublishedCase[]> {
  const isOwn = (c: CaseRecord) => casePolicy.isFiledBy(c, partnerId)
  const agreed = new Set((await notWithdrawn(records)).map(({ _id }) => String(_id)))
  const described = (await describeReceived(await describeCases([...records]))).filter(
    ({ record, category }) => isOwn(record) || (isShared(record, category) && agreed.has(String(record._id))),
  )
  const own = described.filter(({ record }) => isOwn(record))
  const reasons = own.flatMap(({ record }) => record.events.flatMap(({ reason }) => reason ?? []))
  const said = reasons.length > 0 ? await CaseSaidModel.find({ _id: { $in: reasons } }).lean<CaseSaid[]>() : []
  const wordsOf = new Map(said.map((one) => [String(one._id), one]))
  const survivors = await survivorsOf(described.map(({ record }) => record))
  return described.map((one) => present(one, wordsOf, survivors.get(String(one.record._id)) ?? null, isOwn(one.record)))
}

/** The published cases that go on for merged ones. */
async function survivorsOf(records: readonly CaseRecord[]) {
  const merged = records.filter((c) => c.merged)
  const found = await Promise.all(merged.map(async (c) => [String(c._id), await survivorOf(c)] as const))
  const described = await describeCases(found.map(([, survivor]) => survivor))
  const shown = await notWithdrawn(
    described.flatMap(({ record, category }) => (isShared(record, category) ? [record] : [])),
  )
  const ids = new Set(shown.map(({ _id }) => String(_id)))
  return new Map(found.flatMap(([id, { _id }]) => (ids.has(String(_id)) ? [[id, _id] as const] : [])))
}

function present(
  { record, words, category, hides }: DescribedCase & Hidden,
  said: ReadonlyMap<string, CaseSaid>,
  survivorId: Id | null,
  isOwn: boolean,
): PublishedCase {
  const position = words && placeOf(words).position
  const isHome = position && hides.position && cellOf(position) === cellOf(hides.position)
  return {
    id: record._id,
    kind: record.kind,
    category,
    communityId: record.communityId,
    state: record.state,
    filedAt: record.filedAt,
    dueAt: isOpenCase(record) && !record.pausedAt ? promiseInForce(record).dueAt : null,
    position: position && !isHome ? middleOfCell(position) : null,
    steps: publishedSteps(record.events, (kind) => READ_BY_NEIGHBOURS.has(kind)).map(({ event, at, state }) => {
      const kept = isOwn && READ_BY_NEIGHBOURS.has(event.kind) && event.reason ? said.get(String(event.reason)) : null
      const text = kept ? openedWords(kept.text) : ''
      return { seq: event.seq, at, state, what: text ? withoutHomes(text, hides) : WHAT[event.kind] }
    }),
    survivorId,
    reference: isOwn ? (record.partner?.reference ?? null) : null,
  }
}

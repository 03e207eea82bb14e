import type { Types } from 'mongoose'
import { nextAlertAt } from '@yike/shared/cases/alerts'
import type { SendInspection } from '@yike/shared/cases/inspection-schemas'
import { ownName } from '@yike/shared/cases/recurring-words'
import { flowOf, reduceCase, type CaseEvent } from '@yike/shared/cases/reduce'
import { yearsInWords } from '@yike/shared/cases/seasonal'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { authorize, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed, stableId } from '../idempotency'
import { entryOf } from '../messages/notify'
import { peopleByIds, type Person } from '../people/me'
import { communityById } from '../territory/areas'
import { officeHours } from '../territory/office-hours'
import { dueOrderOf } from './append'
import { firstAssignee } from './assignees'
import { keepWords, newCase, nextNumber, type Filing } from './file'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { casesThatCameBack } from './recurring'
import { keepLink } from './related'
import { expectedCases } from './seasonal'

type Id = Types.ObjectId
type Asked = z.output<typeof SendInspection>

/** The case of a place: the same whoever sends, so that of two colleagues at once one makes it. */
export const inspectionId = ({ building, season, afterCaseId }: Asked) =>
  season
    ? stableId('inspection', season.month, season.communityId, season.categoryId, building ?? '')
    : stableId('inspection after', afterCaseId!)

/** An inspection with the names of the colleagues who sent and who go. */
export interface Sent {
  record: Pick<CaseRecord, '_id' | 'number' | 'state' | 'filedAt' | 'ownerId' | 'assigneeId'>
  by: string
  to: string | null
}
const READ = { number: 1, state: 1, filedAt: 1, ownerId: 1, assigneeId: 1 } as const

/** Those of these places to which somebody was sent, by the id of their case; two commands for all of them. */
export async function sentInspections(ids: readonly Id[]): Promise<Map<string, Sent>> {
  const found = ids.length > 0 ? await CaseModel.find({ _id: { $in: ids } }, READ).lean<Sent['record'][]>() : []
  const people = await peopleByIds(
    found.flatMap(({ ownerId, assigneeId }) => [ownerId, assigneeId].flatMap((id) => id ?? [])),
  )
  const names = new Map(people.map(({ _id, name }) => [String(_id), name]))
  return new Map(
    found.map((record) => {
      const { _id, ownerId, assigneeId } = record
      const nameOf = (id: Id) => names.get(String(id)) ?? '已离岗的同事'
      return [String(_id), { record, by: ownerId ? nameOf(ownerId) : '同事', to: assigneeId && nameOf(assigneeId) }]
    }),
  )
}

/** A place as 未诉先办 names it now, and the reason to look there. */
interface Place {
  communityId: Id
  areas: Id[]
  address: string
  subject: string
  reason: string
  /** The latest of the cases that came back. */
  after: Id | null
}

const NOT_NAMED = '“未诉先办”里没有这一条了，刷新后再看。'

async function placeInSeason({ actor, now }: CallContext, { building, season }: Asked): Promise<Place> {
  const { month, communityId, categoryId } = season!
  const row = (await expectedCases(casePolicy.seenIn(actor), now)).find(
    ({ group, ...one }) =>
      one.month === month && group.area._id.equals(communityId) && group.categoryId.equals(categoryId),
  )
  const standing = building === null ? null : row?.buildings.find(({ name }) => name === building)
  if (!row || standing === undefined) throw new AppError('NOT_FOUND', NOT_NAMED)
  const { area } = row.group
  const grid = row.grids.length === 1 ? row.grids[0]! : null
  const subject = ownName(row.categoryName)
  return {
    communityId: area._id,
    areas: standing?.areas ?? (grid ?? area).areas,
    address: building ?? grid?.name ?? area.name,
    subject,
    reason: `往年${Number(month.slice(5))}月这里常有“${subject}”（${yearsInWords(row.years)}）`,
    after: null,
  }
}

async function placeOfReturn({ actor, now }: CallContext, { building, afterCaseId }: Asked): Promise<Place> {
  const row = (await casesThatCameBack(casePolicy.seenIn(actor), now)).find(
    ({ cases, building: named }) => cases.at(-1)!._id.equals(afterCaseId) && named === building,
  )
  if (!row) throw new AppError('NOT_FOUND', NOT_NAMED)
  const [last, subject] = [row.cases.at(-1)!, ownName(row.categoryName)]
  return {
    communityId: row.community._id,
    areas: last.areas,
    address: building ?? row.grid?.name ?? row.community.name,
    subject,
    reason: `这里的“${subject}”${row.cases.length - 1} 次办好后又有人报，上一件在“关联”里`,
    after: last._id,
  }
}

const filingOf = ({ address, subject, reason }: Place): Filing => ({
  kind: 'inspection',
  title: `${address} ${subject}`.slice(0, 40),
  description: `${reason}。还没有人来反映，先去看一眼：看到什么写下来，能拍就拍一张；有隐患当场“随手报”。`,
  address,
  photoIds: [],
})

/**
 * Sends a colleague to look at a place before anybody complains. One write makes the case, accepted and assigned, with its
 * message: the same tap finds it again, and of two colleagues the second reads that somebody was sent, and by whom.
 */
export async function sendInspection(call: CallContext, input: Asked): Promise<Sent> {
  const { actor, key } = call
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<CaseRecord>(CaseModel, idem)
  const _id = before?._id ?? inspectionId(input)
  return (await alreadySent(call, _id)) ?? make(call, { _id, idem, input })
}

/** What was sent there; refuses where it was somebody else. */
async function alreadySent({ actor }: CallContext, _id: Id): Promise<Sent | null> {
  const sent = (await sentInspections([_id])).get(String(_id))
  if (!sent) return null
  const { record, by, to } = sent
  const c = await CaseModel.findOne({ ...casePolicy.visible(actor), _id: record._id }, { areas: 1 }).lean<CaseRecord>()
  authorize(c !== null && casePolicy.inspect(actor, c))
  if (record.ownerId?.equals(actor.personId)) return sent
  throw new AppError('CASE_MOVED', `${by}已经派${to ?? '人'}去看了，不用再派。`)
}

async function make(call: CallContext, { _id, idem, input }: { _id: Id; idem: CaseRecord['idem']; input: Asked }) {
  const { actor, now } = call
  const place = await (input.season ? placeInSeason(call, input) : placeOfReturn(call, input))
  const { communityId, areas } = place
  authorize(casePolicy.inspect(actor, await communityById(communityId)))
  const filing = filingOf(place)
  const origin = { communityId, areas, channel: 'office' as const, anonymous: false, reporter: null }
  const going = await firstAssignee(actor, { kind: filing.kind, areas, communityId, reporterId: null }, now)
  if (!going)
    throw new AppError('CASE_STEP_NOT_ALLOWED', '这里现在没有在岗、能去看的同事，请先在“同事”里给网格员排上这个网格。')
  const marks = { _id, areas, digest: idemOf(_id, 'inspection', input).digest, at: now }
  await keepWords(marks, filing)
  if (place.after) await keepLink(_id, place.after, actor.personId, now)
  const office = (await officeHours()).calendarIn(areas)
  const begun = newCase({ actorId: actor.personId, now, filing, origin, category: null, matter: null, office })
  const step = { at: now, actor: actor.personId, reason: null, visibleTo: 'all' } as const
  const events: CaseEvent<Id>[] = [
    ...begun.events,
    { ...step, seq: 2, kind: 'accepted' },
    { ...step, seq: 3, kind: 'assigned', assignee: going._id },
  ]
  const standing = reduceCase(events, flowOf(filing.kind))
  try {
    await CaseModel.create({
      ...{ ...begun, ...standing, _id, idem, events, seq: events.length },
      number: await nextNumber(communityId, now),
      dueOrder: dueOrderOf(standing),
      alertAt: nextAlertAt(standing.alerts),
      outbox: going._id.equals(actor.personId) ? [] : [entryOf(toldTo(going, _id, filing), now)],
    })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  return (await alreadySent(call, _id))!
}

const toldTo = ({ _id }: Pick<Person, '_id'>, caseId: Id, { title, description }: Filing) => ({
  kind: 'case_assigned' as const,
  recipients: [_id],
  title: `派您先去看看：${title}`,
  body: description,
  about: { type: 'work_case' as const, id: caseId },
})

import { Schema, model, type Types } from 'mongoose'
import { FLOOR, isBulkReading, USUAL_DAYS, usualOf } from '@yike/shared/audit/bulk-reading'
import { groupBy } from '@yike/shared/group-by'
import { addDays, dayOf, instantAt, type Day } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { isDuplicate } from '../idempotency'
import { entryOf } from '../messages/notify'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { peopleByIds, staffOver } from '../people/me'
import { AuditEntryModel, type AuditEntry } from './model'
import { auditPolicy } from './policy'
import { record } from './record'

type Id = Types.ObjectId

/** A day on which a member of staff saw the data of far more people than usual, told once. Id: who and day. */
interface BulkReading {
  _id: string
  actorId: Id
  day: Day
  count: number
  usual: number | null
  at: Date
  outbox: OutboxEntry[]
}
const BulkReadingSchema = new Schema<BulkReading>(
  {
    _id: { type: String, required: true },
    actorId: { type: Schema.Types.ObjectId, required: true },
    day: { type: String, required: true },
    count: { type: Number, required: true },
    usual: { type: Number, default: null },
    at: { type: Date, required: true },
    outbox: { type: [OutboxSchema], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
withOutbox(BulkReadingSchema)
export const BulkReadingModel = model<BulkReading>('BulkReading', BulkReadingSchema, 'bulk_readings')

type Seen = Pick<AuditEntry, 'actorId' | 'people' | 'at'>

const seenSince = (from: Day, actorId?: Id) =>
  AuditEntryModel.find(
    {
      at: { $gte: instantAt(from, 0) },
      kind: { $in: ['read', 'export'] },
      'people.0': { $exists: true },
      ...(actorId ? { actorId } : { actorId: { $ne: null } }),
    },
    { actorId: 1, people: 1, at: 1 },
  ).lean<Seen[]>()

/** The people of some entries, each once, without the reader. */
const countOf = (entries: readonly Seen[]) =>
  new Set(entries.flatMap(({ people, actorId }) => people.filter((id) => !id.equals(actorId)).map(String))).size

/**
 * A job: tells those who look after security, once a day, of staff who have seen the data of far more people than they
 * usually do. Returns how many.
 */
export async function watchReading(now: Date): Promise<number> {
  const today = dayOf(now)
  const byActor = groupBy(await seenSince(today), ({ actorId }) => String(actorId))
  let told = 0
  for (const [actor, entries] of byActor) {
    const count = countOf(entries)
    if (count < FLOOR || (await BulkReadingModel.exists({ _id: `${actor}:${today}` }))) continue
    const perDay = await daysBefore(entries[0]!.actorId!, today)
    if (!isBulkReading(count, perDay)) continue
    if (await tell({ actorId: entries[0]!.actorId!, day: today, count, usual: usualOf(perDay) }, now)) told++
  }
  return told
}

async function daysBefore(actorId: Id, today: Day): Promise<number[]> {
  const entries = await seenSince(addDays(today, -USUAL_DAYS), actorId)
  const byDay = groupBy(entries, ({ at }) => dayOf(at))
  return [...byDay].filter(([day]) => day < today).map(([, one]) => countOf(one))
}

/** False where another process has told it. */
async function tell(found: Pick<BulkReading, 'actorId' | 'day' | 'count' | 'usual'>, now: Date) {
  const { actorId, day, count, usual } = found
  const [person] = await peopleByIds([actorId])
  const areas = person ? [...person.areas, ...person.roles.map(({ areaId }) => areaId)] : []
  const staff = (await staffOver(areas)).filter(({ _id }) => !_id.equals(actorId))
  const security = staff.filter((one) => auditPolicy.hearsOfBulkReading(one, { areas }))
  const words = {
    kind: 'bulk_reading' as const,
    recipients: security.map(({ _id }) => _id),
    title: `${person?.name ?? '一位同事'}看了 ${count} 位居民的资料`,
    body: `${dateInText(day)}，${usual === null ? '新账号，还没有平时的数' : `平时一天 ${usual} 位左右`}。先当面问问在忙什么，再请审计员查记录。`,
    about: null,
  }
  try {
    await BulkReadingModel.create({
      ...{ _id: `${String(actorId)}:${day}`, ...found, at: now },
      outbox: words.recipients.length > 0 ? [entryOf(words, now)] : [],
    })
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
  await record(
    [{ kind: 'security', act: 'bulk reading', actor: null, people: [actorId], facts: { count: String(count) } }],
    now,
  )
  return true
}

import type { Due } from '../jobs'
import { AppError } from '@yike/shared/errors'
import type { ChangeNotice, NoticeInput } from '@yike/shared/notices/schemas'
import type { z } from '@yike/shared/zod'
import type { NoticeState } from '@yike/shared/notices/kinds'
import { blankFault } from '@yike/shared/notices/placeholders'
import { NOTICE_STEPS } from '@yike/shared/notices/rules'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { notify } from '../messages/notify'
import { refuseHarmful } from '../moderation/content-check'
import { residentsAfter, type Resident } from '../people/me'
import { areasBelow, communityById, compoundsIn } from '../territory/areas'
import { audienceCounter, isFor, type NoticeWays } from './audience'
import { NoticeModel, type Notice } from './model'
import { noticePolicy } from './policy'

const toDate = (instant: string | null | undefined) => (instant ? new Date(instant) : null)

function checkTimes(startsAt: Date | null, endsAt: Date | null) {
  if (startsAt && endsAt && endsAt <= startsAt)
    throw new AppError('INVALID_INPUT', undefined, { fields: { endsAt: ['结束要晚于开始'] } })
}

/** Throws INVALID_INPUT where a grid is not one of the community. */
async function checkGrids(communityId: Notice['communityId'], gridIds: readonly string[] = []) {
  if (gridIds.length === 0) return
  const below = new Set((await areasBelow([communityId])).map(({ _id }) => String(_id)))
  if (!gridIds.every((grid) => below.has(grid)))
    throw new AppError('INVALID_INPUT', undefined, { fields: { gridIds: ['有一个网格不在这个社区，重新选一次'] } })
}

/** Throws INVALID_INPUT where a blank of its draft was not filled in. */
function checkBlanks(words: Pick<Notice, 'title' | 'concerns' | 'spares' | 'body'>) {
  const { title, concerns, spares, body } = words
  const faults = Object.entries({ title, concerns, spares, body }).flatMap(([field, text]) => {
    const fault = blankFault(text)
    return fault ? [[field, [fault]] as [string, string[]]] : []
  })
  if (faults.length > 0) throw new AppError('INVALID_INPUT', undefined, { fields: Object.fromEntries(faults) })
}

export async function createNotice(
  actor: Actor,
  key: string,
  input: z.output<typeof NoticeInput>,
  now: Date,
): Promise<Notice> {
  const community = await communityById(input.communityId)
  authorize(noticePolicy.edit(actor, community))
  const [startsAt, endsAt] = [toDate(input.startsAt), toDate(input.endsAt)]
  checkTimes(startsAt, endsAt)
  await checkGrids(community._id, input.gridIds)
  const idem = idemOf(actor.personId, key, input)
  try {
    const made = await NoticeModel.create({
      ...input,
      startsAt,
      endsAt,
      communityId: community._id,
      areas: community.areas,
      from: community.name,
      idem,
      createdAt: now,
      updatedAt: now,
    })
    return made.toObject<Notice>()
  } catch (cause) {
    if (isDuplicate(cause, 'idem.key')) return orNotFound(await replayed<Notice>(NoticeModel, idem))
    throw cause
  }
}

export const staffNotice = async (actor: Actor, id: string) =>
  orNotFound(await NoticeModel.findOne({ _id: id, ...noticePolicy.visible(actor) }).lean<Notice>())

/** Drafts are changed freely; a published notice is withdrawn and written anew. */
export async function changeNotice(
  actor: Actor,
  { id, revision, startsAt, endsAt, ...fields }: z.output<typeof ChangeNotice>,
  now: Date,
) {
  const notice = await staffNotice(actor, id)
  authorize(noticePolicy.edit(actor, notice))
  const times = {
    startsAt: startsAt === undefined ? notice.startsAt : toDate(startsAt),
    endsAt: endsAt === undefined ? notice.endsAt : toDate(endsAt),
  }
  checkTimes(times.startsAt, times.endsAt)
  await checkGrids(notice.communityId, fields.gridIds)
  const changed = await NoticeModel.findOneAndUpdate(
    { _id: id, revision, state: NOTICE_STEPS.edit },
    { $set: { ...fields, ...times, updatedAt: now }, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean<Notice>()
  return changed ?? moved()
}

function moved(): never {
  throw new AppError('NOTICE_MOVED')
}

export async function removeNotice(actor: Actor, id: string) {
  const notice = await staffNotice(actor, id)
  authorize(noticePolicy.edit(actor, notice))
  const { deletedCount } = await NoticeModel.deleteOne({ _id: id, state: NOTICE_STEPS.remove })
  if (deletedCount === 0) throw new AppError('NOTICE_MOVED', '已经发布的通知不能删，可以撤回。')
}

/**
 * Publishes it: residents see it from now on; a job writes the inbox lines, some at a time, and resumes after a crash.
 */
export async function publishNotice(
  actor: Actor,
  { id, revision }: { id: string; revision: number },
  ways: NoticeWays,
  now: Date,
) {
  const notice = await staffNotice(actor, id)
  authorize(noticePolicy.publish(actor, notice))
  const { title, concerns, spares, body } = notice
  checkBlanks(notice)
  await refuseHarmful(actor, { title, concerns, spares, body }, now)
  const published = await NoticeModel.findOneAndUpdate(
    { _id: id, revision, state: NOTICE_STEPS.publish },
    {
      $set: {
        state: 'published',
        publishedAt: now,
        publishedByName: actor.name,
        audience: await audienceCounter(ways)(notice),
        tellingAfter: null,
        updatedAt: now,
      },
      $inc: { revision: 1 },
    },
    { returnDocument: 'after' },
  ).lean<Notice>()
  return published ?? moved()
}

export async function withdrawNotice(actor: Actor, id: string, reason: string, now: Date) {
  const notice = await staffNotice(actor, id)
  authorize(noticePolicy.publish(actor, notice))
  const withdrawn = await NoticeModel.findOneAndUpdate(
    { _id: id, state: NOTICE_STEPS.withdraw },
    {
      $set: { state: 'withdrawn', withdrawnReason: reason, updatedAt: now },
      $inc: { revision: 1 },
      $unset: { tellingAfter: 1 },
    },
    { returnDocument: 'after' },
  ).lean<Notice>()
  return withdrawn ?? moved()
}

const BATCH = 200

const publication = ({ _id, title, concerns, body }: Notice, residents: readonly Resident[]) => ({
  kind: 'notice_published' as const,
  recipients: residents.map((resident) => resident._id),
  title,
  body: concerns || body.slice(0, 40),
  about: { type: 'notice' as const, id: _id },
})

const TO_TELL = {
  ...{ tellingAfter: { $exists: true }, state: 'published' as const },
  'outbox.0': { $exists: false },
}
export const noticesToTell = (): Due[] => [{ model: NoticeModel, filter: TO_TELL }]

/**
 * A job: notifies the next residents of every notice that is not through yet. One write puts a batch into the outbox
 * and moves the mark on, so that nobody is left out or notified twice, whichever process does it and wherever it
 * stopped.
 */
export async function notifyResidents(now: Date) {
  const published = await NoticeModel.find(TO_TELL).limit(20).lean<Notice[]>()
  for (const notice of published) {
    const after = notice.tellingAfter ?? null
    const residents = await residentsAfter(notice.communityId, after, BATCH)
    const last = residents[residents.length - 1]
    if (!last) {
      await NoticeModel.updateOne({ _id: notice._id, tellingAfter: after }, { $unset: { tellingAfter: 1 } })
      continue
    }
    const compounds = await compoundsIn(notice.communityId)
    const meant = residents.filter((resident) => isFor(notice, resident, compounds))
    await NoticeModel.updateOne(
      { _id: notice._id, tellingAfter: after, state: 'published' },
      { $set: { tellingAfter: last._id }, ...(meant.length > 0 ? notify(publication(notice, meant), now) : {}) },
    )
  }
  return published.length
}

export interface NoticeListing {
  state?: NoticeState
  urgent?: boolean
  cursor?: string
  limit: number
}

const LIST = pagedList<Notice>('listStaffNotices', { updatedAt: [-1, INSTANT], _id: [-1, OBJECT_ID] })

export async function listStaffNotices(actor: Actor, { state, urgent, cursor, limit }: NoticeListing) {
  const rows = await NoticeModel.find({
    ...noticePolicy.visible(actor),
    ...(state ? { state } : {}),
    ...(urgent === undefined ? {} : { urgent }),
    $and: [LIST.from(cursor)],
  })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<Notice[]>()
  return LIST.page(rows, limit)
}

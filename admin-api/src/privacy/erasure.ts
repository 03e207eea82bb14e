import { createHash } from 'node:crypto'
import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { ERASURE_GRACE_DAYS } from '@yike/shared/privacy/erasure'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { entryOf, notify } from '../messages/notify'
import { announceErasure, recordsOf, withdrawErasure } from '../people/erase-person'
import { ErasureModel, type Erasure } from './model'
import { allPersonData } from './registry'

type Id = Types.ObjectId

const openErasure = (personId: Id) => ErasureModel.findOne({ openOf: personId }).lean<Erasure>()

/** The digest by which somebody says what they have seen. */
export const effectDigest = (effect: object) =>
  createHash('sha256').update(JSON.stringify(effect)).digest('base64url').slice(0, 22)

/** The effect of deleting the account as it would be now. `seen` is its digest. */
export async function previewErasure(personId: Id, now: Date) {
  const ids = await recordsOf(personId)
  const [asked, endings, obstacles] = await Promise.all([
    openErasure(personId),
    Promise.all(allPersonData().map(async ({ data }) => (await data.endings?.(ids, now)) ?? [])),
    Promise.all(allPersonData().map(async ({ data }) => (await data.obstacles?.(ids, now)) ?? [])),
  ])
  const effect = { endings: endings.flat().filter(({ items }) => items.length > 0), obstacles: obstacles.flat() }
  return { asked, ...effect, seen: effectDigest(effect) }
}
export type ErasurePreview = Awaited<ReturnType<typeof previewErasure>>

/** The morning of that day: nobody loses an account in the minute in which they look for it. */
const ERASE_MINUTE = 4 * 60

/**
 * Writes the request down and signs the person out everywhere. Asked twice it is one request, with the day of the
 * first.
 */
export async function requestErasure({ personId }: Actor, seen: string, now: Date): Promise<void> {
  if (!(await openErasure(personId))) {
    const effect = await previewErasure(personId, now)
    const [obstacle] = effect.obstacles
    if (obstacle) throw new AppError('CONFLICT', obstacle)
    if (effect.seen !== seen) throw new AppError('CONFLICT', '您的预约或资料刚刚有变化，请再看一遍。')
    await createErasure(personId, now)
  }
  const { eraseAt } = (await openErasure(personId))!
  await announceErasure(personId, dayOf(eraseAt))
}

async function createErasure(personId: Id, now: Date) {
  const day = addDays(dayOf(now), ERASURE_GRACE_DAYS)
  const eraseAt = instantAt(day, ERASE_MINUTE)
  const words = {
    kind: 'erasure_asked' as const,
    recipients: [personId],
    title: `账号会在${dateInText(day)}注销`,
    body: '在那之前登录，点“不注销了”，什么都不会少。要不是您本人点的，马上登录撤回，再告诉社区。',
    about: null,
  }
  try {
    await ErasureModel.create({
      ...{ personId, state: 'waiting', askedAt: now, eraseAt },
      ...{ openOf: personId, dueAt: eraseAt, outbox: [entryOf(words, now)] },
    })
  } catch (cause) {
    // Asked twice at the same moment.
    if (!isDuplicate(cause)) throw cause
  }
}

/** The person keeps the account. */
export async function takeBackErasure({ personId }: Actor, now: Date): Promise<void> {
  const words = {
    kind: 'erasure_taken_back' as const,
    recipients: [personId],
    title: '账号不注销了',
    body: '预约、家人、资料都照旧。',
    about: null,
  }
  const kept = await ErasureModel.updateOne(
    { openOf: personId, state: 'waiting' },
    { $set: { state: 'taken_back', endedAt: now }, $unset: { openOf: 1, dueAt: 1 }, ...notify(words, now) },
  )
  if (kept.matchedCount === 0 && (await openErasure(personId)))
    throw new AppError('CONFLICT', '已经开始注销，撤不回来了。')
  await withdrawErasure(personId)
}

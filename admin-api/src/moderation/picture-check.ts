import type { Types } from 'mongoose'
import type { ReportSubject } from '@yike/shared/moderation/reports'
import { addMinutes } from '@yike/shared/time/china'
import { presentPhoto } from '../files/store'
import type { WechatEvent } from '../http/wechat-push'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { openIdsOf } from '../people/resolve-code'
import type { Wechat } from '../wechat/client'
import { ReportModel } from './model'
import { PictureCheckModel, type PictureCheck } from './picture-model'

/** WeChat, and the address from which it fetches the pictures: null where either is missing, and nothing is asked. */
interface PictureDoor {
  wechat: Wechat
  origin: string
}
let door: PictureDoor | null = null
export const usePictureDoor = (use: PictureDoor | null) => void (door = use)

/** The thing that shows the pictures. */
interface Shown {
  type: ReportSubject
  id: Types.ObjectId
  title: string
  areas: Types.ObjectId[]
}

/** WeChat answers within half an hour; a week leaves room for a server that was down. */
const KEPT_DAYS = 7

/** Notes pictures that others see from now on, so that the job asks about each once. */
export async function notePictures(
  { personId }: Pick<Actor, 'personId'>,
  photoIds: readonly (Types.ObjectId | string)[],
  { type, id, title, areas }: Shown,
  now: Date,
): Promise<void> {
  if (!door) return
  for (const _id of photoIds)
    try {
      await PictureCheckModel.create({
        ...{ _id, subjectType: type, subjectId: id, title, areas, byId: personId, at: now },
        expiresAt: addMinutes(now, KEPT_DAYS * 1440),
      })
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
    }
}

const TRIES = 5
const BATCH = 20
/** Forum, as for words. */
const FORUM = 3

/** A job: asks WeChat about pictures that it does not know yet. Returns how many it took. */
export async function askAboutPictures(now: Date): Promise<number> {
  if (!door) return 0
  const { wechat, origin } = door
  const waiting = await PictureCheckModel.find({ traceId: null, tries: { $lt: TRIES } })
    .sort({ at: 1 })
    .limit(BATCH)
    .lean<PictureCheck[]>()
  const openIds = await openIdsOf(waiting.map(({ byId }) => byId))
  let taken = 0
  for (const { _id, byId, tries } of waiting) {
    // Of two processes one asks.
    const mine = await PictureCheckModel.updateOne({ _id, traceId: null, tries }, { $inc: { tries: 1 } })
    const openId = openIds.get(String(byId))
    if (mine.modifiedCount === 0 || !openId) continue
    const traceId = await wechat
      .checkImage(origin + presentPhoto(_id, now).url, openId, FORUM, now)
      // Down, or somebody who has not used the mini-program for two hours: the next round, or nobody.
      .catch(() => null)
    if (!traceId) continue
    await PictureCheckModel.updateOne({ _id }, { $set: { traceId } })
    taken++
  }
  return taken
}

/**
 * Hears WeChat's answer about a picture (`wxa_media_check`). Any but `pass` is a report for staff, who look: an office's own
 * picture stays until they have.
 */
export async function hearPictureCheck({ trace_id: traceId, result }: WechatEvent, now: Date): Promise<void> {
  const suggest = (result as { suggest?: unknown } | undefined)?.suggest
  if (typeof traceId !== 'string' || (suggest !== 'risky' && suggest !== 'review')) return
  const check = await PictureCheckModel.findOne({ traceId }).lean<PictureCheck>()
  if (!check) return
  const { subjectType, subjectId, title, areas } = check
  try {
    await ReportModel.create({
      ...{ subjectType, subjectId, title, areas, reporterId: null, reason: 'check', at: now, state: 'open' },
    })
  } catch (cause) {
    // WeChat says it again, or another picture of the same thing waits already.
    if (!isDuplicate(cause)) throw cause
  }
}

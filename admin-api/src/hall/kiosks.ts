import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { addMinutes } from '@yike/shared/time/china'
import { countUp } from '../count-up'
import { networkOf } from '../http/network'
import { orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { editableHall, hallAt, staffHall } from './halls'
import { DeviceTriesModel, KioskModel, type Kiosk } from './model'
import { sharedLimit } from '../people/request-bucket'

/** A pairing code is typed at once, by the person at the device. */
const PAIR_MINUTES = 10
const CODE_TRIES = 20
const TOKEN_BYTES = 32
const MINUTE_MS = 60_000

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

export const kiosksAt = (placeId: Types.ObjectId) =>
  KioskModel.find({ placeId }).sort({ createdAt: 1 }).limit(50).lean<Kiosk[]>()

/** Adds one more device to a hall: a code to type at it, valid for ten minutes and once. */
export async function addKiosk(actor: Actor, placeId: string, name: string, now: Date) {
  const hall = await editableHall(actor, placeId)
  for (let tries = 0; tries < CODE_TRIES; tries++)
    try {
      await KioskModel.create({
        placeId: hall.placeId,
        areas: hall.areas,
        name,
        pairingCode: String(randomInt(100_000_000)).padStart(8, '0'),
        pairUntil: addMinutes(now, PAIR_MINUTES),
        addedById: actor.personId,
        createdAt: now,
      })
      return hall
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
    }
  throw new AppError('CONFLICT')
}

/** The device can do nothing from now on. */
export async function revokeKiosk(actor: Actor, placeId: string, kioskId: string) {
  const hall = await editableHall(actor, placeId)
  const { deletedCount } = await KioskModel.deleteOne({ _id: kioskId, placeId: hall.placeId })
  orNotFound(deletedCount || null)
  return hall
}

/** Tries from one address in a minute: of a hundred million codes, for ten minutes. */
const PAIR_TRIES = 30

/** A device sends the code and gets its secret, once: of two that type the same code one is refused. */
export async function pairKiosk(code: string, ip: string, now: Date) {
  await countTry(`pair:${networkOf(ip)}`, PAIR_TRIES, now)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const kiosk = await KioskModel.findOneAndUpdate(
    { pairingCode: code, pairUntil: { $gt: now } },
    { $set: { tokenHash: hashOf(token), pairUntil: null, lastSeenAt: now }, $unset: { pairingCode: 1 } },
    { returnDocument: 'after' },
  ).lean<Kiosk>()
  if (!kiosk) throw new AppError('NOT_FOUND', '没有这个配对码，或者过了 10 分钟。请工作人员再要一个。')
  return { token, kiosk, hall: await hallAt(kiosk.placeId) }
}

/** A screen that asks every second, and the taps of somebody in a hurry. */
const limit = sharedLimit('device', 5, 60)

/**
 * The kiosk that a device's secret belongs to, and its hall. A revoked kiosk is not found. Throws TOO_MANY_REQUESTS for
 * a device that floods; those beside it in the hall go on.
 */
export async function kioskOf(token: string, now: Date) {
  const kiosk = token && (await KioskModel.findOne({ tokenHash: hashOf(token) }).lean<Kiosk>())
  if (!kiosk) throw new AppError('DEVICE_UNKNOWN')
  await limit.take(String(kiosk._id), now.getTime())
  // Once a minute is enough to show staff that it is alive.
  await KioskModel.updateOne(
    { _id: kiosk._id, lastSeenAt: { $lt: new Date(now.getTime() - MINUTE_MS) } },
    { $set: { lastSeenAt: now } },
  )
  return { kiosk, hall: await hallAt(kiosk.placeId) }
}

/** 问窗口: the windows see that somebody needs a hand at this device. */
export const askForHelp = (kiosk: Kiosk, now: Date) =>
  KioskModel.updateOne({ _id: kiosk._id }, { $set: { helpAt: now } })

/** Somebody went to the device. */
export async function answerHelp(actor: Actor, placeId: string, kioskId: string) {
  const hall = await staffHall(actor, placeId)
  const { matchedCount } = await KioskModel.updateOne(
    { _id: kioskId, placeId: hall.placeId },
    { $set: { helpAt: null } },
  )
  orNotFound(matchedCount || null)
  return hall
}

/** Counts a try before it is made, at most this many within one minute, over all processes. */
export async function countTry(what: string, most: number, now: Date) {
  const minute = Math.floor(now.getTime() / MINUTE_MS)
  const tries = await countUp(DeviceTriesModel, {
    _id: `${what}:${minute}`,
    expiresAt: new Date((minute + 2) * MINUTE_MS),
  })
  if (tries > most) throw new AppError('TOO_MANY_REQUESTS', '试了好几次了，歇一分钟再试，或者去窗口问问。')
}

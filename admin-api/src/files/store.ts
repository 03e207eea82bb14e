import { createHmac, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import mongoose, { Types } from 'mongoose'
import sharp from 'sharp'
import { AppError } from '@yike/shared/errors'
import type { Photo } from '@yike/shared/files/schemas'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { PHOTO_MAX_BYTES, UNCLAIMED_HOURS } from '@yike/shared/files/rules'
import type { Actor } from '../http/policy'
import { FileModel, type FileRecord } from './model'

const FULL_SIDE = 1600
const THUMB_SIDE = 320
/** A picture may unfold to this many pixels, those of a 50-megapixel phone; a small file that claims more is a bomb. */
const MAX_PIXELS = 8192 * 6144
const ADDRESS_MINUTES = 15

/**
 * The kind of a file, by its first bytes. Nothing else reaches the decoders, which know formats that load other files.
 */
function isPhoto(bytes: Buffer) {
  const isJpeg = bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))
  const isPng = bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isJpeg || isPng || isWebp
}

let addressSecret = ''
/** Signs the addresses of files. Set once at start. */
export function useAddressSecret(secret: string) {
  addressSecret = `file:${secret}`
}

const bucket = () => new mongoose.mongo.GridFSBucket(mongoose.connection.db!, { bucketName: 'photos' })

const put = (id: Types.ObjectId, filename: string, bytes: Buffer) =>
  pipeline(Readable.from([bytes]), bucket().openUploadStreamWithId(id, filename))

/** Turned upright, reduced to a largest size, and written anew: EXIF, which holds the position, is left behind. */
async function makeSizes(bytes: Buffer) {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
  const sized = (side: number) => image.clone().rotate().resize(side, side, { fit: 'inside', withoutEnlargement: true })
  try {
    return await Promise.all([
      sized(FULL_SIDE).flatten({ background: 'white' }).jpeg({ quality: 82 }).toBuffer(),
      sized(THUMB_SIDE).webp({ quality: 75 }).toBuffer(),
    ])
  } catch {
    throw new AppError('UNSUPPORTED_TYPE', '这张照片打不开，换一张试试。')
  }
}

/** Keeps a photo: its content decides its kind. Belongs to nobody until a record claims it. */
export async function keepPhoto(owner: Types.ObjectId, bytes: Buffer, now: Date): Promise<FileRecord> {
  if (bytes.length > PHOTO_MAX_BYTES) throw new AppError('TOO_LARGE')
  if (!isPhoto(bytes)) throw new AppError('UNSUPPORTED_TYPE')
  const [full, thumb] = await makeSizes(bytes)
  // The record comes first: the sweep goes by records and so finds the remains of a crash.
  const record = await FileModel.create({
    uploadedBy: owner,
    full: new Types.ObjectId(),
    thumb: new Types.ObjectId(),
    claimedBy: null,
    uploadedAt: now,
  })
  await put(record.full, 'full.jpg', full)
  await put(record.thumb, 'thumb.webp', thumb)
  return record.toObject<FileRecord>()
}

/**
 * Makes photos belong to a record: each to one record only, and only by its uploader. Claiming again for the same
 * record changes nothing, so a create that is tried again succeeds. Refuses with PHOTO_TAKEN.
 */
export async function claimPhotos(actor: Pick<Actor, 'personId'>, ids: readonly string[], claimedBy: string) {
  for (const id of ids) {
    const claimed = await FileModel.updateOne(
      { _id: id, uploadedBy: actor.personId, $or: [{ claimedBy: null }, { claimedBy }] },
      { $set: { claimedBy } },
    )
    if (claimed.matchedCount === 0) throw new AppError('PHOTO_TAKEN')
  }
}

/**
 * Releases the photos that a record claimed: those of a record that was then not made can be sent with the next try,
 * and those to be forgotten are swept within a day. All of its photos, or those named.
 */
export async function releasePhotos(claimedBy: string, ids?: readonly Types.ObjectId[]) {
  const own = { claimedBy, ...(ids ? { _id: { $in: ids } } : {}) }
  // Of a photo that goes, the redacted one goes too.
  const instead = ids ? await FileModel.distinct('redacted', { ...own, redacted: { $ne: null } }) : []
  if (instead.length > 0)
    await FileModel.updateMany({ claimedBy, _id: { $in: instead } }, { $set: { claimedBy: null } })
  return FileModel.updateMany(own, { $set: { claimedBy: null } })
}

/** The bytes of a stored size. */
export async function bytesOf(stored: Types.ObjectId): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of bucket().openDownloadStream(stored) as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

const sign = (id: string, version: string, until: string) =>
  createHmac('sha256', addressSecret).update(`${id}:${version}:${until}`).digest('base64url').slice(0, 32)

/** `redacted`: the picture that is shown instead. Addresses that an image tag can load for 15 to 30 minutes; steady within a quarter so that browsers cache them. */
export function presentPhoto(id: Types.ObjectId | string, now: Date, redacted?: Types.ObjectId): Photo {
  const shown = String(redacted ?? id)
  const quarter = ADDRESS_MINUTES * 60_000
  const until = String(Math.floor(((Math.floor(now.getTime() / quarter) + 2) * quarter) / 1000))
  const address = (version: 'full' | 'thumb') =>
    `${API_BASE_PATH}/files/${shown}?v=${version}&exp=${until}&sig=${sign(shown, version, until)}`
  return { id: String(id), url: address('full'), thumbUrl: address('thumb'), ...(redacted ? { redacted: true } : {}) }
}

export interface SignedFile {
  id: string
  v: 'full' | 'thumb'
  exp: string
  sig: string
}

/** The bytes behind a signed address. A forged or old one gives NOT_FOUND. */
export async function openSigned({ id, v, exp, sig }: SignedFile, now: Date) {
  const right = Buffer.from(sign(id, v, exp))
  const given = Buffer.from(sig)
  if (given.length !== right.length || !timingSafeEqual(given, right) || Number(exp) * 1000 < now.getTime())
    throw new AppError('NOT_FOUND', '这张照片的地址过期了，刷新一下。')
  const record = await FileModel.findById(id).lean<FileRecord>()
  if (!record) throw new AppError('NOT_FOUND')
  return { type: v === 'full' ? 'image/jpeg' : 'image/webp', body: bucket().openDownloadStream(record[v]) }
}

async function remove(record: FileRecord) {
  const gone = (cause: unknown) => {
    if (!(cause instanceof Error) || !cause.message.includes('not found')) throw cause
  }
  await bucket().delete(record.full).catch(gone)
  await bucket().delete(record.thumb).catch(gone)
  await FileModel.deleteOne({ _id: record._id })
}

/** Marks an upload that is on its way out: no record can claim it any more. */
const SWEEP = 'sweep'

/** A job: removes uploads that no record claimed within 24 hours. Returns how many. */
export async function sweepUnclaimed(now: Date) {
  const before = new Date(now.getTime() - UNCLAIMED_HOURS * 3_600_000)
  const old = await FileModel.find({ claimedBy: { $in: [null, SWEEP] }, uploadedAt: { $lt: before } })
    .limit(200)
    .lean<FileRecord[]>()
  let removed = 0
  for (const record of old) {
    const marked = await FileModel.updateOne(
      { _id: record._id, claimedBy: { $in: [null, SWEEP] } },
      { $set: { claimedBy: SWEEP } },
    )
    if (marked.matchedCount === 0) continue
    await remove(record)
    removed++
  }
  return removed
}

/** Removes at once, with its bytes, every photo that a record claimed. Repeating it changes nothing. */
export async function removePhotos(claimedBy: string): Promise<void> {
  for (const record of await FileModel.find({ claimedBy }).lean<FileRecord[]>()) {
    // A crash from here on leaves it to the sweep.
    await FileModel.updateOne({ _id: record._id, claimedBy }, { $set: { claimedBy: SWEEP } })
    await remove(record)
  }
}

/** Removes at once what these people uploaded and no record has claimed, or has released. */
export async function removeUploads(uploaders: readonly Types.ObjectId[]): Promise<void> {
  for (const record of await FileModel.find({ uploadedBy: { $in: uploaders }, claimedBy: null }).lean<FileRecord[]>()) {
    const marked = await FileModel.updateOne({ _id: record._id, claimedBy: null }, { $set: { claimedBy: SWEEP } })
    if (marked.matchedCount > 0) await remove(record)
  }
}
